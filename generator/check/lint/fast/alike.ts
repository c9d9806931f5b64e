import { declaredRegion } from '../../../instances/region.ts';
import { variablesIn } from '../../../load/template.ts';
import type { Path } from '../../../render/index.ts';
import type { TemplatedLeaf } from '../../delivery/yaml-round-trip.ts';
import type { ClusterScope } from '../../scope.ts';

/**
 * Lints one cluster of many that differ only in names; the slow path lints each. Clusters with the same key get the same findings: they are in one region, have the same
 * versions, and in
 * a field of free text no rule tells two words of one length apart, which a test proves of every rule.
 */
export function lintKey(
  leaves: readonly TemplatedLeaf[],
): (cluster: Pick<ClusterScope, 'variables' | 'region' | 'karpenter' | 'kubernetes'>) => string {
  const inFreeText = namesIn(leaves.filter(({ path }) => isFreeText(path)));
  const elsewhere = namesIn(leaves.filter(({ path }) => !isFreeText(path)));
  const names = new Set([...inFreeText, ...elsewhere]);
  return ({ variables, ...cluster }) =>
    JSON.stringify([
      cluster.karpenter,
      cluster.kubernetes,
      declaredRegion({ variables, ...cluster }),
      ...Array.from(names, (name) => {
        const value = variables[name] ?? '';
        return elsewhere.has(name) || !isWord(value) ? value : value.length;
      }),
    ]);
}

function namesIn(leaves: readonly TemplatedLeaf[]): Set<string> {
  return new Set(leaves.flatMap(({ text }) => variablesIn(text)));
}

/** A value without blanks, slashes, colons or `$`, such as the name of a cluster. */
export function isWord(value: string): boolean {
  return /^[\w.-]+$/.test(value);
}

/** A field of a node class that holds a name of the user's own choice: a role, an instance profile, a tag. */
export function isFreeText([top, field, ...below]: Path): boolean {
  if (top !== 'spec' || typeof field !== 'string') return false;
  if (field === 'role' || field === 'instanceProfile') return below.length === 0;
  if (field === 'tags') return below.length > 0;
  const [index, tags, key] = below;
  return field.endsWith('SelectorTerms') && typeof index === 'number' && tags === 'tags' && key !== undefined;
}
