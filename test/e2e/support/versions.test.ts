import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { PROJECT } from '../../support/run.ts';
import { ALL_SERVERS } from './servers.ts';
import {
  isVersionSet,
  requiredVersion,
  serversOf,
  VERSION_SETS,
  type VersionSetName,
  versionOf,
} from './versions.ts';

const MODULES = join(PROJECT, 'test/e2e/modules');
const NAMES = Object.keys(VERSION_SETS) as VersionSetName[];

test('a set changes programs that exist, each to a version that its go.mod and go.sum pin', () => {
  for (const set of NAMES) {
    for (const name of Object.keys(VERSION_SETS[set].programs))
      assert.ok(
        ALL_SERVERS.some((server) => server.name === name),
        `${set} has no program ${name}`,
      );
    for (const server of serversOf(set, ALL_SERVERS)) {
      if (server.source === undefined) continue;
      assert.match(versionOf(server, MODULES), /^v\d+\.\d+\.\d+$/);
      assert.ok(existsSync(join(MODULES, server.module, 'go.sum')), `${server.module} has no go.sum`);
    }
  }
});

test('a version of oldest is at most that of default, and newest at least that', () => {
  const versions = (set: VersionSetName): number[][] =>
    serversOf(set, ALL_SERVERS)
      .filter(({ source }) => source !== undefined)
      .map((server) => parts(versionOf(server, MODULES)))
      .concat([parts(VERSION_SETS[set].karpenter)]);
  const [oldest, middle, newest] = [versions('oldest'), versions('default'), versions('newest')];
  for (const [i, version] of middle.entries()) {
    assert.ok(compare(oldest[i] ?? [], version) <= 0, `oldest ${oldest[i]}, default ${version}`);
    assert.ok(compare(newest[i] ?? [], version) >= 0, `newest ${newest[i]}, default ${version}`);
  }
  assert.ok(compare(oldest.at(-1) ?? [], newest.at(-1) ?? []) < 0);
});

test('each module of a set is built by it', () => {
  for (const set of NAMES.filter((name) => existsSync(join(MODULES, name))))
    assert.equal(
      [...new Set(Object.values(VERSION_SETS[set].programs).map(({ module }) => module))].sort(),
      readdirSync(join(MODULES, set)).map((name) => `${set}/${name}`),
    );
});

test('a version is that of the module, not of one whose path begins like it', () => {
  const goMod =
    'module m\n\nrequire a.b/c v1.2.3\n\nrequire (\n\ta.b/c/api v9.9.9\n\ta.b/d v0.1.0 // indirect\n)\n';
  assert.is(requiredVersion(goMod, 'a.b/c'), 'v1.2.3');
  assert.is(requiredVersion(goMod, 'a.b/d'), 'v0.1.0');
  assert.throws(() => requiredVersion(goMod, 'a.b'), /requires no a\.b/);
  assert.ok(isVersionSet('oldest'));
  assert.not.ok(isVersionSet('toString'));
});

function parts(version: string): number[] {
  return version.slice(1).split('.').map(Number);
}

function compare(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((part, i) => part !== right[i]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

test.run();
