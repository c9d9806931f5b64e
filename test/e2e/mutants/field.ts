/** One changed field of the pool `x86-cpu-karpenter`. */
export interface FieldMutant {
  what: string;
  part: 'nodePool' | 'nodeClass';
  /** Below `spec`; lists are replaced as a whole. */
  path: string[];
  /** `null` removes the field. */
  value: unknown;
}

export const POOL = 'x86-cpu-karpenter';

export function nodePool(what: string, path: string, value: unknown): FieldMutant {
  return { what, part: 'nodePool', path: path.split('.'), value };
}

export function nodeClass(what: string, path: string, value: unknown): FieldMutant {
  return { what, part: 'nodeClass', path: path.split('.'), value };
}
