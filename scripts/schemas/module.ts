import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SchemaSource } from './sources.ts';

const run = promisify(execFile);

/** The full version (`1.15.1`) of a minor (`1.15`), the newest patch the Go module proxy serves; a full one stays. */
export async function fullVersion(source: SchemaSource, version: string): Promise<string> {
  if (/^\d+\.\d+\.\d+$/.test(version)) return version;
  const module = modulePath(source, version);
  const listed = await go(['list', '-m', '-versions', '-json', module]);
  const patches = ((listed.Versions as string[] | undefined) ?? [])
    .map((text) => text.slice(1))
    .filter((text) => text.startsWith(`${version}.`) && /^[\d.]+$/.test(text))
    .sort(byPatch);
  const newest = patches.at(-1);
  if (newest === undefined) throw new Error(`${module} has no release ${version}.x`);
  return newest;
}

/** Downloads a release; gives its folder. */
export async function download(source: SchemaSource, version: string): Promise<string> {
  const module = modulePath(source, version);
  const { Dir, Error: reason } = await go(['mod', 'download', '-json', `${module}@v${version}`]);
  if (typeof Dir !== 'string') throw new Error(`cannot download ${version}: ${reason}`);
  return Dir;
}

/** The texts of all CRD files of a release, by file name. */
export async function crdTexts(source: SchemaSource, version: string): Promise<Map<string, string>> {
  const folder = join(await download(source, version), source.folder);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

/** Go has the major version in a module's path, from 2 on. */
function modulePath({ module }: SchemaSource, version: string): string {
  return module.replace(/\/v\d+$/, `/v${version.split('.')[0]}`);
}

async function go(args: string[]): Promise<Record<string, unknown>> {
  // The module's go.mod may require a newer Go than the local one, and then the go command does not even download.
  const env = { ...process.env, GOTOOLCHAIN: 'auto' };
  const { stdout } = await run('go', args, { env, cwd: tmpdir(), maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as Record<string, unknown>;
}

function byPatch(left: string, right: string): number {
  return Number(left.split('.')[2]) - Number(right.split('.')[2]);
}
