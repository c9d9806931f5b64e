import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openCacheStore } from '../../../generator/cache/store.ts';

const test = suite<{ env: { XDG_CACHE_HOME: string } }>('validated texts');

test.before.each((context) => {
  context.env = { XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'poolwright-cache-')) };
});
test.after.each(({ env }) => rmSync(env.XDG_CACHE_HOME, { recursive: true }));

test('a text is found again by its whole content, for one validator', ({ env }) => {
  const first = openCacheStore('v1', env);
  assert.ok(first.isEmpty);
  first.add('a: 1\n');
  first.save();
  const second = openCacheStore('v1', env);
  assert.equal([second.isEmpty, second.has('a: 1\n'), second.has('a: 2\n')], [false, true, false]);
  assert.not(openCacheStore('v2', env).has('a: 1\n'));
});

test('nothing is written where nothing was added, and a damaged file is not an error', ({ env }) => {
  openCacheStore('v1', env).save();
  assert.equal(readdirSync(join(env.XDG_CACHE_HOME, 'poolwright/results')), []);
  const store = openCacheStore('v1', env);
  store.add('a');
  store.save();
  const folder = join(env.XDG_CACHE_HOME, 'poolwright/results');
  const [file = ''] = readdirSync(folder);
  writeFileSync(join(folder, file), '\u0000\n\n');
  assert.not(openCacheStore('v1', env).has('a'));
});

test('files of validators that nobody uses any more are removed', ({ env }) => {
  for (let i = 0; i < 50; i++) {
    const store = openCacheStore(`v${i}`, env);
    store.add('a');
    store.save();
  }
  assert.ok(readdirSync(join(env.XDG_CACHE_HOME, 'poolwright/results')).length <= 20);
  assert.ok(openCacheStore('v49', env).has('a'));
});

test('a folder that cannot be made is not an error', ({ env }) => {
  writeFileSync(join(env.XDG_CACHE_HOME, 'file'), '');
  const store = openCacheStore('v1', { XDG_CACHE_HOME: join(env.XDG_CACHE_HOME, 'file') });
  store.add('a');
  store.save();
  assert.ok(store.has('a'));
});

test.run();
