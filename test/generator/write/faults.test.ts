import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Disk, openDisk } from '../../../generator/write/disk.ts';
import { WriteError } from '../../../generator/write/error.ts';
import { writeTree } from '../../../generator/write/write.ts';
import { listing, put, textsIn, withSandbox } from '../../support/sandbox.ts';
import { ours, textsOf, treeOf } from './support.ts';

const before = treeOf({ 'base/a.yaml': 'a: 0\n', 'base/s.yaml': 's: 0\n' });
const after = treeOf({ 'base/a.yaml': 'a: 1\n', 'base/new/b.yaml': 'b: 1\n', 'base/new/c.yaml': 'c: 1\n' });

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** A disk on which the `nth` call (from 1) of one operation fails as the system would. */
function failing(root: string, operation: keyof Disk, nth: number, code: string): Disk {
  const disk = openDisk(root);
  let calls = 0;
  const original = disk[operation] as (...args: string[]) => unknown;
  const wrapped = (...args: string[]) => {
    calls++;
    if (calls === nth) throw failure(code);
    return original(...args);
  };
  return { ...disk, [operation]: wrapped };
}

function fault(root: string, disk?: Disk): WriteError {
  try {
    writeTree(after, root, disk === undefined ? {} : { disk });
  } catch (error) {
    if (error instanceof WriteError) return error;
    throw error;
  }
  return assert.unreachable('expected a WriteError') as never;
}

test('a disk that fills up, becomes read-only or forbids to write leaves what was there', async () => {
  const codes = {
    ENOSPC: 'disk-full',
    EDQUOT: 'disk-full',
    EROFS: 'read-only',
    EACCES: 'not-permitted',
    EIO: 'io',
  };
  for (const [system, code] of Object.entries(codes)) {
    for (const nth of [1, 2, 3]) {
      await withSandbox({}, ({ root }) => {
        writeTree(before, root);
        const error = fault(root, failing(root, 'createFile', nth, system));
        assert.is(error.code, code);
        assert.is(error.path, ['base/new/b.yaml', 'base/new/c.yaml', 'base/a.yaml'][nth - 1]);
        assert.is(error.cause instanceof Error, true);
        assert.equal(textsIn(root), textsOf(before));
        assert.equal(listing(root), ['base/', 'base/a.yaml', 'base/s.yaml']);
      });
    }
  }
});

test('a folder that cannot be made leaves what was there', () =>
  withSandbox({}, ({ root }) => {
    writeTree(before, root);
    assert.is(fault(root, failing(root, 'makeFolder', 1, 'EACCES')).code, 'not-permitted');
    assert.equal(textsIn(root), textsOf(before));
  }));

test('a failure midway leaves no temporary files, and the next run repairs', async () => {
  for (const [operation, nth] of [
    ['rename', 1],
    ['rename', 2],
    ['removeFile', 1],
  ] as const) {
    await withSandbox({}, ({ root }) => {
      writeTree(before, root);
      fault(root, failing(root, operation, nth, 'EPERM'));
      assert.equal(
        listing(root).filter((path) => path.endsWith('.tmp')),
        [],
      );
      writeTree(after, root);
      assert.equal(textsIn(root), textsOf(after));
    });
  }
});

test('a file that cannot be read is named', () =>
  withSandbox({}, ({ root }) => {
    writeTree(before, root);
    const disk = openDisk(root);
    const read = (path: string): string => {
      throw Object.assign(failure('EACCES'), { path: join(root, path) });
    };
    const error = fault(root, { ...disk, read });
    assert.is(error.code, 'not-permitted');
    assert.is(error.path, 'base/a.yaml');
  }));

/** Mounts something, when this user and system can, for the time of `action`. */
async function mounted(options: string[], at: string, action: () => void): Promise<void> {
  try {
    execFileSync('mount', [...options, at], { stdio: 'ignore' });
  } catch {
    return;
  }
  try {
    action();
  } finally {
    execFileSync('umount', [at]);
  }
}

test('a really full disk (Linux, as root)', () =>
  withSandbox({}, async ({ root }) => {
    await mounted(['-t', 'tmpfs', '-o', 'size=64k', 'none'], root, () => {
      writeTree(before, root);
      put(root, 'filler', 'x');
      const error = (() => {
        try {
          writeTree(treeOf({ 'base/a.yaml': 'a: 1\n', 'base/big/b.yaml': 'b: 1\n'.repeat(20_000) }), root);
        } catch (cause) {
          return cause;
        }
      })();
      assert.is(error instanceof WriteError && error.code, 'disk-full');
      assert.equal(listing(root), ['base/', 'base/a.yaml', 'base/s.yaml', 'filler']);
      assert.is(fs.readFileSync(join(root, 'base/a.yaml'), 'utf8'), ours('a: 0\n'));
      assert.is(writeTree(before, root).unchanged, 2);
    });
  }));

test('a really read-only folder (Linux, as root)', () =>
  withSandbox({}, async ({ root }) => {
    writeTree(before, root);
    await mounted(['--bind', '-o', 'ro', join(root, 'base')], join(root, 'base'), () => {
      const error = fault(root);
      assert.is(error.code, 'read-only');
      assert.is(error.path, 'base/new/b.yaml');
      assert.equal(textsIn(root), textsOf(before));
    });
  }));

test.run();
