import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The environment variables that a test may see. */
const KEPT = [
  'PATH',
  'TMPDIR',
  'CHROMIUM',
  'POOLWRIGHT_REQUIRE_TOOLS',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
];

const GIT_CONFIG = `[user]
	name = Ada Example
	email = ada@example.com
[init]
	defaultBranch = main
[core]
	fsync = none
[commit]
	gpgsign = false
`;

/**
 * The environment of the tests: a home and a cache of their own in `folder`, one time zone and locale, a git whose only
 * configuration names an author, and none of the variables by which git, a shell or a CI system steers what it starts.
 */
export function isolatedEnvironment(folder: string): Record<string, string> {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  return {
    ...Object.fromEntries(kept),
    ...gitEnvironment(home),
    HOME: home,
    XDG_CACHE_HOME: join(folder, 'cache'),
    TZ: 'UTC',
    LC_ALL: 'C.UTF-8',
  };
}

/** The part of it that concerns git; its configuration is written to `folder`. */
export function gitEnvironment(folder: string): Record<string, string> {
  const config = join(folder, '.gitconfig');
  writeFileSync(config, GIT_CONFIG);
  return { GIT_CONFIG_GLOBAL: config, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
}
