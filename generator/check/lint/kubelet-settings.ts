import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, own, stringAt, stringsAt } from '../../instances/objects/fields.ts';
import type { NodeClass } from '../../instances/objects/node-class.ts';
import { kubernetesSettings } from './bottlerocket.ts';
import { partsOf } from './mime.ts';
import { readNodeConfig } from './node-config.ts';

/** A setting of the kubelet that user data has. */
export interface KubeletSetting {
  /** As `spec.kubelet` of an EC2NodeClass has it. */
  field: string;
  /** Whether it is a flag or part of a script, either of which wins over the kubelet's configuration. */
  isFlag: boolean;
}

/** Settings that change what fits on a node, as Bottlerocket names them and as flags do. */
const NAMES: Readonly<Record<string, string>> = {
  maxPods: 'max-pods',
  kubeReserved: 'kube-reserved',
  systemReserved: 'system-reserved',
  evictionHard: 'eviction-hard',
};

/** Of those settings in user data the ones that `spec.kubelet` lacks, so that Karpenter plans nodes without them. */
export function settingsOfUserDataAlone({
  spec,
  family,
}: Pick<NodeClass, 'spec' | 'family'>): KubeletSetting[] {
  const kubelet = objectAt(spec, 'kubelet');
  return kubeletSettings(stringAt(spec, 'userData') ?? '', family).filter(
    ({ field }) => own(kubelet, field) === undefined,
  );
}

/** The settings of the kubelet in user data that change what fits on a node. */
export function kubeletSettings(text: string, family: string): KubeletSetting[] {
  if (family === 'Bottlerocket') {
    const settings = kubernetesSettings(text);
    return select((_, name) => own(settings, name) !== undefined, false);
  }
  return partsOf(text).flatMap((part) => {
    const config = family === 'AL2023' ? readNodeConfig(part) : undefined;
    return config === undefined ? inScript(part) : inNodeConfig(config);
  });
}

function inNodeConfig(config: ValueObject): KubeletSetting[] {
  const kubelet = objectAt(objectAt(config, 'spec'), 'kubelet');
  const flags = stringsAt(kubelet, 'flags').join(' ');
  const written = objectAt(kubelet, 'config');
  return [
    ...select((field) => own(written, field) !== undefined, false),
    ...select((_, name) => hasFlag(flags, name), true),
  ];
}

/** In a script, and in what a script writes to a file. */
function inScript(text: string): KubeletSetting[] {
  const uncommented = text.replace(/^[ \t]*#.*$/gm, '');
  const isWritten = (field: string) => new RegExp(`^[ \\t]*"?${field}"?[ \\t]*[=:]`, 'm').test(uncommented);
  return select((field, name) => isWritten(field) || isWritten(name) || hasFlag(uncommented, name), true);
}

function hasFlag(text: string, name: string): boolean {
  return new RegExp(`--${name}\\b`).test(text);
}

function select(has: (field: string, name: string) => boolean, isFlag: boolean): KubeletSetting[] {
  return Object.entries(NAMES)
    .filter(([field, name]) => has(field, name))
    .map(([field]) => ({ field, isFlag }));
}
