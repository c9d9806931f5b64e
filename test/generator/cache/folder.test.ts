import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { makeOwnFolder, mayCache } from '../../../generator/cache/folder.ts';
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

test('POOLWRIGHT_CACHE decides, else CI forbids the cache', () => {
  assert.is(mayCache({}), true);
  assert.is(mayCache({ CI: 'true' }), false);
  assert.is(mayCache({ CI: 'true', POOLWRIGHT_CACHE: 'on' }), true);
  assert.is(mayCache({ POOLWRIGHT_CACHE: 'off' }), false);
});

test.run();
