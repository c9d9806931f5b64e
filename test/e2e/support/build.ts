import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runToSuccess } from '../../support/run.ts';
import type { ServerBuild } from './servers.ts';
import { versionOf } from './versions.ts';

/** Nothing is fetched but what go.sum pins, no toolchain but the one that a server names, and others may use the machine meanwhile. */
const GO_ENVIRONMENT = {
  CGO_ENABLED: '0',
  GOFLAGS: '-buildvcs=false -mod=readonly -trimpath -p=2',
  GOTOOLCHAIN: 'local',
};

/** A program that is built, and the Go module and version that it is of. */
export interface Built {
  path: string;
  version: string;
  source?: string;
}

/**
 * Builds what is not in the cache, where versions of a program are side by side; a program is built again when its module or flags
 * changed.
 * @param modules the folder of the modules
 * @param say takes a line for people
 */
export async function buildServers(
  servers: readonly ServerBuild[],
  modules: string,
  bin: string,
  say: (line: string) => void,
): Promise<Map<string, Built>> {
  mkdirSync(bin, { recursive: true });
  const built = new Map<string, Built>();
  const waiting: (() => Promise<void>)[] = [];
  for (const server of servers) {
    const folder = join(modules, server.module);
    const version = versionOf(server, modules);
    const path = join(bin, version === '' ? '' : `${server.name}-${version}`, server.name);
    const { source } = server;
    built.set(server.name, { path, version, ...(source === undefined ? {} : { source }) });
    const key = keyOf(server, folder);
    if (existsSync(path) && isText(`${path}.key`, key)) continue;
    waiting.push(() => buildOne(server, folder, version, path, key, say));
  }
  if (waiting.length > 0)
    say(
      `building ${waiting.length} of ${servers.length} programs, once: all of Flux takes about 12 minutes on two free cores, Argo CD 10 more`,
    );
  for (const build of waiting) await build();
  return built;
}

async function buildOne(
  { name, package: main, stamp = [], toolchain = GO_ENVIRONMENT.GOTOOLCHAIN }: ServerBuild,
  cwd: string,
  version: string,
  path: string,
  key: string,
  say: (line: string) => void,
): Promise<void> {
  const start = Date.now();
  say(`  ${name} ${version} …`);
  mkdirSync(dirname(path), { recursive: true });
  const flags = ['-s', '-w', ...stamp.map((one) => `-X ${one.replace('VERSION', version)}`)].join(' ');
  const args = ['-n', '19', 'go', 'build', '-ldflags', flags, '-o', `${path}.new`, main];
  const env = { ...GO_ENVIRONMENT, GOTOOLCHAIN: toolchain };
  await runToSuccess('nice', args, cwd, { env, timeout: 7_200_000 });
  rmSync(path, { force: true });
  renameSync(`${path}.new`, path);
  writeFileSync(`${path}.key`, key);
  say(`  ${name} ${version} took ${Math.round((Date.now() - start) / 1000)} s`);
}

function keyOf(server: ServerBuild, folder: string): string {
  const hash = createHash('sha256').update(JSON.stringify([server, GO_ENVIRONMENT]));
  for (const file of ['go.mod', 'go.sum', 'main.go'])
    if (existsSync(join(folder, file))) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}

function isText(file: string, text: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8') === text;
}
