import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { STATE_COMMAND } from '../../generator/plan/nodes/state-kinds.ts';
import { change, FLEET } from '../support/fleets.ts';
import { expectStatus, PROJECT } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';
import { installCommands, makeRepository, sideOf, typed } from './shell.ts';

const test = suite('docs/plan.md');

const PAGE = readFileSync(join(PROJECT, 'docs/plan.md'), 'utf8');
const BLOCK = /```(diff|console)\n(.*?)```/gs;

/** The commands of a block, each with what it prints if it is a plan. */
function session(sandbox: Sandbox, block: string): string {
  const lines = block.split('\n').filter((line) => line.startsWith('$ '));
  return lines
    .map((line) => {
      const result = typed(sandbox, line.slice(2));
      expectStatus(result, 0);
      return `${line}\n${line.startsWith('$ poolwright plan') ? result.stdout : ''}`;
    })
    .join('');
}

function withoutHash(text: string): string {
  return text.replaceAll(/\b[0-9a-f]{10}\b/g, 'HASH');
}

test('the commands print what the page shows, in its order', () =>
  withSandbox({ 'fleet.yaml': change(FLEET, 'karpenter: "1.15"', 'karpenter: "1.14"') }, (sandbox) => {
    installCommands(sandbox);
    expectStatus(typed(sandbox, 'poolwright generate'), 0);
    makeRepository(sandbox);
    let plans = 0;
    for (const [, kind, text = ''] of PAGE.matchAll(BLOCK)) {
      if (kind === 'diff') {
        const fleet = sandbox.read('fleet.yaml');
        sandbox.write('fleet.yaml', change(fleet, sideOf(text, '-'), sideOf(text, '+')));
      } else {
        plans += text.split('$ poolwright plan').length - 1;
        assert.is(withoutHash(session(sandbox, text)), withoutHash(text));
      }
    }
    assert.is(plans, 4);
  }));

test('the recipes for CI run, and fail where a pool is deleted', () =>
  withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
    installCommands(sandbox);
    expectStatus(typed(sandbox, 'poolwright generate'), 0);
    makeRepository(sandbox);
    const lines = Array.from(PAGE.matchAll(/npx (poolwright plan .*)/g), ([, line = '']) =>
      line.replace('${{ github.base_ref }}', 'main').replace('$CI_MERGE_REQUEST_TARGET_BRANCH_NAME', 'main'),
    );
    assert.is(lines.length, 2);
    for (const line of lines) expectStatus(typed(sandbox, line), 0);
    sandbox.write('fleet.yaml', change(FLEET, '    general:\n', '    common:\n'));
    for (const line of lines) {
      expectStatus(typed(sandbox, line), 1);
      assert.match(sandbox.read('plan.md'), '| dev, prod | general | is deleted');
    }
  }));

test('the page has the command that writes a state', () => {
  assert.match(PAGE, STATE_COMMAND);
});

test.run();
