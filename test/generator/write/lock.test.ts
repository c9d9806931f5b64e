import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { WriteError } from '../../../generator/write/error.ts';
import { describeSelf } from '../../../generator/write/holder.ts';
import { withLock } from '../../../generator/write/lock.ts';
import { lockPathOf } from '../../../generator/write/lock-path.ts';
import { put, withSandbox } from '../../support/sandbox.ts';

const OLD = new Date(Date.now() - 3_600_000);

function take(path: string): string {
  return withLock(path, 40, () => 'taken');
}

function assertLocked(path: string): void {
  assert.throws(
    () => take(path),
    (error: unknown) => error instanceof WriteError && error.code === 'locked' && error.help.includes(path),
  );
}

test('a lock is there while the action runs, and gone after it, a failed one too', () =>
  withSandbox({}, ({ root }) => {
    const path = join(root, 'x.lock');
    withLock(path, 0, () => assert.is(JSON.parse(fs.readFileSync(path, 'utf8')).pid, pid));
    assert.throws(() =>
      withLock(path, 0, () => {
        throw new Error('failed');
      }),
    );
    assert.equal(fs.readdirSync(root), []);
  }));

test('a living holder is respected, however old its lock', () =>
  withSandbox({}, ({ root }) => {
    const path = join(root, 'x.lock');
    fs.writeFileSync(path, JSON.stringify(describeSelf()));
    fs.utimesSync(path, OLD, OLD);
    assertLocked(path);
  }));

test('the lock of a dead process, or of one whose number went to another, is taken over', () =>
  withSandbox({}, ({ root }) => {
    const path = join(root, 'x.lock');
    fs.writeFileSync(path, JSON.stringify({ ...describeSelf(), pid: 2 ** 22 + 1 }));
    assert.is(take(path), 'taken');
    if (!fs.existsSync('/proc/self/stat')) return;
    fs.writeFileSync(path, JSON.stringify({ ...describeSelf(), started: '1' }));
    assert.is(take(path), 'taken');
  }));

test('a lock of another host counts until it is old', () =>
  withSandbox({}, ({ root }) => {
    const path = join(root, 'x.lock');
    fs.writeFileSync(path, JSON.stringify({ token: 't', host: `not-${hostname()}`, pid: 1 }));
    assertLocked(path);
    fs.utimesSync(path, OLD, OLD);
    assert.is(take(path), 'taken');
  }));

test('a lock that says nothing counts while it may still be filled', () =>
  withSandbox({}, ({ root }) => {
    const path = join(root, 'x.lock');
    for (const text of ['', 'null', '{"pid":-1,"host":"x","token":"y"}', '[]']) {
      fs.writeFileSync(path, text);
      assertLocked(path);
      fs.utimesSync(path, OLD, OLD);
      assert.is(take(path), 'taken');
    }
  }));

test('a takeover that was killed does not block forever', () =>
  withSandbox({}, ({ root }) => {
    const path = join(root, 'x.lock');
    fs.writeFileSync(path, JSON.stringify({ ...describeSelf(), pid: 2 ** 22 + 1 }));
    fs.writeFileSync(`${path}.takeover`, '');
    fs.utimesSync(`${path}.takeover`, OLD, OLD);
    assert.is(take(path), 'taken');
    assert.equal(fs.readdirSync(root), []);
  }));

test("the lock is in git's own folder, also below a worktree, else among temporary files", () =>
  withSandbox({}, ({ root }) => {
    const folderOf = (path: string) => lockPathOf(join(root, path), '/temporary').replace(/\/[^/]*$/, '');
    for (const path of ['plain', 'repo/.git', 'repo/sub', 'main/.git/worktrees/w', 'w/sub', 'broken']) {
      fs.mkdirSync(join(root, path), { recursive: true });
    }
    put(root, 'w/.git', 'gitdir: ../main/.git/worktrees/w\n');
    put(root, 'broken/.git', 'gitdir: /nowhere\n');
    assert.is(folderOf('plain'), '/temporary');
    assert.is(folderOf('broken'), '/temporary');
    assert.is(folderOf('repo'), join(root, 'repo/.git'));
    assert.is(folderOf('repo/sub'), join(root, 'repo/.git'));
    assert.is(folderOf('w/sub'), join(root, 'main/.git/worktrees/w'));
    assert.is.not(lockPathOf(join(root, 'repo'), '/t'), lockPathOf(join(root, 'repo/sub'), '/t'));
  }));

test.run();
