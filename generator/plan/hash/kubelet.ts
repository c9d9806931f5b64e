import type { Value } from '@kustomize-ts/core';
import { isObject } from '@kustomize-ts/core';
import { goJson } from '@poolwright/crd-validator/go';
import type { HashedField } from './go-value.ts';

/** The kubelet settings as a Go struct, before v1.15: provider v1.14.0, pkg/apis/v1/ec2nodeclass.go. */
export const kubeletFields: readonly HashedField[] = [
  ['ClusterDNS', 'clusterDNS', '[]string'],
  ['MaxPods', 'maxPods', '*int32'],
  ['PodsPerCore', 'podsPerCore', '*int32'],
  ['SystemReserved', 'systemReserved', 'map[string]string'],
  ['KubeReserved', 'kubeReserved', 'map[string]string'],
  ['EvictionHard', 'evictionHard', 'map[string]string'],
  ['EvictionSoft', 'evictionSoft', 'map[string]string'],
  ['EvictionSoftGracePeriod', 'evictionSoftGracePeriod', 'map[string]Duration'],
  ['EvictionMaxPodGracePeriod', 'evictionMaxPodGracePeriod', '*int32'],
  ['ImageGCHighThresholdPercent', 'imageGCHighThresholdPercent', '*int32'],
  ['ImageGCLowThresholdPercent', 'imageGCLowThresholdPercent', '*int32'],
  ['CPUCFSQuota', 'cpuCFSQuota', '*bool'],
];

/** The kubelet settings as JSON text, since v1.15: pkg/apis/v1/kubeletconfiguration.go, String. */
export function kubeletText(kubelet: Value | undefined): string {
  return isObject(kubelet) && Object.keys(kubelet).length > 0 ? goJson(kubelet) : 'null';
}
