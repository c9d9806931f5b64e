import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadFleet } from '../../../generator/load/index.ts';
import { memoryHost } from './helper.ts';

const test = suite('an include that adds no file');

const PART = 'spec: {}\n';

function said(...include: string[]): string[] {
  const text = `apiVersion: poolwright.dev/v1alpha1\nkind: Fleet\ninclude: ${JSON.stringify(include)}\nmetadata: { name: test }\nspec: {}\n`;
  const host = memoryHost({ 'fleet.yaml': text, 'envs/dev.yaml': PART, 'envs/eu/prod.yaml': PART });
  return loadFleet(host, 'fleet.yaml')
    .diagnostics.filter(({ code }) => code === 'file-not-found')
    .map(({ message, help }) => `${message} | ${help}`);
}

test('says that it is the file itself, a folder, read already, or nothing at all', () => {
  const itself = 'matches only fleet.yaml itself | Name other files, or remove it';
  assert.equal(said('fleet.yaml'), [`the include fleet.yaml ${itself}`]);
  assert.equal(said('*.yaml'), [`the include *.yaml ${itself}`]);
  for (const folder of ['envs', 'envs/', 'envs/e*'])
    assert.equal(said(folder), [
      `the include ${folder} matches a folder, not a file | Name the files in it, as ${folder.replace(/\/$/, '')}/*.yaml or ${folder.replace(/\/$/, '')}/**/*.yaml`,
    ]);
  assert.equal(said('envs/dev.yaml', 'envs/dev.yaml'), [
    'the include envs/dev.yaml matches only files that are read already | Remove it',
  ]);
  assert.equal(said('env'), ['no file matches the include env | Correct the pattern, or remove it']);
});

test('is silent where a pattern matches another file, too', () => {
  assert.equal(said('**/*.yaml'), []);
  assert.equal(said('envs/dev.yaml', 'envs/**/*.yaml'), []);
});

test.run();
