import type { ValueObject } from '@kustomize-ts/core';
import { listAt } from '../../instances/objects/fields.ts';
import type { Problem } from './finding.ts';

/** The fields that Karpenter carries to the node itself; all others reach it with AL2023 only. */
const managed: ReadonlySet<string> = new Set([
  'clusterDNS',
  'maxPods',
  'podsPerCore',
  'systemReserved',
  'kubeReserved',
  'evictionHard',
  'evictionSoft',
  'evictionSoftGracePeriod',
  'evictionMaxPodGracePeriod',
  'imageGCHighThresholdPercent',
  'imageGCLowThresholdPercent',
  'cpuCFSQuota',
]);

/**
 * Fields of spec.kubelet that never reach a node of that AMI family: provider v1.15.1,
 * pkg/controllers/nodeclass/validation.go, validateKubeletFieldsSupported.
 */
export function unsupportedProblems(kubelet: ValueObject, family: string): Problem[] {
  if (family === 'Custom' || family === 'AL2023') return [];
  const out: Problem[] = [];
  const dropped = Object.keys(kubelet).filter(
    (key) =>
      !managed.has(key) || (key === 'podsPerCore' && family === 'Bottlerocket' && kubelet[key] !== null),
  );
  if (dropped.length > 0) {
    const [first] = dropped.sort();
    const message = `spec.kubelet has fields not applied by the ${family} AMI family that would be silently dropped: ${dropped.join(', ')}`;
    const help = `Remove ${dropped.join(', ')}, or use the AMI family AL2023`;
    out.push({ message, help, path: dropped.length === 1 && first !== undefined ? [first] : [] });
  }
  const servers = listAt(kubelet, 'clusterDNS').length;
  if (servers > 1) {
    const message = `spec.kubelet.clusterDNS: the ${family} AMI family doesn't accept multiple entries, only one, but ${servers} were set`;
    out.push({ message, help: 'Keep one address, or use the AMI family AL2023', path: ['clusterDNS'] });
  }
  return out;
}
