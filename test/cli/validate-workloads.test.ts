import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('validate: workloads');

const fleet = change(FLEET, '  pools:\n', '  workloads: ["workloads/*.yaml"]\n  pools:\n');

const deployment = (namespace: string, selector: string, requests: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: ${namespace} }\nspec:\n  template:\n    spec:\n      nodeSelector: ${selector}\n      containers: [{ name: web, resources: { requests: ${requests} } }]\n`;

test('a finding about a workload is at its place, once for all environments, and by file where two have one name', () => {
  const files = {
    'fleet.yaml': fleet,
    'workloads/one.yaml': deployment('one', '{ team: a }', '{ cpu: 1 }'),
    'workloads/two.yaml': `\n${deployment('two', '{ team: a }', '{ cpu: 1, memory: 1Gi }')}`,
  };
  withSandbox(files, (sandbox) => {
    sandbox.poolwright('generate');
    const result = sandbox.poolwright('validate');
    expectStatus(result, 0);
    expectText(result.stderr, [
      '  --> workloads/one.yaml:7:29',
      '  --> workloads/two.yaml:8:29',
      'in   Deployment/web spec.template.spec.nodeSelector.team, environments dev, prod, clusters dev-1, prod-1',
      '  --> workloads/one.yaml:8:20',
      'in   Deployment/web spec.template.spec.containers[0], environments dev, prod, clusters dev-1, prod-1',
    ]);
    assert.is(result.stderr.split('[workload-unschedulable]').length, 3, result.stderr);
    assert.is(result.stderr.split('[workload-requests-missing]').length, 2, result.stderr);
    assert.not.ok(result.stderr.includes('--> fleet.yaml'), result.stderr);

    sandbox.write('workloads/one.yaml', deployment('one', '{}', '{ cpu: abc, memory: 1Gi }'));
    const invalid = sandbox.poolwright('validate');
    expectStatus(invalid, 1);
    expectText(invalid.stderr, [
      'error[workload-invalid]: The API server rejects this cpu: "abc" is not a quantity\n  --> workloads/one.yaml:8:63',
    ]);

    sandbox.write('workloads/one.yaml', deployment('one', '{}', '{ cpu: 1, memory: 1Gi }'));
    sandbox.write('workloads/two.yaml', deployment('two', '{}', '{ cpu: 1, memory: 1Gi }'));
    assert.is(sandbox.poolwright('validate').stderr.match(/\[workload-[a-z-]+\]/), null);
  });
});

test.run();
