import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build/options.ts';
import { dataParts } from './data.ts';
import { goParts } from './go.ts';
import { npmParts } from './npm.ts';
import type { Part } from './part.ts';

/** The package with Go code. */
export const WASM = 'packages/kubeconform-wasm';

/** The folders of all packages that are published, in an order in which each comes after what it needs. */
export function publishedPackages(): string[] {
  return [
    ...readdirSync(join(root, 'packages'))
      .sort()
      .map((name) => `packages/${name}`),
    '.',
  ];
}

/** All that a package holds of others, by name; undefined where Go is needed and not installed. */
export function partsOf(owner: string): Part[] | undefined {
  const go = owner === WASM ? goParts() : [];
  if (go === undefined) return undefined;
  return [...npmParts(owner), ...dataParts(owner), ...go].sort((a, b) => (a.name < b.name ? -1 : 1));
}
