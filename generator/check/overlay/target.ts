import { isObject, type Value } from '@kustomize-ts/core';
import { goRegExp } from '@poolwright/go-regexp';
import { nearest } from '../../diagnostics/suggest.ts';
import { stringAt } from '../../instances/objects/fields.ts';

/** What the target of a patch is compared with; kustomize's `ResourceId` is one. */
export interface TargetId {
  group: string;
  version: string;
  kind: string;
  name: string;
  namespace: string;
}

const PARTS = ['group', 'version', 'kind', 'name', 'namespace'] as const;
type Part = (typeof PARTS)[number];

/** The object that a target nearly selects, and the part of the target that is wrong. */
export interface Miss {
  id: TargetId;
  part: Part;
  reason: string;
  help: string;
}

/** The object that one part of the target alone keeps from being selected: a part that is wrong beside others that are right, or misspelt. */
export function closest(target: Value, ids: readonly TargetId[]): Miss | undefined {
  if (!isObject(target)) return undefined;
  const misses = ids.flatMap((id) => {
    const [part, ...others] = PARTS.filter((one) => !selects(stringAt(target, one), id, one));
    return part === undefined || others.length > 0
      ? []
      : [{ id, part, wanted: stringAt(target, part) ?? '', isNamed: stringAt(target, 'name') !== undefined }];
  });
  const isGiven = ['kind', 'name'].some((part) => stringAt(target, part) !== undefined);
  const other =
    misses.find(({ part }) => isGiven && part !== 'name' && part !== 'kind') ??
    misses.find(
      ({ part, isNamed, wanted, id }) => part === 'kind' && (isNamed || isMisspelt(wanted, id.kind)),
    );
  return other ? wrongPart(other) : misspeltName(misses.filter(({ part }) => part === 'name'));
}

/** Whether one is meant for the other: Role and ClusterRole are two kinds. */
function isMisspelt(word: string, kind: string): boolean {
  return Math.abs(word.length - kind.length) < 2 && nearest(word, [kind]) !== undefined;
}

type Candidate = Pick<Miss, 'id' | 'part'> & { wanted: string };

function wrongPart({ id, part, wanted }: Candidate): Miss {
  const has = id[part] || 'none';
  return {
    ...{ id, part, reason: `has ${part} ${has}, not ${wanted}` },
    help: id[part] === '' ? `Remove ${part} from the target` : `Set ${part} to ${has}, or remove it`,
  };
}

function misspeltName(misses: readonly Candidate[]): Miss | undefined {
  const [{ wanted } = { wanted: '' }] = misses;
  const name = nearest(
    wanted,
    misses.map(({ id }) => id.name),
  );
  const named = misses.find(({ id }) => id.name === name);
  return (
    named && {
      ...{ id: named.id, part: named.part, reason: `is not ${wanted}` },
      help: `Did you mean ${named.id.name}? A name is a regular expression for the whole name, so that ${wanted}.* also selects longer ones`,
    }
  );
}

function selects(pattern: string | undefined, id: TargetId, part: Part): boolean {
  if (pattern === undefined || pattern === '') return true;
  const text = part === 'namespace' && id.namespace === '' ? 'default' : id[part];
  try {
    return goRegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}

/** The texts of a finding about a target that selects nothing. */
export function explainTarget(
  field: string,
  miss: Miss | undefined,
  ids: readonly TargetId[],
): { message: string; help: string } {
  const why = miss ? `: ${nameOf(miss.id)} ${miss.reason}` : '';
  return {
    message: `the target of ${field} selects no object${why}; kustomize skips the patch silently`,
    help: miss?.help ?? `Correct the target, or remove the patch. ${present(ids)}`,
  };
}

function nameOf({ kind, name }: TargetId): string {
  return `${kind}/${name}`;
}

function present(ids: readonly TargetId[]): string {
  const names = ids
    .slice(0, 6)
    .map((id) => `${nameOf(id)} (${[id.group, id.version].filter(Boolean).join('/')})`);
  return `The build has ${names.join(', ')}${ids.length > 6 ? ', …' : ''}`;
}
