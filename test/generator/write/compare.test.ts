import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { OUTPUT_RECORD } from '../../../generator/emit/roots.ts';
import { compareTree } from '../../../generator/write/compare.ts';
import type { EntryKind, TreeReader } from '../../../generator/write/reader.ts';
import { ours, treeOf } from './support.ts';

/** A disk in memory: path -> text, or the kind of something that is not a file. */
function reader(files: Record<string, string | { kind: EntryKind }>): TreeReader {
  const kind = (path: string): EntryKind | undefined => {
    const here = files[path];
    if (here !== undefined) return typeof here === 'string' ? 'file' : here.kind;
    return Object.keys(files).some((other) => other.startsWith(`${path}/`)) ? 'folder' : undefined;
  };
  const read = (path: string) => {
    const text = files[path];
    if (typeof text !== 'string') throw new Error(`read ${path}, which is not a file`);
    return text;
  };
  const list = (folder: string) => {
    const below = Object.keys(files).filter((path) => path.startsWith(`${folder}/`));
    const names = new Set(below.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''));
    return [...names].map((name) => ({ name, kind: kind(`${folder}/${name}`) ?? 'other' }));
  };
  return { kind, list, read, readStart: (path) => read(path).slice(0, 1200) };
}

const tree = treeOf({ 'base/a.yaml': 'a: 1\n', 'base/pool/b.yaml': 'b: 1\n', 'argocd/dev.yaml': 'c: 1\n' });
const none = { missing: [], changed: [], stale: [], foreign: [], temporaries: [], others: [], unchanged: [] };

test('an empty disk lacks everything', () => {
  const missing = ['argocd/dev.yaml', 'base/a.yaml', 'base/pool/b.yaml'];
  assert.equal(compareTree(tree, reader({})), { ...none, missing });
});

test('a merge conflict in a header is nobody’s edit; one below it, or in a text of others, is not overwritten', () => {
  const sides = (one: string, other: string) => `<<<<<<< HEAD\n${one}=======\n${other}>>>>>>> side\n`;
  const disk = reader({
    'base/a.yaml': sides(ours('a: 0\n'), ours('a: 2\n')),
    'base/pool/b.yaml': ours('b: 1\n') + sides('b: 2\n', 'b: 3\n'),
    'argocd/dev.yaml': sides('mine: 1\n', 'mine: 2\n'),
    'base/gone.yaml': sides(ours('g: 0\n'), ''),
  });
  assert.equal(compareTree(tree, disk), {
    ...none,
    changed: [
      { path: 'base/a.yaml', edited: false },
      { path: 'base/pool/b.yaml', edited: true },
    ],
    stale: [{ path: 'base/gone.yaml', edited: false }],
    foreign: [{ path: 'argocd/dev.yaml', kind: 'file' }],
  });
});

test('outdated, edited, emptied and equal files are distinguished', () => {
  const disk = reader({
    'base/a.yaml': ours('a: 0\n'),
    'base/pool/b.yaml': `${ours('b: 1\n')}# mine\n`,
    'argocd/dev.yaml': ours('c: 1\n'),
  });
  assert.equal(compareTree(tree, disk), {
    ...none,
    changed: [
      { path: 'base/a.yaml', edited: false },
      { path: 'base/pool/b.yaml', edited: true },
    ],
    unchanged: ['argocd/dev.yaml'],
  });
  const emptied = compareTree(tree, reader({ 'base/a.yaml': '', 'base/pool/b.yaml': '\0\0\0' }));
  assert.equal(
    emptied.changed.map(({ edited }) => edited),
    [false, false],
  );
});

test('a Windows checkout is unchanged', () => {
  const disk = reader({ 'base/a.yaml': ours('a: 1\n').replaceAll('\n', '\r\n') });
  assert.equal(compareTree(tree, disk).unchanged, ['base/a.yaml']);
});

test('ours and no longer wanted is stale, in our roots only; other files are left alone', () => {
  const disk = reader({
    'base/old/x.yaml': ours('x: 1\n'),
    'base/old/y.yaml': `${ours('y: 1\n')}z: 2\n`,
    'base/README.md': 'by hand\n',
    'base/.poolwright-12-3.tmp': 'half',
    'workloads/copy.yaml': ours('x: 1\n'),
    'base/link': { kind: 'link' },
    'base/node_modules/x.yaml': ours('x: 1\n'),
  });
  const { stale, foreign, temporaries, others } = compareTree(tree, disk);
  assert.equal(stale, [
    { path: 'base/old/x.yaml', edited: false },
    { path: 'base/old/y.yaml', edited: true },
  ]);
  assert.equal(foreign, []);
  assert.equal(temporaries, ['base/.poolwright-12-3.tmp']);
  assert.equal(others, ['base/README.md', 'base/link']);
});

test('what is not ours and in the way is foreign, whatever it is', () => {
  const disk = reader({
    'base/a.yaml': 'kind: Kustomization\n',
    'base/pool': { kind: 'link' },
    'argocd/dev.yaml/x': 'a folder instead of a file\n',
  });
  assert.equal(compareTree(tree, disk).foreign, [
    { path: 'argocd/dev.yaml', kind: 'folder' },
    { path: 'base/a.yaml', kind: 'file' },
    { path: 'base/pool', kind: 'link' },
  ]);
  const special = compareTree(tree, reader({ base: 'a file\n', 'argocd/dev.yaml': { kind: 'other' } }));
  assert.equal(special.foreign, [
    { path: 'argocd/dev.yaml', kind: 'other' },
    { path: 'base', kind: 'file' },
  ]);
});

test('a root may be a file, or lie below folders that are not ours', () => {
  const small = {
    files: new Map([['deploy/base/a.yaml', ours('a: 1\n')]]),
    roots: ['deploy/base', 'apps/dev.yaml'],
  };
  const disk = reader({
    'apps/dev.yaml': ours('c: 1\n'),
    'apps/prod.yaml': ours('c: 1\n'),
    deploy: { kind: 'link' },
  });
  const result = compareTree(small, disk);
  assert.equal(result.stale, [{ path: 'apps/dev.yaml', edited: false }]);
  assert.equal(result.foreign, [{ path: 'deploy', kind: 'link' }]);
});

test('files of ours are searched where the tree was, too', () => {
  const disk = {
    'base/a.yaml': ours('a: 1\n'),
    'base/mine.yaml': 'a: 1\n',
    'old/a.yaml': ours('a: 1\n'),
    'asked/a.yaml': ours('a: 1\n'),
  };
  const moved = { files: new Map<string, string>(), roots: ['k8s'] };
  const stale = (files: Record<string, string>, others: string[] = []): string[] =>
    compareTree(moved, reader(files), others).stale.map(({ path }) => path);
  assert.equal(stale(disk), ['base/a.yaml']);
  assert.equal(stale(disk, ['asked']), ['asked/a.yaml', 'base/a.yaml']);
  assert.equal(stale({ ...disk, [OUTPUT_RECORD]: ours('base: old\n') }), ['old/a.yaml']);
});

test.run();
