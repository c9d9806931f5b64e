import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FleetSources, FleetSpec } from './fleet.ts';
import { outputOf } from './output.ts';
import type { Path } from './path.ts';
import { DOLLAR } from './template.ts';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Folder of `base/` that holds the shared node classes, and so cannot be a pool's name. */
export const SHARED_CLASSES = 'node-classes';

/** Names that become object names, folders and Flux or Argo CD objects must be DNS labels; variables, what Flux accepts. */
export function checkNames(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const found: Diagnostic[] = [];
  const names = (path: Path, noun: string, entries: object | undefined): void => {
    for (const name of Object.keys(entries ?? {})) {
      if (!DNS_LABEL.test(name)) found.push(notALabel(noun, name, sources, [...path, name]));
    }
  };
  names(['pools'], 'pool', spec.pools);
  names(['nodeClasses'], 'node class', spec.nodeClasses);
  names(['environments'], 'environment', spec.environments);
  for (const [environment, { clusters }] of Object.entries(spec.environments)) {
    names(['environments', environment, 'clusters'], 'cluster', clusters);
  }
  for (const name of Object.keys(spec.variables ?? {})) {
    if (!VARIABLE_NAME.test(name) || name === DOLLAR) found.push(notAVariable(name, sources));
  }
  if (Object.hasOwn(spec.pools, SHARED_CLASSES)) {
    found.push({
      code: 'invalid-name',
      severity: 'error',
      message: `a pool cannot be named ${SHARED_CLASSES}: ${outputOf(spec).base}/${SHARED_CLASSES} holds the shared node classes`,
      help: 'Give the pool another name',
      at: sources.locate(['pools', SHARED_CLASSES], 'key'),
    });
  }
  return found;
}

function notALabel(noun: string, name: string, sources: FleetSources, path: Path): Diagnostic {
  const near = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
  return {
    code: 'invalid-name',
    severity: 'error',
    message: `the ${noun} name ${JSON.stringify(name)} is not a DNS label (lower-case letters, digits and "-", at most 63)`,
    help:
      near && near !== name
        ? `Name it ${near.replace(/-+$/, '')}`
        : 'Give it a name of lower-case letters, digits and "-"',
    at: sources.locate(path, 'key'),
  };
}

function notAVariable(name: string, sources: FleetSources): Diagnostic {
  const reserved = name === DOLLAR;
  return {
    code: 'invalid-name',
    severity: 'error',
    message: reserved
      ? `the variable name ${DOLLAR} is reserved for a literal $`
      : `the variable name ${JSON.stringify(name)} is not valid in Flux and envsubst`,
    help: reserved
      ? 'Give the variable another name'
      : 'Use letters, digits and "_", not starting with a digit',
    at: sources.locate(['variables', name], 'key'),
  };
}
