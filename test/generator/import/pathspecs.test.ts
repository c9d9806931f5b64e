import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pathspecs } from '../../../generator/import/pathspecs.ts';
import { run } from '../../support/run.ts';
import { withSandbox } from '../../support/sandbox.ts';

const test = suite('pathspecs');

const REMOVED = ['a/x.yaml', 'a/b/y.yaml', 'c/1/pools.yaml', 'c/2/pools.yaml', 'd/1/own.yaml', 'one.yaml'];
const KEPT = ['c/1/vars.yaml', 'c/2/vars.yaml', 'd/1/rest.yaml', 'd/2/own.yaml', 'two.yaml'];

test('names folders, patterns and files', () => {
  assert.equal(pathspecs(REMOVED, [...REMOVED, ...KEPT]), [
    'a',
    'c/*/pools.yaml',
    'd/1/own.yaml',
    'one.yaml',
  ]);
});

test('a pattern takes no file that stays, not one in a folder below either', () => {
  assert.equal(
    pathspecs(REMOVED.slice(2, 4), [
      ...REMOVED.slice(2, 4),
      'c/1/vars.yaml',
      'c/2/vars.yaml',
      'c/3/x/pools.yaml',
    ]),
    ['c/1/pools.yaml', 'c/2/pools.yaml'],
  );
});

test('git removes these files and no other', () => {
  const files = Object.fromEntries([...REMOVED, ...KEPT].map((file) => [file, 'a: 1\n']));
  withSandbox(files, ({ root }) => {
    const git = (...args: string[]) => run('git', args, root);
    git('init', '-q');
    git('add', '.');
    const removed = git('rm', '-r', '-q', '--cached', '--', ...pathspecs(REMOVED, [...REMOVED, ...KEPT]));
    assert.is(removed.status, 0, removed.stderr);
    assert.equal(git('ls-files').stdout.trim().split('\n'), [...KEPT].sort());
  });
});

test.run();
