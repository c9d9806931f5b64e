import type { ValueObject } from '@kustomize-ts/core';
import { goQuote } from '@poolwright/crd-validator/go';
import { own } from '../../instances/objects/fields.ts';
import type { Problem } from './finding.ts';
import { decodeProblems } from './go-decode.ts';
import { nameHelp } from './help.ts';
import { evictionProblems, softEvictionProblems } from './kubelet-eviction.ts';
import { integerField, stringMapField } from './kubelet-field.ts';

const reservable = ['cpu', 'memory', 'ephemeral-storage', 'pid'];
const ownedReason =
  "Karpenter sets it from the NodeClaim's taints so the node registers unschedulable until it's ready";

/**
 * What Karpenter 1.15 and later say to spec.kubelet, with paths below it; nothing of an absent one: provider v1.15.1,
 * pkg/apis/v1/kubeletconfiguration_validation.go, ValidateKubeletConfig. Before 1.15 the CRD held these rules.
 */
export function kubeletProblems(kubelet: ValueObject | null | undefined): Problem[] {
  if (!kubelet || Object.keys(kubelet).length === 0) return [];
  return [
    ...typeProblems(kubelet),
    ...ownedProblems(kubelet),
    ...evictionProblems(kubelet),
    ...softEvictionProblems(kubelet),
    ...reservedProblems(kubelet),
    ...numberProblems(kubelet),
  ];
}

function typeProblems(kubelet: ValueObject): Problem[] {
  // An expression stands for a number here, so that the other fields are still looked at.
  const plain = typeof own(kubelet, 'maxPods') === 'string' ? { ...kubelet, maxPods: 0 } : kubelet;
  return decodeProblems(plain, 'v1beta1.KubeletConfiguration', true).map((problem) => ({
    ...problem,
    message: `spec.kubelet: ${problem.message}`,
  }));
}

function ownedProblems(kubelet: ValueObject): Problem[] {
  if (own(kubelet, 'registerWithTaints') === undefined) return [];
  const message = `spec.kubelet.registerWithTaints: can't be set, ${ownedReason}`;
  const help = 'Remove registerWithTaints, and use taints or startupTaints of the NodePool';
  return [{ message, help, path: ['registerWithTaints'] }];
}

function reservedProblems(kubelet: ValueObject): Problem[] {
  const out: Problem[] = [];
  for (const field of ['kubeReserved', 'systemReserved']) {
    for (const [key, value] of stringMapField(kubelet, field)) {
      const path = [field, key];
      if (!reservable.includes(key)) {
        const message = `spec.kubelet.${field}: ${goQuote(key)} isn't a reservable resource, must be one of ${reservable.join(', ')}`;
        out.push({ message, help: nameHelp(key, reservable), path, part: 'key' });
      }
      if (value.startsWith('-')) {
        const message = `spec.kubelet.${field}[${key}]: ${goQuote(value)} can't be a negative resource quantity`;
        out.push({ message, help: 'Write a quantity that is not negative, such as 100m or 1Gi', path });
      }
    }
  }
  return out;
}

function numberProblems(kubelet: ValueObject): Problem[] {
  const out: Problem[] = [];
  const high = integerField(kubelet, 'imageGCHighThresholdPercent');
  const low = integerField(kubelet, 'imageGCLowThresholdPercent');
  for (const field of ['imageGCHighThresholdPercent', 'imageGCLowThresholdPercent']) {
    const value = integerField(kubelet, field);
    if (value !== undefined && (value < 0 || value > 100)) {
      const message = `spec.kubelet.${field}: ${value} must be between 0 and 100`;
      out.push({ message, help: `Set ${field} to a number from 0 to 100`, path: [field] });
    }
  }
  for (const field of ['podsPerCore', 'evictionMaxPodGracePeriod', 'maxPods']) {
    const value = integerField(kubelet, field);
    if (value !== undefined && value < 0) {
      const message = `spec.kubelet.${field}: ${value} can't be negative`;
      out.push({ message, help: `Set ${field} to 0 or more, or remove it`, path: [field] });
    }
  }
  if (high !== undefined && low !== undefined && high <= low) {
    const message = `spec.kubelet: imageGCHighThresholdPercent (${high}) must be greater than imageGCLowThresholdPercent (${low})`;
    const help = `Set imageGCHighThresholdPercent above ${low}, or lower imageGCLowThresholdPercent`;
    out.push({ message, help, path: ['imageGCHighThresholdPercent'] });
  }
  return out;
}
