import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { columns } from '../../generator/report/instances/columns.ts';
import { seedFleet } from '../support/fleets.ts';
import { expectStatus, PROJECT } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { installCommands, typed } from './shell.ts';

const test = suite('docs/instances.md');

const PAGE = readFileSync(join(PROJECT, 'docs/instances.md'), 'utf8');

test('the commands print what the page shows', () =>
  withSandbox({ 'fleet.yaml': seedFleet() }, (sandbox) => {
    installCommands(sandbox);
    const blocks = Array.from(PAGE.matchAll(/```console\n\$ ([^\n]*)\n(.*?)```/gs));
    assert.is(blocks.length, 2);
    for (const [, line = '', shown] of blocks) {
      const result = typed(sandbox, line);
      expectStatus(result, 0);
      assert.is(result.stdout, shown, line);
    }
  }));

test('the page names every column', () => {
  for (const { name } of columns) assert.ok(PAGE.includes(`\`${name}\``), name);
});

test.run();
