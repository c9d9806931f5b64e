import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, runAsync, runToSuccess } from '../../support/run.ts';

/** How to start redis-server. */
export interface Redis {
  program: string;
  env: Record<string, string>;
  version: string;
}

/** What redis-server of Debian needs that is not on every machine. */
const PACKAGES = ['redis-server', 'redis-tools', 'libatomic1', 'libjemalloc2', 'liblzf1'];

/** The installed redis-server, or Debian's, unpacked into the cache without being installed. */
export async function findRedis(cache: string, say: (line: string) => void): Promise<Redis> {
  const installed = await runAsync('redis-server', ['--version'], PROJECT).catch(() => undefined);
  if (installed?.status === 0)
    return { program: 'redis-server', env: {}, version: versionIn(installed.stdout) };
  const folder = join(cache, 'redis');
  const program = join(folder, 'usr/bin/redis-server');
  if (!existsSync(program)) {
    say('  fetching redis-server from Debian …');
    const packages = join(cache, 'packages');
    mkdirSync(packages, { recursive: true });
    await runToSuccess('apt-get', ['download', '-q', ...PACKAGES], packages);
    for (const file of readdirSync(packages))
      await runToSuccess('dpkg', ['-x', join(packages, file), folder], packages);
  }
  const libraries = readdirSync(join(folder, 'usr/lib')).map((one) => join(folder, 'usr/lib', one));
  const env = { LD_LIBRARY_PATH: libraries.join(':') };
  const { stdout } = await runAsync(program, ['--version'], folder, { env });
  return { program, env, version: versionIn(stdout) };
}

function versionIn(text: string): string {
  return /v=(\S+)/.exec(text)?.[1] ?? 'of unknown version';
}
