import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openResultCache, type ResultCache } from '../../../generator/cache/results.ts';
import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.ts';

interface World {
  root: string;
  /** Where results are. */
  folder: string;
  open(options?: Options): ResultCache;
}

interface Options {
  today?: string;
  program?: string | undefined;
  env?: Record<string, string>;
  isOff?: boolean;
}

const test = suite<World>('result cache');

test.before.each((world) => {
  const root = mkdtempSync(join(tmpdir(), 'poolwright-cache-'));
  world.root = root;
  world.folder = join(root, 'poolwright/results');
  world.open = ({ today = '2026-01-01', program = 'one', env = {}, isOff = false } = {}) =>
    openResultCache({
      program: program === '' ? undefined : program,
      today,
      env: { XDG_CACHE_HOME: root, ...env },
      isOff,
      stage: (_name, work) => work(),
    });
});
test.after.each(({ root }) => rmSync(root, { recursive: true, force: true }));

const FINDING: Diagnostic = { code: 'ami-latest', severity: 'warning', message: 'm', help: 'n' };

/** Whether a result is computed, rather than taken from the cache. */
async function computes(cache: ResultCache, inputs = 'a'): Promise<boolean> {
  let isComputed = false;
  const found = await cache.getOrCompute({ inputs }, () => {
    isComputed = true;
    return [FINDING];
  });
  assert.equal(found, [FINDING]);
  return isComputed;
}

test('another day and another program compute again; a program without identity always does', async ({
  open,
}) => {
  assert.equal(
    [
      await computes(open()),
      await computes(open()),
      await computes(open({ today: '2026-01-02' })),
      await computes(open({ program: 'two' })),
      await computes(open({ program: '' })),
      await computes(open({ program: '' })),
    ],
    [true, false, true, true, true, true],
  );
});

test('one environment is valid where all were, and is checked where something was found', async ({
  open,
}) => {
  const other = { ...FINDING, message: 'of dev' };
  await open().getOrCompute({ inputs: 'valid' }, () => []);
  assert.equal(await open().getOrCompute({ inputs: 'valid', only: ['dev'] }, () => [other]), []);
  await open().getOrCompute({ inputs: 'invalid' }, () => [FINDING]);
  assert.equal(await open().getOrCompute({ inputs: 'invalid', only: ['dev'] }, () => [other]), [other]);
});

test('the oldest are removed', async ({ open, folder }) => {
  for (let i = 0; i < 250; i++) await computes(open(), String(i));
  assert.ok(readdirSync(folder).length <= 200);
  assert.not(await computes(open(), '249'));
});

test('a file that is cut off, edited, empty or of another key is computed again', async ({
  open,
  folder,
}) => {
  const fileOf = async (inputs: string): Promise<string> => {
    const before = new Set(readdirSync(folder));
    await computes(open(), inputs);
    return join(folder, readdirSync(folder).find((name) => !before.has(name)) ?? '');
  };
  await computes(open(), 'first');
  const [a, b] = [await fileOf('a'), await fileOf('b')];
  assert.not(await computes(open(), 'a'));
  const whole = readFileSync(a);
  for (const damage of [
    () => truncateSync(a, whole.length - 3),
    () => truncateSync(a, 0),
    () => writeFileSync(a, whole.toString('latin1').replace('"warning"', '"error"'), 'latin1'),
    () => writeFileSync(a, '[]'),
    () => writeFileSync(a, Buffer.concat([whole.subarray(0, 32), Buffer.from('[]')])),
    () => writeFileSync(a, readFileSync(b)),
  ]) {
    damage();
    assert.ok(await computes(open(), 'a'));
    assert.not(await computes(open(), 'a'), 'and is whole again');
  }
});

test('a link is not followed, whatever it leads to', async ({ open, root, folder }) => {
  await computes(open());
  const [name = ''] = readdirSync(folder);
  renameSync(join(folder, name), join(root, 'elsewhere'));
  symlinkSync(join(root, 'elsewhere'), join(folder, name));
  assert.ok(await computes(open()));
  rmSync(folder, { recursive: true });
  mkdirSync(join(root, 'repository'), { mode: 0o700 });
  symlinkSync(join(root, 'repository'), folder);
  await computes(open());
  assert.ok(await computes(open()));
  assert.equal(readdirSync(join(root, 'repository')), [], 'nothing is written through it');
});

test('a folder that others may enter is not used', async ({ open, folder }) => {
  await computes(open());
  assert.is(statSync(folder).mode & 0o777, 0o700);
  assert.is(statSync(join(folder, readdirSync(folder)[0] ?? '')).mode & 0o777, 0o600);
  for (const mode of [0o777, 0o770, 0o707, 0o755]) {
    chmodSync(folder, mode);
    assert.ok(await computes(open()), mode.toString(8));
  }
  chmodSync(folder, 0o700);
  assert.not(await computes(open()));
});

if (process.getuid?.() === 0)
  test('what belongs to another user is not read', async ({ open, folder }) => {
    const { chownSync } = await import('node:fs');
    await computes(open());
    const file = join(folder, readdirSync(folder)[0] ?? '');
    chownSync(file, 65534, 65534);
    assert.ok(await computes(open()), 'a file');
    chownSync(folder, 65534, 65534);
    assert.ok(await computes(open()), 'the folder');
    assert.ok(await computes(open()));
  });

test('--no-cache, POOLWRIGHT_CACHE=off and CI switch it off', async ({ open }) => {
  await computes(open());
  assert.ok(await computes(open({ isOff: true })));
  for (const [env, isComputed] of [
    [{ POOLWRIGHT_CACHE: 'off' }, true],
    [{ POOLWRIGHT_CACHE: 'no' }, true],
    [{ CI: 'true' }, true],
    [{ CI: '1' }, true],
    [{ CI: 'false' }, false],
    [{ CI: 'true', POOLWRIGHT_CACHE: 'on' }, false],
    [{ POOLWRIGHT_CACHE: 'off', CI: '' }, true],
  ] as const)
    assert.is(await computes(open({ env })), isComputed, JSON.stringify(env));
});

test('a relative XDG_CACHE_HOME, which a repository could fill, is ignored', async ({ root, open }) => {
  const home = join(root, 'home');
  const env = { XDG_CACHE_HOME: 'cache', HOME: home };
  await computes(open({ env }));
  assert.equal(readdirSync(join(home, '.cache/poolwright')), ['results']);
});

test('two programs at once write whole files', async ({ open }) => {
  const results = await Promise.all(Array.from({ length: 20 }, () => computes(open())));
  assert.ok(results.some(Boolean));
  assert.not(await computes(open()));
});

test.run();
