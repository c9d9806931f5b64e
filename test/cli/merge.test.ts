import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET } from '../support/fleets.ts';
import { Repository } from '../support/git.ts';
import { poolwright } from '../support/poolwright.ts';
import { type CommandResult, expectStatus, expectText } from '../support/run.ts';
import { removeAfter, withSandbox } from '../support/sandbox.ts';

const test = suite('merge conflicts');

const CONFLICT = '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> side\n';

/** A repository with two branches that give a limit two values, and their merge begun. */
function inMerge(work: (repository: Repository, run: (...args: string[]) => CommandResult) => void): void {
  removeAfter(new Repository(), (repository) => {
    const commit = (cpu: string): void => {
      repository.write('fleet.yaml', change(FLEET, 'cpu: "100"', `cpu: "${cpu}"`));
      repository.generate();
      repository.git('add', '-A');
      repository.git('commit', '-qm', cpu);
    };
    commit('100');
    repository.git('switch', '-qc', 'side');
    commit('300');
    repository.git('switch', '-q', 'main');
    commit('200');
    repository.tryGit('merge', 'side');
    work(repository, (...args) => poolwright(repository.top, args));
  });
}

test('fleet.yaml in a merge: every command says so, and what to do works', () =>
  inMerge((repository, run) => {
    const line =
      repository
        .read('fleet.yaml')
        .split('\n')
        .findIndex((one) => one.startsWith('<<<<<<<')) + 1;
    for (const command of ['generate', 'validate', 'plan', 'commit']) {
      const result = run(command);
      expectStatus(result, 2);
      expectText(result.stderr, [
        `error[yaml-syntax]: the file has a merge conflict at line ${line}`,
        `--> fleet.yaml:${line}:1`,
        'help: Resolve it, then run poolwright generate, and git add the fleet and its tree',
      ]);
    }
    for (const args of [['gate'], ['plan', '--staged']]) {
      const { stderr } = run(...args);
      expectText(stderr, [
        'fleet.yaml has a conflict that is not resolved',
        'help: Resolve it, run poolwright generate, then git add fleet.yaml and the generated files',
      ]);
    }
    assert.match(repository.read('base/general/nodepool.yaml'), /^<<<<<<< /);
    repository.git('checkout', '--theirs', 'fleet.yaml');
    repository.git('add', 'fleet.yaml');
    assert.match(
      run('gate').stderr,
      'help: Run poolwright generate, then git add base/general/nodepool.yaml',
    );
    expectStatus(run('generate'), 0);
    assert.match(repository.read('base/general/nodepool.yaml'), '"300"');
    repository.git('add', '-A');
    expectStatus(run('gate'), 0);
  }));

test('a merge conflict in a file that the fleet or the command line names', () =>
  withSandbox({ 'rules.yaml': CONFLICT, 'pods.yaml': `kind: List\n---\n${CONFLICT}` }, (sandbox) => {
    const message = (line: number): string => `the file has a merge conflict at line ${line}`;
    assert.match(sandbox.poolwright('validate', 'pods.yaml').stderr, message(3));
    assert.match(sandbox.poolwright('validate', 'pods.yaml', '--rules', 'rules.yaml').stderr, message(1));
    sandbox.write(
      'fleet.yaml',
      change(FLEET, '  karpenter: "1.15"\n', '  karpenter: "1.15"\n  workloads: [pods.yaml]\n'),
    );
    assert.match(sandbox.poolwright('generate').stderr, message(3));
  }));

test('other faults of YAML, and marks within a text, are not conflicts', () =>
  withSandbox({}, (sandbox) => {
    for (const text of [
      'a: [1\n',
      `a: "${'<'.repeat(7)} x\nb: [\n`,
      '=======\na: [\n',
      `text: |\n  ${CONFLICT.replaceAll('\n', '\n  ')}\nb: [\n`,
    ]) {
      sandbox.write('fleet.yaml', text);
      const { stderr } = sandbox.poolwright('generate');
      assert.match(stderr, 'error[yaml-syntax]');
      assert.not.match(stderr, 'merge conflict');
    }
  }));

test.run();
