import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readHeader } from '../../../generator/emit/header.ts';
import { isTemporaryName } from '../../../generator/write/orphan.ts';
import { writeTree } from '../../../generator/write/write.ts';
import { put, textsIn, withSandbox } from '../../support/sandbox.ts';
import { bigTree, textsOf } from './support.ts';

const LOOP = fileURLToPath(new URL('./loop.ts', import.meta.url));

function start(root: string, first: string, count: number): ChildProcess {
  const options = ['--conditions=development', '--import', 'tsx'];
  return spawn(execPath, [...options, LOOP, root, first, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('a run killed at any moment leaves whole files, and the next run repairs the tree', () =>
  withSandbox({}, async ({ root }) => {
    put(root, '.git/HEAD', 'ref: refs/heads/main\n');
    for (const delay of [5, 40, 120]) {
      const child = start(root, 'a', 100_000);
      const { stdout } = child;
      if (stdout === null) throw new Error('no output');
      await once(stdout, 'data');
      await sleep(delay);
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
      for (const [path, text] of textsIn(root)) {
        if (!isTemporaryName(path.slice(path.lastIndexOf('/') + 1)))
          assert.is(readHeader(text)?.intact, true, path);
      }
      writeTree(bigTree('b'), root);
      assert.equal(textsIn(root), textsOf(bigTree('b')));
      assert.equal(readdirSync(join(root, '.git')), ['HEAD'], 'the lock of the killed run is taken over');
    }
  }));

test('two runs at once leave the tree of one of them', () =>
  withSandbox({}, async ({ root }) => {
    const children = [start(root, 'a', 5), start(root, 'b', 5)];
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'close'))[0]));
    assert.equal(codes, [0, 0]);
    const texts = textsIn(root);
    const name = texts.has('clusters/a0/one.yaml') ? 'a' : 'b';
    assert.equal(texts, textsOf(bigTree(name)));
  }));

test.run();
