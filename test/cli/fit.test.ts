import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, seedFleet } from '../support/fleets.ts';
import { expectStatus, expectText, PROJECT } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';
import { installCommands, typed } from './shell.ts';

const test = suite('fit');

const PAGE = readFileSync(join(PROJECT, 'docs/fit.md'), 'utf8');
const seed = (): Record<string, string> => ({
  'fleet.yaml': seedFleet(),
  'workloads/ray-service-llama2.yaml': readFileSync(
    join(PROJECT, 'workloads/ray-service-llama2.yaml'),
    'utf8',
  ),
});

test('the commands print what docs/fit.md shows, in its order', () =>
  withSandbox(seed(), (sandbox) => {
    installCommands(sandbox);
    let commands = 0;
    for (const [, kind, text = ''] of PAGE.matchAll(/```(yaml|csv|console)\n(.*?)```/gs)) {
      if (kind === 'yaml') sandbox.write('workloads/web.yaml', text);
      else if (kind === 'csv') sandbox.write('prices.csv', text);
      else {
        commands += 1;
        const command = /^\$ (.*)\n/.exec(text)?.[1] ?? '';
        const result = typed(sandbox, command);
        expectStatus(result, 0);
        assert.is(`$ ${command}\n${result.stdout}`, text);
      }
    }
    assert.is(commands, 3);
  }));

interface PoolJson {
  pool: string;
  fits: boolean;
  types: number;
  cheapest: { type: string };
  karpenter: string;
}

function groupsIn(sandbox: Sandbox, ...args: string[]): Record<string, unknown>[] {
  const result = sandbox.poolwright('fit', '--format', 'json', ...args);
  expectStatus(result, 0);
  return JSON.parse(result.stdout).result.fit[0].groups;
}

test('the head of the seed runs on the x86 pool alone, the worker on inf2.48xlarge alone', () =>
  withSandbox(seed(), (sandbox) => {
    const groups = groupsIn(sandbox, 'prod');
    const [head, worker] = groups.map(({ pools }) => pools as PoolJson[]);
    assert.equal(
      groups.map(({ group }) => group),
      ['head', 'inf2'],
    );
    assert.equal(
      head?.filter(({ fits }) => fits).map(({ pool }) => pool),
      ['x86-cpu-karpenter'],
    );
    const [taken, ...others] = worker?.filter(({ fits }) => fits) ?? [];
    assert.equal(
      [taken?.pool, taken?.types, taken?.cheapest.type, others.length],
      ['inferentia-inf2', 1, 'inf2.48xlarge', 0],
    );
    assert.is(
      head?.find(({ fits }) => !fits)?.karpenter,
      'did not tolerate taint (taint=aws.amazon.com/neuron=true:NoSchedule)',
    );
  }));

test('a pod that finds no node fails with --fail-on, at its place', () =>
  withSandbox(seed(), (sandbox) => {
    const pod = (cpu: number): string =>
      `kind: Pod\nmetadata: { name: large }\nspec: { containers: [{ name: c, resources: { requests: { cpu: ${cpu} } } }] }\n`;
    sandbox.write('workloads/large.yaml', `kind: ConfigMap\n---\n${pod(400)}`);
    const result = sandbox.poolwright('fit', 'dev', 'Pod/large', '--fail-on', 'unschedulable');
    expectStatus(result, 1);
    expectText(result.stdout, [
      'Pod/large: 1 pod of cpu 400 (workloads/large.yaml:3:1)',
      'no: no instance type has enough resources: cpu 400, at most 95.6',
      'pending: no pool takes these pods',
    ]);
    expectText(result.stderr, ['--fail-on unschedulable: Pod/large']);
    expectStatus(sandbox.poolwright('fit', 'dev', 'Pod/large'), 0);
    sandbox.write('workloads/large.yaml', pod(40));
    expectStatus(sandbox.poolwright('fit', 'dev', 'Pod/large', '--fail-on', 'unschedulable'), 0);
  }));

test('limits hold back what they have no room for, after what is really launched', () =>
  withSandbox(seed(), (sandbox) => {
    sandbox.write(
      'workloads/web.yaml',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 60, template: { spec: { containers: [{ name: c, resources: { requests: { cpu: 1500m } } }] } } }\n',
    );
    const [web] = groupsIn(sandbox, 'staging', 'web');
    const pending = Number(web?.pending);
    assert.ok(pending > 0 && pending < 30, `${pending} of 60 pods of 1.5 cores are beyond 64 cores`);
  }));

