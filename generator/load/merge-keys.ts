import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  type YAMLMap,
} from 'yaml';

/** The anchored node of each alias of a document. */
export type AliasTargets = ReadonlyMap<Alias, Node>;

/** Whether a pair is YAML 1.1's merge key, `<<: *defaults`; a quoted `"<<"` is an ordinary key. */
export function isMergePair({ key }: Pair): boolean {
  return isScalar(key) && key.value === '<<' && key.type === Scalar.PLAIN;
}

/**
 * The mappings that a merge key merges, the first with precedence (https://yaml.org/type/merge.html).
 * @returns undefined where the value is not a mapping, an alias of one, or a list of those
 */
export function mergedMappings({ value }: Pair, targets: AliasTargets): YAMLMap[] | undefined {
  const node = isAlias(value) ? targets.get(value) : value;
  if (isMap(node)) return [node];
  if (!isSeq(node)) return undefined;
  const mappings = node.items.map((item) => (isAlias(item) ? targets.get(item) : item)).filter(isMap);
  return mappings.length === node.items.length ? mappings : undefined;
}
