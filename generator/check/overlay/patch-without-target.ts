import { isObject, type ResourceId, type Value } from '@kustomize-ts/core';
import { goRegExp } from '@poolwright/go-regexp';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/suggest.ts';
import { stepsOf } from '../crd/field-versions.ts';
import { stringAt } from '../karpenter/fields.ts';
import { eventsOf, isComponent, type OverlayBuild, objectsBefore } from './build.ts';

/** Patches whose target selects nothing, of which kustomize says nothing. */
export function patchWithoutTarget(build: OverlayBuild): Diagnostic[] {
  const idle = eventsOf(build, 'patch').filter(({ selected }) => selected.length === 0);
  return idle.flatMap((event) => {
    const field = [...stepsOf(event.field), 'target'];
    const { value: target = null, at } = build.fieldAt(event.file, field);
    const ids = objectsBefore(build, event).map(({ id }) => id);
    const miss = closest(target, ids);
    // Files that a tool writes later, such as flux bootstrap, may be empty until then.
    if (ids.length === 0 || (miss === undefined && isComponent(build, event.file))) return [];
    const why = miss ? `: ${nameOf(miss.id)} ${miss.reason}` : '';
    return {
      code: 'patch-without-target',
      severity: 'warning' as const,
      message: `the target of ${event.field} selects no object${why}; kustomize skips the patch silently`,
      help: miss?.help ?? `Correct the target, or remove the patch. ${present(ids)}`,
      at: miss ? build.fieldAt(event.file, [...field, miss.part]).at : at,
    };
  });
}

const PARTS = ['group', 'version', 'kind', 'name', 'namespace'] as const;
type Part = (typeof PARTS)[number];

interface Miss {
  id: ResourceId;
  part: Part;
  reason: string;
  help: string;
}

/** The object that one part of the target alone keeps from being selected: a part that is wrong beside others that are right, or misspelt. */
function closest(target: Value, ids: readonly ResourceId[]): Miss | undefined {
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

function selects(pattern: string | undefined, id: ResourceId, part: Part): boolean {
  if (pattern === undefined || pattern === '') return true;
  const text = part === 'namespace' && id.namespace === '' ? 'default' : id[part];
  try {
    return goRegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}

function nameOf({ kind, name }: ResourceId): string {
  return `${kind}/${name}`;
}

function present(ids: readonly ResourceId[]): string {
  const names = ids
    .slice(0, 6)
    .map((id) => `${nameOf(id)} (${[id.group, id.version].filter(Boolean).join('/')})`);
  return `There ${ids.length === 1 ? 'is' : 'are'} ${names.join(', ')}${ids.length > 6 ? ', …' : ''}`;
}
