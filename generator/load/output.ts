import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { isMapping } from './document.ts';
import type { FleetSources, FleetSpec, OutputFolders } from './fleet.ts';
import { leavesRepository, outsideRepository } from './paths.ts';

const DEFAULTS: OutputFolders = {
  base: 'base',
  overlays: 'overlays',
  clusters: 'clusters',
  argocd: 'argocd',
};

const KINDS = ['base', 'overlays', 'clusters', 'argocd'] as const;

/** Folders that the comparison of a tree with the disk skips. */
const SKIPPED = /^(?:\.git|node_modules)$/i;
const CLEAN = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

/** The folders of a fleet's tree, relative to that of the fleet. */
export function outputOf({ output }: Pick<FleetSpec, 'output'>): OutputFolders {
  return output ? { ...DEFAULTS, ...output } : DEFAULTS;
}

/** Whether a fleet's tree lies where it does without `output`. */
export function isDefaultOutput(folders: OutputFolders): boolean {
  return KINDS.every((kind) => folders[kind] === DEFAULTS[kind]);
}

/** The folders that a document names, as `spec.output` or a record does; what it does not say, or says wrongly, is as without it. */
export function outputIn(folders: unknown): OutputFolders {
  const named = { ...DEFAULTS };
  if (isMapping(folders))
    for (const kind of KINDS) {
      const folder = folders[kind];
      if (typeof folder === 'string' && isClean(folder)) named[kind] = folder;
    }
  return named;
}

/** Folders as a list, in the order of the fields. */
export function foldersIn(folders: OutputFolders): string[] {
  return KINDS.map((kind) => folders[kind]);
}

/** Each folder lies below that of the fleet, apart from the others, and is declared where git's side finds it: in the fleet's own file. */
export function checkOutput(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  if (spec.output === undefined) return [];
  const at = sources.locate(['output'], 'key');
  if (at.file !== sources.files[0])
    return [
      {
        code: 'invalid-value',
        severity: 'error',
        message: `output is declared in ${at.file}, an included file`,
        help: `Move output to ${sources.files[0]}`,
        at,
      },
    ];
  const wrong = KINDS.flatMap((kind) => faultOf(spec, kind, sources) ?? []);
  return wrong.length > 0 ? wrong : overlaps(spec, sources);
}

function isClean(folder: string): boolean {
  const steps = folder.split('/');
  return CLEAN.test(folder) && !steps.some((step) => /^\.+$/.test(step) || SKIPPED.test(step));
}

function faultOf(
  { output }: FleetSpec,
  kind: keyof OutputFolders,
  sources: FleetSources,
): Diagnostic | undefined {
  const folder = output?.[kind];
  if (folder === undefined || isClean(folder)) return undefined;
  const at = sources.locate(['output', kind]);
  if (leavesRepository(folder)) return outsideRepository(folder, at);
  const cleaned = folder
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/');
  const skipped = folder.split('/').find((step) => SKIPPED.test(step));
  return {
    code: 'invalid-value',
    severity: 'error',
    message: skipped
      ? `output.${kind} cannot be ${folder}: Poolwright ignores ${skipped}`
      : `output.${kind} cannot be ${JSON.stringify(folder)}: it takes a folder below that of fleet.yaml, such as platform/${kind}`,
    help:
      !skipped && isClean(cleaned)
        ? `Write ${cleaned}`
        : 'Name another folder, of letters, digits, ".", "_" and "-"',
    at,
  };
}

/** Poolwright removes what it no longer generates in a folder, so no two may have one, on file systems that take a and A for one, too. */
function overlaps(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const folders = outputOf(spec);
  const place = (kind: keyof OutputFolders) => sources.locate(['output', kind]);
  return KINDS.flatMap((kind, i) =>
    KINDS.slice(0, i).flatMap((other): Diagnostic[] => {
      const [a, b] = [folders[kind], folders[other]].map((folder) => `${folder.toLowerCase()}/`);
      if (a === undefined || b === undefined || !(a.startsWith(b) || b.startsWith(a))) return [];
      const declared = spec.output?.[kind] === undefined ? other : kind;
      return [
        {
          code: 'invalid-value',
          severity: 'error',
          message: `output.${kind} is ${folders[kind]} and output.${other} is ${folders[other]}: one is inside the other`,
          help: 'Give each a folder of its own',
          at: place(declared),
        },
      ];
    }),
  );
}
