import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import type { FleetSources, FleetSpec } from './fleet.ts';
import type { Path } from './path.ts';

/** True for an absolute path and for one whose `..` steps lead out of the folder it starts in. */
export function leavesRepository(path: string): boolean {
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return true;
  let depth = 0;
  for (const step of path.split(/[/\\]/)) {
    if (step === '..') depth--;
    else if (step !== '' && step !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

export function outsideRepository(path: string, at: Location): Diagnostic {
  return {
    code: 'path-escapes-repository',
    severity: 'error',
    message: `the path ${path} leaves the repository`,
    help: 'Use a path below the repository, relative to its root',
    at,
  };
}

/** Patterns of the files that a spec names, beside those that are part of it. */
export function namedFiles({ workloads = [], checks }: FleetSpec): string[] {
  return [...workloads, ...(checks?.rules ?? [])];
}

/** Paths of the spec stay inside the repository. */
export function checkPaths(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const found: Diagnostic[] = [];
  const check = (path: string | undefined, at: Path): void => {
    if (path !== undefined && leavesRepository(path)) found.push(outsideRepository(path, sources.locate(at)));
  };
  check(spec.delivery?.flux?.path, ['delivery', 'flux', 'path']);
  check(spec.delivery?.argocd?.path, ['delivery', 'argocd', 'path']);
  spec.workloads?.forEach((pattern, i) => {
    check(pattern, ['workloads', i]);
  });
  spec.checks?.rules?.forEach((pattern, i) => {
    check(pattern, ['checks', 'rules', i]);
  });
  return found;
}
