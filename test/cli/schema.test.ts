import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FLEET } from '../support/fleets.ts';
import { expectStatus, PROJECT } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('poolwright schema');

const SCHEMA = readFileSync(join(PROJECT, 'schemas/fleet.schema.json'), 'utf8');

test('prints the schema of fleet.yaml', () => {
  withSandbox({}, (sandbox) => {
    const result = sandbox.poolwright('schema');
    assert.equal([result.status, result.stdout, result.stderr], [0, SCHEMA, '']);
  });
});

test('writes it where the first line of the README’s fleet.yaml names it', () => {
  const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
  const file = /# yaml-language-server: \$schema=\.\/(\S+)/.exec(readme)?.[1] ?? '';
  assert.ok(readme.includes(`poolwright schema --output ${file}`), 'the tour writes that file');
  withSandbox({}, (sandbox) => {
    const result = sandbox.poolwright('schema', '--output', file);
    expectStatus(result, 0);
    assert.is(result.stdout, '');
    assert.ok(result.stderr.includes(`$schema=./${file}\n`), result.stderr);
    assert.is(sandbox.read(file), SCHEMA);
  });
});

test('a file that cannot be written is said', () => {
  withSandbox({ taken: 'a file' }, (sandbox) => {
    const result = sandbox.poolwright('schema', '--output', 'taken/fleet.schema.json');
    expectStatus(result, 3);
    assert.match(result.stderr, 'error[command-failed]');
    assert.is(sandbox.read('taken'), 'a file');
  });
});

test('the fleet and its generated files are not overwritten, another file is', () => {
  withSandbox({ 'fleet.yaml': FLEET, 'fleet.json': 'an older schema' }, (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    for (const [file, why] of [
      ['fleet.yaml', 'it is the fleet file'],
      ['base/general/nodepool.yaml', 'base/ holds generated files'],
    ] as const) {
      const before = sandbox.read(file);
      const result = sandbox.poolwright('schema', '--output', file);
      expectStatus(result, 2);
      assert.match(result.stderr, `cannot write the schema to ${file}: ${why}`);
      assert.is(sandbox.read(file), before);
    }
    expectStatus(sandbox.poolwright('schema', '--output', 'fleet.json'), 0);
    assert.is(sandbox.read('fleet.json'), SCHEMA);
  });
});

test.run();
