import type { Requirements } from './compatible.ts';
import { allows } from './requirement.ts';

/** How many values `minValues` of a pool's requirements wants, by label; of one label's the most. */
export function minValuesOf(
  written: readonly { key: string; minValues: number | undefined }[],
): Map<string, number> {
  const out = new Map<string, number>();
  for (const { key, minValues } of written)
    if (minValues !== undefined) out.set(key, Math.max(minValues, out.get(key) ?? 0));
  return out;
}

/**
 * Labels of which the types have fewer allowed values than `minValues` wants; none without types. core v1.15.0,
 * pkg/cloudprovider/types.go, SatisfiesMinValues.
 */
export function unmetMinValues(
  types: readonly { requirements: Requirements }[],
  requirements: Requirements,
  minValues: ReadonlyMap<string, number>,
): string[] {
  if (types.length === 0) return [];
  return [...minValues].flatMap(([label, least]) => {
    const requirement = requirements.get(label);
    const values = new Set<string>();
    for (const type of types)
      for (const value of type.requirements.get(label)?.values ?? [])
        if (requirement === undefined || allows(requirement, value)) values.add(value);
    return values.size < least ? [label] : [];
  });
}
