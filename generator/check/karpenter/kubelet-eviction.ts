import type { ValueObject } from '@kustomize-ts/core';
import { goQuote, parseDuration } from '@poolwright/crd-validator/go';
import { parseQuantity } from '../../instances/objects/quantity.ts';
import type { Problem } from './finding.ts';
import { nameHelp } from './help.ts';
import { stringMapField } from './kubelet-field.ts';

const signals = [
  'memory.available',
  'nodefs.available',
  'nodefs.inodesFree',
  'imagefs.available',
  'imagefs.inodesFree',
  'pid.available',
];

const THRESHOLD_HELP = 'Write a percentage from 0% to 100%, or a quantity such as 500Mi';
const GRACE_HELP = 'Write a duration that is not negative, such as 1m30s';

/** Keys and values of the eviction maps. */
export function evictionProblems(kubelet: ValueObject): Problem[] {
  const out: Problem[] = [];
  for (const field of ['evictionHard', 'evictionSoft', 'evictionSoftGracePeriod', 'evictionMinimumReclaim']) {
    for (const [key, value] of stringMapField(kubelet, field)) {
      const path = [field, key];
      if (!signals.includes(key)) {
        const message = `spec.kubelet.${field}: ${goQuote(key)} isn't a valid eviction signal, must be one of ${signals.join(', ')}`;
        out.push({ message, help: nameHelp(key, signals), path, part: 'key' });
      }
      const text = field === 'evictionSoftGracePeriod' ? gracePeriodText(value) : thresholdText(value);
      if (text !== undefined)
        out.push({
          message: `spec.kubelet.${field}[${key}]: ${goQuote(value)} ${text}`,
          help: field === 'evictionSoftGracePeriod' ? GRACE_HELP : THRESHOLD_HELP,
          path,
        });
    }
  }
  return out;
}

/** Soft thresholds and grace periods must name the same signals. */
export function softEvictionProblems(kubelet: ValueObject): Problem[] {
  return [
    ...unmatched(kubelet, 'evictionSoft', 'evictionSoftGracePeriod'),
    ...unmatched(kubelet, 'evictionSoftGracePeriod', 'evictionSoft'),
  ];
}

function unmatched(kubelet: ValueObject, field: string, other: string): Problem[] {
  const others = new Map(stringMapField(kubelet, other));
  return stringMapField(kubelet, field)
    .filter(([key]) => !others.has(key))
    .map(([key]) => ({
      message: `spec.kubelet.${field}[${key}]: has no matching ${other}`,
      help: `Add ${key} to ${other}, or remove it from ${field}`,
      path: [field, key],
    }));
}

function thresholdText(value: string): string | undefined {
  const wrong = 'must be a percentage or a resource quantity';
  if (value.endsWith('%')) return isPercentage(value.slice(0, -1)) ? undefined : wrong;
  const parsed = parseQuantity(value);
  if ('error' in parsed) return wrong;
  return parsed.value < 0 ? "can't be a negative resource quantity" : undefined;
}

// strconv.ParseFloat; NaN passes Karpenter's comparisons
function isPercentage(text: string): boolean {
  if (/^nan$/i.test(text)) return true;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return false;
  return Number(text) >= 0 && Number(text) <= 100;
}

function gracePeriodText(value: string): string | undefined {
  const parsed = parseDuration(value);
  if ('error' in parsed) return 'must be a duration';
  return parsed.nanoseconds < 0n ? "can't be a negative duration" : undefined;
}
