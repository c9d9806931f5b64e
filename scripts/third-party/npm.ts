import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledFile } from '../build/esbuild.ts';
import { root } from '../build/options.ts';
import { licenseFiles } from './license.ts';
import type { Part } from './part.ts';

/**
 * The npm packages whose code is in a package's bundles, as the last build wrote them.
 * @param owner the package's folder
 * @throws Error when the package was not built, or one of those names no license
 */
export function npmParts(owner: string): Part[] {
  const file = bundledFile(owner);
  if (!existsSync(file)) throw new Error(`${owner} is not built: run npm run build and npm run build:wasm`);
  return (JSON.parse(readFileSync(file, 'utf8')) as string[]).map(npmPart);
}

function npmPart(folder: string): Part {
  const path = join(root, folder);
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Record<string, unknown>;
  const { name, version, license } = manifest;
  if (typeof name !== 'string' || typeof version !== 'string' || typeof license !== 'string')
    throw new Error(`${folder}/package.json names no license`);
  return { kind: 'npm', name, version, license, files: licenseFiles(path) };
}
