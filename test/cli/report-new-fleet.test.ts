import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FLEET } from '../support/fleets.ts';
import { Repository } from '../support/git.ts';
import { poolwright } from '../support/poolwright.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('the page of a new fleet');

interface Model {
  diagnostics: { code: string; severity: string; message: string }[];
  plan?: object;
  instances?: object;
}

function modelOf(page: string): Model {
  return JSON.parse(/id="report-data">(.*?)<\/script>/s.exec(page)?.[1] ?? '') as Model;
}

test('outside of a repository it says that there is no plan, and shows what pools can launch', () => {
  withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    const result = sandbox.poolwright('report');
    expectStatus(result, 0);
    expectText(result.stderr, ['notice[base-unreadable]: no plan: ', 'is not in a git repository']);
    const { plan, instances, diagnostics } = modelOf(sandbox.read('report.html'));
    assert.is(plan, undefined);
    expectText(sandbox.read('report.html'), ['No plan: ']);
    const wrong = sandbox.poolwright('report', 'prodd');
    expectStatus(wrong, 2);
    expectText(wrong.stderr, ['no environment or cluster is called prodd', 'prod']);
    expectStatus(sandbox.poolwright('report', 'prod'), 0);
    const { stdout } = sandbox.poolwright('instances', '--format', 'json');
    const listed = JSON.parse(stdout) as { result: { instances: object } };
    assert.equal(instances, listed.result.instances);
    assert.equal(
      diagnostics.map(({ code, severity }) => [code, severity]),
      [['base-unreadable', 'notice']],
    );
  });
});

test('the same before the first commit, and not for a base that someone names', () => {
  const repository = new Repository();
  try {
    repository.write('fleet.yaml', FLEET);
    repository.generate();
    const report = (...args: string[]) =>
      poolwright(repository.folder, ['report', '--format', 'json=report.json', ...args]);
    expectStatus(report(), 0);
    assert.is(modelOf(repository.read('report.html')).diagnostics[0]?.severity, 'notice');
    const named = report('--base', 'HEAD');
    expectStatus(named, 2);
    assert.is(modelOf(repository.read('report.html')).diagnostics[0]?.severity, 'error');
  } finally {
    repository.remove();
  }
});

test.run();
