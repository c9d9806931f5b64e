import { lint } from '../../generator/check/lint/index.ts';
import type { Severity } from '../../generator/diagnostics/diagnostic.ts';
import { LINT_CODES, type LintCode } from '../../generator/diagnostics/lint-codes.ts';
import type { Group } from './read.ts';

/** How often a rule fires with a severity. */
export interface Count {
  code: LintCode;
  severity: Severity;
  /** How many objects it fires on. */
  objects: number;
  /** Of the objects of the same kinds, from 0 to 1. */
  share: number;
  /** Each finding, in the form `FILE Kind/name path: message`. */
  findings: string[];
}

export interface Counts {
  /** How many objects of each kind were read, by kind. */
  kinds: ReadonlyMap<string, number>;
  counts: Count[];
}

/** Runs all lint rules over each group, and counts the objects that each fires on. */
export function countFindings(groups: Iterable<Group>, karpenter: string): Counts {
  const kinds = new Map<string, number>();
  const found = new Map<
    string,
    { code: LintCode; severity: Severity; objects: Set<string>; findings: string[] }
  >();
  for (const group of groups) {
    const [ours, workloads] = split(group);
    for (const { kind } of group.objects) kinds.set(String(kind), (kinds.get(String(kind)) ?? 0) + 1);
    const scope = { karpenter: group.karpenter ?? karpenter };
    for (const { code, severity, object, path, message } of lint({ scope, objects: ours, workloads })) {
      const key = `${code} ${severity}`;
      const one = found.get(key) ?? { code, severity, objects: new Set(), findings: [] };
      one.objects.add(`${object} ${group.name}`);
      one.findings.push(`${group.name} ${object} ${path.join('.')}: ${message}`);
      found.set(key, one);
    }
  }
  const order = Object.keys(LINT_CODES);
  const counts = Array.from(found.values(), ({ objects, ...rest }) => ({
    ...rest,
    objects: objects.size,
    share: objects.size / total(kinds, objects),
  }));
  return { kinds, counts: counts.sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code)) };
}

function split({ objects }: Group): [ours: Group['objects'], workloads: Group['objects']] {
  const isOurs = (object: Group['objects'][number]): boolean =>
    /^karpenter\.(?:sh|k8s\.aws)\//.test(String(object.apiVersion));
  return [objects.filter(isOurs), objects.filter((object) => !isOurs(object))];
}

/** How many objects there are of the kinds of some. */
function total(kinds: ReadonlyMap<string, number>, objects: ReadonlySet<string>): number {
  const named = new Set(Array.from(objects, (object) => object.slice(0, object.indexOf('/'))));
  return Math.max(
    1,
    [...named].reduce((sum, kind) => sum + (kinds.get(kind) ?? 0), 0),
  );
}
