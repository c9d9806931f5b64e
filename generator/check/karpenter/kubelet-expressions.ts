import type { ValueObject } from '@kustomize-ts/core';
import { stringAt } from '../../instances/objects/fields.ts';
import { quantityOf } from '../../instances/objects/quantity.ts';
import type { Path } from '../../load/path.ts';
import { stringMapField } from './kubelet-field.ts';

/** A value of spec.kubelet that Karpenter takes for a CEL expression. */
export interface KubeletExpression {
  text: string;
  /** `maxPods`, `kubeReserved` or `systemReserved`, and the resource in the latter two. */
  field: string;
  key?: string;
  path: Path;
}

/** The expressions: provider v1.15.1, pkg/apis/v1/kubeletconfiguration.go, HasExpressions. */
export function kubeletExpressions(kubelet: ValueObject): KubeletExpression[] {
  const out: KubeletExpression[] = [];
  const maxPods = stringAt(kubelet, 'maxPods');
  if (maxPods !== undefined) out.push({ text: maxPods, field: 'maxPods', path: ['maxPods'] });
  for (const field of ['kubeReserved', 'systemReserved']) {
    for (const [key, text] of stringMapField(kubelet, field)) {
      if (quantityOf(text) === undefined) out.push({ text, field, key, path: [field, key] });
    }
  }
  return out;
}
