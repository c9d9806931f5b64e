import type { Pool } from '../objects/pool.ts';
import { allows } from '../requirements/requirement.ts';
import type { Candidate } from './candidate.ts';

/**
 * The labels of which types have fewer values than `minValues` of a pool wants: core v1.15.0, pkg/cloudprovider/types.go,
 * SatisfiesMinValues.
 */
export function unmetMinValues(pool: Pool, types: readonly Pick<Candidate, 'requirements'>[]): string[] {
  const unmet = pool.written.filter(({ key, minValues }) => {
    const requirement = pool.requirements.get(key);
    if (minValues === undefined || requirement === undefined) return false;
    const values = new Set<string>();
    for (const { requirements } of types)
      for (const value of requirements.get(key)?.values ?? [])
        if (allows(requirement, value)) values.add(value);
    return values.size < minValues;
  });
  return [...new Set(unmet.map(({ key }) => key))];
}

export function hasMinValues(pool: Pool): boolean {
  return pool.written.some(({ minValues }) => minValues !== undefined);
}
