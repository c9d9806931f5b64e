import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { filesOnDisk, literalStart, pathsMatching } from '../../../generator/load/patterns.ts';

const test = suite<{ root: string }>('patterns');

const NAMES = ['a.yaml', 'b.yaml', '.c.yaml', 'd.yml', 'yaml', '.yaml', 'x', 'xx', 'xyx', 'é.yaml', 'A.YAML'];
const PATTERNS = [
  '*.yaml',
  '*yaml',
  '*',
  'x*x',
  'xy*x',
  'a*',
  'a.yaml',
  '.c.yaml',
  '.*.yaml',
  '?.yaml',
  '{a,b}.yaml',
  '[ab].yaml',
  '**',
  'sub',
  'sub/*.yaml',
  'link.yaml',
  'linked/*.yaml',
  'gone.yaml',
  'gone/*',
  'dir.yaml',
  './a.yaml',
  'node_modules/*.yaml',
];

test.before.each((context) => {
  context.root = mkdtempSync(join(tmpdir(), 'poolwright-patterns-'));
  for (const folder of ['w/sub', 'w/dir.yaml', 'w/node_modules'])
    mkdirSync(join(context.root, folder), { recursive: true });
  for (const name of NAMES)
    for (const folder of ['', 'w', 'w/sub', 'w/node_modules'])
      writeFileSync(join(context.root, folder, name), '');
  symlinkSync('a.yaml', join(context.root, 'w/link.yaml'));
  symlinkSync('sub', join(context.root, 'w/linked'));
});

test.after.each(({ root }) => rmSync(root, { recursive: true }));

test('all that a pattern matches is at or below its literal start', ({ root }) => {
  const patterns = [
    ...PATTERNS,
    ...PATTERNS.map((one) => `w/${one}`),
    'w/sub/a.yaml',
    'w/{sub,dir}/*',
    '{w,v}/*',
  ];
  for (const pattern of patterns) {
    const start = literalStart(pattern);
    if (start === undefined) continue;
    for (const file of filesOnDisk(root, [pattern]))
      assert.ok(file === start || file.startsWith(`${start}/`), `${pattern}: ${file}`);
  }
  assert.equal(
    ['w/*.yaml', 'w/sub/a.yaml', 'w/{sub,dir}/*', '*.yaml', './a.yaml', '../w/a.yaml', 'a/../b'].map(
      literalStart,
    ),
    ['w', 'w/sub/a.yaml', 'w', undefined, undefined, undefined, undefined],
  );
});

test('match paths as they match files on a disk', ({ root }) => {
  const paths = ['', 'w/', 'w/sub/', 'w/node_modules/'].flatMap((folder) =>
    NAMES.map((name) => folder + name),
  );
  let found = 0;
  // Git has no files below a link.
  for (const one of PATTERNS.filter((pattern) => !pattern.startsWith('linked/')))
    for (const patterns of [[one], [`w/${one}`], [one, 'w/*.yaml'], ['x', `w/${one}`]]) {
      const files = filesOnDisk(root, patterns);
      assert.equal(pathsMatching(paths, patterns), files, patterns.join(' '));
      found += files.length;
    }
  assert.ok(found > 200, String(found));
});

test('follow a link only where a pattern names it, look into no node_modules, and take no hidden file for a star', ({
  root,
}) => {
  const ofFolder = (patterns: string[]) => filesOnDisk(join(root, 'w'), patterns);
  assert.equal(ofFolder(['*.yaml']), ['a.yaml', 'b.yaml', 'é.yaml']);
  assert.equal(ofFolder(['.*.yaml', 'x*x']), ['.c.yaml', 'xx', 'xyx']);
  assert.equal(ofFolder(['linked/*.yaml']), ['linked/a.yaml', 'linked/b.yaml', 'linked/é.yaml']);
  for (const pattern of ['link.yaml', 'node_modules/*.yaml', 'gone/*', 'dir.yaml', 'sub'])
    assert.equal(ofFolder([pattern]), [], pattern);
});

test.run();
