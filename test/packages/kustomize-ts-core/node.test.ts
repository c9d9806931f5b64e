import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build } from '../../../packages/kustomize-ts-core/src/index.ts';
import { diskFileSystem } from '../../../packages/kustomize-ts-core/src/node.ts';

const disk = suite<{ root: string; before: string }>('disk');

disk.before((context) => {
  context.before = process.cwd();
  context.root = realpathSync(mkdtempSync(join(tmpdir(), 'kustomize-ts-')));
  mkdirSync(join(context.root, 'overlays/dev'), { recursive: true });
  writeFileSync(
    join(context.root, 'overlays/dev/kustomization.yaml'),
    'configMapGenerator: [{name: a, files: [text.txt]}]\ngeneratorOptions: {disableNameSuffixHash: true}\n',
  );
  writeFileSync(join(context.root, 'overlays/dev/text.txt'), 'text');
});

disk.after(({ root, before }) => {
  process.chdir(before);
  rmSync(root, { recursive: true });
});

disk('a relative target starts at the working directory of the process', ({ root }) => {
  process.chdir(join(root, 'overlays'));
  const [only] = build(diskFileSystem(), 'dev');
  assert.equal(only?.object.data, { 'text.txt': 'text' });
  assert.is(only?.file, join(root, 'overlays/dev/kustomization.yaml'));
  assert.is(build(diskFileSystem(), '../overlays/dev/').length, 1);
  assert.throws(() => build(diskFileSystem(), 'overlays/dev'), "'overlays/dev' does not exist");
});

disk('the working directory can be given, for the target and for each path', ({ root, before }) => {
  process.chdir(before);
  const fs = diskFileSystem(root);
  assert.is(build(fs, 'overlays/dev').length, 1);
  assert.is(build(fs, join(root, 'overlays/dev')).length, 1);
  assert.is(fs.readFile('overlays/dev/text.txt'), 'text');
  assert.equal(fs.readBytes('overlays/dev/text.txt'), new TextEncoder().encode('text'));
  assert.is(fs.kind('overlays'), 'directory');
  assert.is(fs.kind('overlays/dev/text.txt'), 'file');
  assert.is(fs.kind('overlays/prod'), undefined);
  assert.is(fs.realPath('overlays/../overlays'), join(root, 'overlays'));
  assert.is(fs.readFile('overlays'), undefined);
});

disk.run();