test('a group that is scaled to zero says where a pod of it would run, and launches nothing', () =>
  withSandbox(seed(), (sandbox) => {
    sandbox.write(
      'workloads/web.yaml',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 0, template: { spec: { containers: [{ name: c, resources: { requests: { cpu: 1500m } } }] } } }\n',
    );
    const [web] = groupsIn(sandbox, 'dev', 'web');
    const [pool] = (web?.pools ?? []) as (PoolJson & { nodes: unknown[] })[];
    assert.equal(
      [pool?.pool, pool?.fits, pool?.cheapest.type, pool?.nodes],
      ['x86-cpu-karpenter', true, 'c5.large', []],
    );
    assert.equal([web?.launches, web?.pending], [[], 0]);
  }));

test('a setting of the kubelet in user data alone is named as unknown to Karpenter', () =>
  withSandbox(seed(), (sandbox) => {
    sandbox.write(
      'fleet.yaml',
      change(
        seedFleet(),
        '        detailedMonitoring: true\n',
        '        detailedMonitoring: true\n        userData: |\n          /etc/eks/bootstrap.sh x --kubelet-extra-args --max-pods=10\n',
      ),
    );
    expectText(sandbox.poolwright('fit', 'dev').stdout, [
      'note: the user data of x86-cpu-karpenter sets maxPods of the kubelet, unknown to Karpenter',
    ]);
  }));

test('numbers that the API server rejects are errors at their place, and their pods are left out', () =>
  withSandbox(seed(), (sandbox) => {
    const written = (cpu: string, replicas: number): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: ${replicas}\n  template: { spec: { containers: [{ name: c, resources: { requests: { cpu: ${cpu}, memory: 1Gi } } }] } }\n`;
    sandbox.write('workloads/web.yaml', written('abc', -1));
    const result = sandbox.poolwright('fit', 'dev');
    expectStatus(result, 1);
    expectText(result.stderr, [
      'error[workload-invalid]: The API server rejects this replicas: -1 is less than 0\n  --> workloads/web.yaml:5:13',
      'error[workload-invalid]: The API server rejects this cpu: "abc" is not a quantity\n  --> workloads/web.yaml:6:',
    ]);
    assert.ok(!result.stdout.includes('Deployment/web') && result.stdout.includes('RayService/'));
    const alone = sandbox.poolwright('fit', 'dev', 'web');
    expectStatus(alone, 1);
    assert.is(alone.stdout, '');
    sandbox.write('workloads/web.yaml', written('100m', 1));
    expectText(sandbox.poolwright('fit', 'dev', 'web').stdout, ['Deployment/web: 1 pod of cpu 100m']);
  }));

test('a fleet without workloads is said to have none, as bad input with --fail-on', () =>
  withSandbox(
    { 'fleet.yaml': change(seedFleet(), '  workloads:\n    - workloads/*.yaml\n', '') },
    (sandbox) => {
      const result = sandbox.poolwright('fit');
      expectStatus(result, 0);
      assert.is(result.stdout, '');
      expectText(result.stderr, [
        'warning[missing-field]: fleet.yaml declares no workloads',
        'help: List their manifests under spec.workloads',
      ]);
      const failing = sandbox.poolwright('fit', '--fail-on', 'unschedulable');
      expectStatus(failing, 2);
      expectText(failing.stderr, ['error[missing-field]: fleet.yaml declares no workloads']);
    },
  ));

test('wrong names, a missing price file and wrong lines of one exit with 2', () =>
  withSandbox(
    { ...seed(), 'prices.csv': 'type,region,dollarsPerHour\nc5.large,us-east-1\nm5.large,us-east-1,free\n' },
    (sandbox) => {
      const refusals: [string[], string][] = [
        [['llama'], 'fleet.yaml has no environment, cluster or workload llama'],
        [['prod', 'llama'], 'fleet.yaml has no workload llama'],
        [['--prices', 'none.csv'], '--prices none.csv'],
        [['--prices', 'workloads'], 'workloads is a folder, not a file'],
        [['--prices', 'prices.csv'], 'prices.csv:2:1'],
        [['--prices', 'prices.csv'], 'prices.csv:3:1'],
      ];
      for (const [args, text] of refusals) {
        const result = sandbox.poolwright('fit', ...args);
        expectStatus(result, 2);
        expectText(result.stderr, [text]);
      }
    },
  ));

test.run();
