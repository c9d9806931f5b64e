import type { Path } from './document.ts';

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
      message: 'spec.include is in the wrong place: include is a key beside spec',
      help: 'Move include out of spec, to the top level of the file',
    };
  const field = String(path.at(-1));
  const kind = KINDS[field];
  if (kind === undefined || !isManifest(parent) || !MANIFEST_KEYS.includes(key)) return undefined;
  if (key !== Object.keys(parent).find((present) => MANIFEST_KEYS.includes(present))) return 'folded';
  return {
    message: `${path.join('.')} holds a whole ${kind} manifest; it takes only what is under the manifest's spec`,
    help: `Write the fields of spec directly under ${field}; Poolwright writes apiVersion, kind and metadata`,
  };
}

function isManifest(value: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(value, 'spec') && (Object.hasOwn(value, 'kind') || Object.hasOwn(value, 'metadata'));
}
