import type { ValueObject } from '@kustomize-ts/core';
import type { Misfit } from '../../instances/fit/misfit.ts';
import { objectAt, objectsAt, own, stringAt } from '../../instances/objects/fields.ts';
import { normalizeLabel } from '../../instances/objects/labels.ts';
import type { Pod } from '../../instances/objects/pods.ts';
import { quantityOf } from '../../instances/objects/quantity.ts';
import type { Path } from '../../load/path.ts';

/**
 * The field of a pod’s spec that keeps the pod off the pools, as a path below the spec: a selector’s key, an expression of the node
 * affinity, a request, or the tolerations. Where several fields do, what contains all of them; the spec itself where no field does.
 */
export function excludingField({ spec }: Pick<Pod, 'spec'>, misfits: readonly Misfit[]): Path {
  const fields = misfits.map((misfit) => fieldsOf(spec, misfit));
  return fields.some((one) => one.length === 0) ? [] : commonStart(fields.flat());
}

/** The fields that keep a pod off one pool; empty where it is what the spec lacks. */
function fieldsOf(spec: ValueObject, { by, resource, labels }: Misfit): Path[] {
  if (by === 'taint') return own(spec, 'tolerations') === undefined ? [] : [['tolerations']];
  if (resource !== undefined) return largestRequest(spec, resource);
  return labels === undefined ? [] : labels.flatMap((label) => selectorsOf(spec, label));
}

/** The largest request of a resource. */
function largestRequest(spec: ValueObject, resource: string): Path[] {
  const found = ['containers', 'initContainers'].flatMap((list) =>
    objectsAt(spec, list).flatMap(([index, container]) => {
      const resources = objectAt(container, 'resources');
      const field = ['requests', 'limits'].find(
        (one) => own(objectAt(resources, one), resource) !== undefined,
      );
      if (field === undefined) return [];
      const amount = quantityOf(own(objectAt(resources, field), resource)) ?? 0;
      return [{ amount, path: [list, index, 'resources', field, resource] }];
    }),
  );
  return found
    .toSorted((a, b) => b.amount - a.amount)
    .slice(0, 1)
    .map(({ path }) => path);
}

/** Where a pod requires a label: in its selector, and in the terms of its node affinity. */
function selectorsOf(spec: ValueObject, label: string): Path[] {
  const isLabel = (key: string): boolean => normalizeLabel(key, 'aws') === label;
  const required = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
  const terms = objectsAt(required.reduce(objectAt, spec), 'nodeSelectorTerms');
  return [
    ...Object.keys(objectAt(spec, 'nodeSelector'))
      .filter(isLabel)
      .map((key) => ['nodeSelector', key]),
    ...terms.flatMap(([index, term]) =>
      objectsAt(term, 'matchExpressions')
        .filter(([, expression]) => isLabel(stringAt(expression, 'key') ?? ''))
        .map(([i]) => [...required, 'nodeSelectorTerms', index, 'matchExpressions', i]),
    ),
  ];
}

function commonStart([first = [], ...others]: readonly Path[]): Path {
  const end = first.findIndex((step, i) => others.some((other) => other[i] !== step));
  return end < 0 ? first : first.slice(0, end);
}
