import { hostnameLabel } from '../../instances/objects/labels.ts';
import type { Rules } from './rules.ts';

/** Why a label key is Karpenter's or the kubelet's own, or undefined where it is free. */
export function restrictedLabel(key: string, rules: Rules): string | undefined {
  if (rules.wellKnown.has(key)) return undefined;
  const slash = key.indexOf('/');
  const restricted = key === hostnameLabel || rules.isRestrictedDomain(slash < 0 ? '' : key.slice(0, slash));
  return restricted ? rules.restrictedText(key) : undefined;
}
