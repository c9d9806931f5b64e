import { variablesIn } from '../../load/template.ts';
import type { Path } from '../../render/index.ts';
import type { TemplatedLeaf } from '../delivery/yaml-round-trip.ts';
import type { ClusterScope } from '../scope.ts';

/**
 * A key that is the same for clusters of one environment of which the sense rules must say the same, so that one of a thousand alike
 * is looked at.
 */
export function lintKey(
  leaves: readonly TemplatedLeaf[],
): (cluster: Pick<ClusterScope, 'variables'>) => string {
  const names = new Set(leaves.flatMap(({ text }) => variablesIn(text)));
  const read = new Set(leaves.filter(({ path }) => !isOpaque(path)).flatMap(({ text }) => variablesIn(text)));
  return ({ variables }) =>
    JSON.stringify(
      [...names].map((name) => {
        const value = variables[name] ?? '';
        return read.has(name) || value.trim() === '' || value.includes('$') ? value : 'text';
      }),
    );
}

/** A field whose text no sense rule reads beyond whether it is empty or holds a `$`: the name of a role, and the value of a tag. */
function isOpaque([top, field, ...below]: Path): boolean {
  if (top !== 'spec' || typeof field !== 'string') return false;
  if (field === 'role' || field === 'instanceProfile') return below.length === 0;
  if (field === 'tags') return below.length > 0;
  const [index, tags, key] = below;
  return field.endsWith('SelectorTerms') && typeof index === 'number' && tags === 'tags' && key !== undefined;
}
