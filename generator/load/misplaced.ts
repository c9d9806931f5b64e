import type { Path } from './path.ts';

const MANIFEST_KEYS = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];
const KINDS: Record<string, string> = { nodePool: 'NodePool', nodeClass: 'EC2NodeClass' };

/** What is wrong with a key that belongs elsewhere, and where it belongs. */
export interface Misplaced {
  message: string;
  help: string;
}

/**
 * Recognizes a key that is right in another place.
 * @param parent the mapping with the key, and its path from the top of fleet.yaml
 * @returns 'folded' where another key of the mapping already reports the same mistake
 */
export function misplacedKey(
  key: string,
  path: Path,
  parent: Readonly<Record<string, unknown>>,
): Misplaced | 'folded' | undefined {
  if (key === 'include' && path.length === 1 && path[0] === 'spec')
    return {
      message: 'spec.include is in the wrong place: include belongs at the top level, next to spec',
      help: 'Move include out of spec, to the top level of the file',
    };
  const place = otherPlace(key, path, parent);
  if (place !== undefined) return { message: `unknown field ${[...path, key].join('.')}`, help: place };
  if (path.at(-2) === 'nodeClasses') return nodeClassKey(key, path, parent);
  const field = String(path.at(-1));
  const kind = KINDS[field];
  if (kind === undefined || !isManifest(parent) || !MANIFEST_KEYS.includes(key)) return undefined;
  if (key !== Object.keys(parent).find((present) => MANIFEST_KEYS.includes(present))) return 'folded';
  return {
    message: `${path.join('.')} holds a whole ${kind} manifest; it takes only what is under the manifest's spec`,
    help: `Write the fields of spec directly under ${field}; Poolwright writes apiVersion, kind and metadata`,
  };
}

/** Fields of a NodePool's spec, and of its template's spec. */
const OF_POOL = ['disruption', 'limits', 'weight', 'replicas'];
const OF_NODES = [
  'requirements',
  'taints',
  'startupTaints',
  'expireAfter',
  'terminationGracePeriod',
  'nodeClassRef',
];

/** Where a field belongs that is on another level of a pool, or of a cluster. */
function otherPlace(key: string, path: Path, parent: Readonly<Record<string, unknown>>): string | undefined {
  const [above, last] = path.slice(-2);
  const isInTemplate = last === 'template' || (above === 'template' && last === 'spec');
  if (path.includes('nodePool')) {
    if (isInTemplate && OF_POOL.includes(key)) return `Move ${key} up to nodePool, beside template`;
    if ((last === 'nodePool' || last === 'disruption' || last === 'template') && OF_NODES.includes(key))
      return `Move ${key} to nodePool.template.spec`;
    if ((last === 'nodePool' || isInTemplate) && (key === 'labels' || key === 'annotations'))
      return `Move ${key} to nodePool.template.metadata, from where nodes get them`;
  }
  if (above === 'environments' && key === 'region')
    return 'Give region to each cluster, such as clusters: { prod-1: { region: eu-central-1 } }';
  const value = parent[key];
  if (above === 'clusters' && /^[A-Z][A-Z0-9_]*$/.test(key) && typeof value === 'string')
    return `Write the values of variables under variables: { ${key}: ${value} }`;
  return undefined;
}

/** The current names of what earlier versions called otherwise in `nodeClasses`. */
const RENAMED: Readonly<Record<string, string>> = { patch: 'nodeClass', json6902: 'nodeClassJson6902' };

/** A key of a shared node class, or of its differences in an environment. */
function nodeClassKey(
  key: string,
  path: Path,
  parent: Readonly<Record<string, unknown>>,
): Misplaced | 'folded' | undefined {
  const name = path.join('.');
  const now = path.length > 3 ? RENAMED[key] : undefined;
  if (now !== undefined)
    return {
      message: `${name} has no field ${key}; it is called ${now}`,
      help: `Write ${now} instead of ${key}`,
    };
  if (Object.hasOwn(parent, 'nodeClass') || MANIFEST_KEYS.includes(key)) return undefined;
  const isOther = (one: string): boolean => !(one in RENAMED) && !NODE_CLASS_KEYS.includes(one);
  if (key !== Object.keys(parent).find(isOther)) return 'folded';
  return {
    message: `${name} has no field ${key}: the spec of a shared node class is under nodeClass`,
    help: `Write nodeClass: under ${path.at(-1)}, and ${key} with the other fields of the spec below it`,
  };
}

const NODE_CLASS_KEYS = ['nodeClass', 'nodeClassJson6902', 'labels', 'annotations'];

function isManifest(value: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(value, 'spec') && (Object.hasOwn(value, 'kind') || Object.hasOwn(value, 'metadata'));
}
