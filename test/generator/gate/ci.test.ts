import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { change } from '../../support/fleets.ts';
import { poolwright } from '../../support/poolwright.ts';
import { type CommandResult, run } from '../../support/run.ts';
import { DYNAMIC, FLEET, STATIC, withFleet } from './support.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const STALE = change(FLEET, 'cpu: "200"', 'cpu: "300"');

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { steps: { name?: string; run?: string; env?: Record<string, string> }[] };
}

/** Runs the action's last step with its inputs as a runner fills them in. */
function runAction(cwd: string, inputs: Record<string, string>): CommandResult {
  const action = parse(readFileSync(`${PROJECT}action.yml`, 'utf8')) as Action;
  const step = action.runs.steps.at(-1);
  const values: Record<string, string> = { 'github.action_path': PROJECT };
  for (const [name, { default: fallback }] of Object.entries(action.inputs))
    values[`inputs.${name}`] = inputs[name] ?? fallback;
  const fill = (text: string): string =>
    text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      const value = values[expression];
      if (value === undefined) throw new Error(`the action uses ${expression}`);
      return value;
    });
  const env = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, text]) => [name, fill(text)]));
  return run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''], cwd, { env: env });
}

test('the action passes a good repository and annotates a bad one at its lines', () =>
  withFleet(
    (repository) => {
      const inputs = { cwd: 'a fleet', kubeconform: 'off' };
      const good = runAction(repository.top, inputs);
      assert.is(good.status, 0, good.stderr);
      repository.write('a fleet/fleet.yaml', STALE);
      repository.git('commit', '--quiet', '-am', 'left behind');
      const bad = runAction(repository.top, inputs);
      assert.is(bad.status, 1);
      assert.match(bad.stdout, /^::error file=a fleet\/overlays\/prod\/.*title=poolwright tree-stale::/m);
      assert.is(runAction(repository.top, { ...inputs, since: 'HEAD' }).status, 0);
      assert.is(runAction(repository.top, { ...inputs, since: 'HEAD~1' }).status, 1);
    },
    { below: 'a fleet' },
  ));

test('the action validates as an update of the revision that it is given', () =>
  withFleet(
    (repository) => {
      repository.write('fleet.yaml', STATIC);
      repository.generate();
      repository.git('commit', '--quiet', '-am', 'static');
      const inputs = { kubeconform: 'off' };
      assert.is(runAction(repository.top, inputs).status, 0);
      const update = runAction(repository.top, { ...inputs, base: 'HEAD^1' });
      assert.is(update.status, 1);
      assert.match(update.stdout, /^::error file=fleet.yaml,.*title=poolwright update-rejected::/m);
    },
    { fleet: DYNAMIC },
  ));

test('the gate writes a report for GitLab, too', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', STALE);
    repository.git('commit', '--quiet', '-am', 'left behind');
    const docs = readFileSync(`${PROJECT}docs/gate.md`, 'utf8');
    const [, args = ''] = /- npx poolwright (gate .*)/.exec(docs) ?? [];
    const result = poolwright(repository.top, [...args.split(' ')]);
    assert.is(result.status, 1, result.stderr);
    assert.match(repository.read('gate.xml'), 'tree-stale');
    assert.match(result.stderr, 'the commit is stopped');
  }));

test.run();
