import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { equal } from '../../load/merge.ts';
import { objectName, pathText } from '../../render/index.ts';
import type { SourceObject } from '../target.ts';
import type { Converted } from './converted.ts';
import { convertProvisioner, convertTemplate } from './v1alpha5.ts';
import { convertNodeClass, convertNodePool } from './v1beta1.ts';

const CONVERTERS: Readonly<Record<string, (object: ValueObject) => Converted>> = {
  'karpenter.sh/v1beta1 NodePool': convertNodePool,
  'karpenter.k8s.aws/v1beta1 EC2NodeClass': convertNodeClass,
  'karpenter.sh/v1alpha5 Provisioner': convertProvisioner,
  'karpenter.k8s.aws/v1alpha1 AWSNodeTemplate': convertTemplate,
};

/**
 * The objects of one cluster with those of older Karpenter versions as v1 has them. The kubelet's settings move from pools to their node
 * class; what has no counterpart is reported.
 */
export function convertObjects(objects: readonly SourceObject[], diagnostics: Diagnostic[]): SourceObject[] {
  const kubelets = new Map<string, { kubelet: ValueObject; source: SourceObject }[]>();
  const classless = new Set<string>();
  const converted = objects.flatMap((source) => {
    const { object } = source;
    const converter = CONVERTERS[`${String(object.apiVersion)} ${String(object.kind)}`];
    if (!converter) return [source];
    const { object: result, kubelet, faults } = converter(object);
    for (const { message, help, path } of faults)
      diagnostics.push({
        code: 'not-imported',
        severity: 'error',
        message,
        help,
        object: objectName(object),
        field: pathText(path),
        at: source.locate(path, 'key'),
      });
    if (faults.length > 0) return [];
    const nodeClass = classOf(result);
    if (nodeClass !== undefined && kubelet)
      kubelets.set(nodeClass, [...(kubelets.get(nodeClass) ?? []), { kubelet, source }]);
    else if (nodeClass !== undefined) classless.add(nodeClass);
    const { base: _, ...rest } = source;
    return [{ ...rest, object: result, written: converter(source.written).object }];
  });
  return converted.map((source) => withKubelet(source, kubelets, classless, diagnostics));
}

function classOf({ kind, spec = null }: ValueObject): string | undefined {
  const template = isObject(spec) ? (spec.template ?? null) : null;
  const inner = isObject(template) ? (template.spec ?? null) : null;
  const ref = isObject(inner) ? (inner.nodeClassRef ?? null) : null;
  return kind === 'NodePool' && isObject(ref) ? String(ref.name) : undefined;
}

/** A node class with the kubelet settings that all its pools had. */
function withKubelet(
  source: SourceObject,
  kubelets: ReadonlyMap<string, { kubelet: ValueObject; source: SourceObject }[]>,
  classless: ReadonlySet<string>,
  diagnostics: Diagnostic[],
): SourceObject {
  const { object } = source;
  const { metadata = null, spec = null } = object;
  const name = isObject(metadata) ? String(metadata.name) : '';
  const [first, ...others] = object.kind === 'EC2NodeClass' ? (kubelets.get(name) ?? []) : [];
  if (!first || !isObject(spec)) return source;
  const other = others.find(({ kubelet }) => !equal(kubelet, first.kubelet));
  if (other || classless.has(name)) {
    const at = (other ?? first).source;
    diagnostics.push({
      code: 'not-imported',
      severity: 'error',
      message: `pools of the node class ${name} have different kubelet settings, but v1 has these in the node class`,
      help: 'First give each of these pools its own node class',
      object: objectName(at.object),
      at: at.locate(['spec']),
    });
    return source;
  }
  const filled: ValueObject = { ...object, spec: { ...spec, kubelet: first.kubelet } };
  return { ...source, object: filled, written: filled };
}
