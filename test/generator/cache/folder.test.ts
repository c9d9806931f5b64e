import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { makeOwnFolder, mayCache } from '../../../generator/cache/folder.ts';
import { generatedFiles } from '../../support/fleets.ts';
import { CLI, expectStatus, run } from '../../support/run.ts';
import { withSandbox } from '../../support/sandbox.ts';

const test = suite('cache folder');

test('a new folder is for this user alone', () =>
  withSandbox({}, ({ root }) => {
    assert.is(makeOwnFolder(join(root, 'a/b')), true);
    assert.is(statSync(join(root, 'a/b')).mode & 0o777, 0o700);
  }));

test('a folder that others may enter, a link and a file are refused', () =>
  withSandbox({}, ({ root }) => {
    for (const mode of [0o755, 0o770, 0o707]) {
      mkdirSync(join(root, `${mode}`));
      chmodSync(join(root, `${mode}`), mode);
      assert.is(makeOwnFolder(join(root, `${mode}`)), false);
    }
    mkdirSync(join(root, 'own'), { mode: 0o700 });
    symlinkSync('own', join(root, 'link'));
    writeFileSync(join(root, 'file'), '');
    assert.is(makeOwnFolder(join(root, 'own')), true);
    assert.is(makeOwnFolder(join(root, 'link')), false);
    assert.is(makeOwnFolder(join(root, 'file')), false);
    assert.is(makeOwnFolder(join(root, 'file/below')), false);
  }));

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a folder that the system cannot make is given up at once', () => {
  assert.is(makeOwnFolder('/proc/nope/poolwright/results'), false);
  withSandbox(generatedFiles(), ({ root }) => {
    const env = { XDG_CACHE_HOME: '/proc/nope', POOLWRIGHT_CACHE: 'on' };
    const result = run(process.execPath, [CLI, 'generate'], root, { env, timeout: 60_000 });
    expectStatus(result, 0);
    assert.not.match(result.stderr, '/proc');
  });
});

test('POOLWRIGHT_CACHE decides, else CI forbids the cache', () => {
  assert.is(mayCache({}), true);
  assert.is(mayCache({ CI: 'true' }), false);
  assert.is(mayCache({ CI: 'true', POOLWRIGHT_CACHE: 'on' }), true);
  assert.is(mayCache({ POOLWRIGHT_CACHE: 'off' }), false);
});

test.run();
