import * as assert from 'uvu/assert';
import { generatedFiles } from '../support/fleets.ts';
import { git, init, Repository } from '../support/git.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { removeAfter, type Sandbox, snapshot, withSandbox } from '../support/sandbox.ts';

/** What `generate` must answer to a bad fleet. */
export interface Refusal {
  status: number;
  /** Texts that stderr holds. */
  says: string[];
}

/** Generates from a bad fleet over a good tree: it must say why, print nothing, and leave everything as it is. */
export function expectRefusal(fleet: string | undefined, refusal: Refusal, sandbox?: Sandbox): void {
  if (sandbox === undefined) {
    withSandbox(generatedFiles(), (own) => expectRefusal(fleet, refusal, own));
    return;
  }
  if (fleet !== undefined) sandbox.write('fleet.yaml', fleet);
  const before = snapshot(sandbox.root);
  const result = sandbox.poolwright('generate');
  expectStatus(result, refusal.status);
  expectText(result.stderr, refusal.says);
  assert.is(result.stdout, '', 'stdout holds the product only');
  assert.equal(snapshot(sandbox.root), before, 'nothing on disk changes');
}

/** A repository whose last commit has `before`, generated, and whose folder has `after`. */
export function changed(before: string, after: string, work: (sandbox: Sandbox) => void): void {
  withSandbox(generatedFiles({ 'fleet.yaml': before }), (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    init(sandbox.root);
    git(sandbox.root, 'add', '-A');
    git(sandbox.root, 'commit', '-q', '-m', 'before');
    sandbox.write('fleet.yaml', after);
    sandbox.poolwright('generate', '--force');
    work(sandbox);
  });
}

/** A repository whose last commit has a fleet with its tree, and whose work tree has another fleet. */
export function withChange<T>(before: string, after: string, work: (repository: Repository) => T): T {
  return removeAfter(new Repository(), (repository) => {
    repository.write('fleet.yaml', before);
    repository.generate();
    repository.git('add', '-A');
    repository.git('commit', '-qm', 'first');
    repository.write('fleet.yaml', after);
    return work(repository);
  });
}
