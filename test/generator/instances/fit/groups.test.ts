import { readYaml, type ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { groupsOf, groupTitle } from '../../../../generator/instances/fit/groups.ts';

const test = suite('groups of pods');

const pods = 'spec: { containers: [{ name: c }] }';
const metadata = 'metadata: { name: a }';
const cases: [name: string, yaml: string, groups: string[]][] = [
  ['a Pod', `kind: Pod\n${metadata}\n${pods}`, ['Pod/a 1']],
  [
    'a Deployment without replicas',
    `kind: Deployment\n${metadata}\nspec: { template: { ${pods} } }`,
    ['Deployment/a 1'],
  ],
  [
    'a StatefulSet',
    `kind: StatefulSet\n${metadata}\nspec: { replicas: 3, template: { ${pods} } }`,
    ['StatefulSet/a 3'],
  ],
  ['a DaemonSet', `kind: DaemonSet\n${metadata}\nspec: { template: { ${pods} } }`, []],
  [
    'a Job with fewer completions than are parallel',
    `kind: Job\n${metadata}\nspec: { parallelism: 5, completions: 2, template: { ${pods} } }`,
    ['Job/a 2'],
  ],
  [
    'a CronJob',
    `kind: CronJob\n${metadata}\nspec: { jobTemplate: { spec: { parallelism: 4, template: { ${pods} } } } }`,
    ['CronJob/a 4'],
  ],
  [
    'a RayCluster',
    `kind: RayCluster\n${metadata}\nspec:\n  headGroupSpec: { rayStartParams: {}, template: { ${pods} } }\n  workerGroupSpecs:\n    - { groupName: gpu, rayStartParams: {}, replicas: 9, maxReplicas: 3, numOfHosts: 2, template: { ${pods} } }\n    - { groupName: idle, rayStartParams: {}, minReplicas: 1, template: { ${pods} } }\n    - { groupName: spare, rayStartParams: {}, suspend: true, replicas: 4, template: { ${pods} } }`,
    ['RayCluster/a head 1', 'RayCluster/a gpu 6', 'RayCluster/a idle 1', 'RayCluster/a spare 0'],
  ],
  [
    'a LeaderWorkerSet with a leader of its own',
    `kind: LeaderWorkerSet\n${metadata}\nspec: { replicas: 2, leaderWorkerTemplate: { size: 4, leaderTemplate: { ${pods} }, workerTemplate: { ${pods} } } }`,
    ['LeaderWorkerSet/a leader 2', 'LeaderWorkerSet/a worker 6'],
  ],
  [
    'a LeaderWorkerSet whose leader is like its workers',
    `kind: LeaderWorkerSet\n${metadata}\nspec: { replicas: 2, leaderWorkerTemplate: { size: 4, workerTemplate: { ${pods} } } }`,
    ['LeaderWorkerSet/a worker 8'],
  ],
  [
    'a JobSet',
    `kind: JobSet\n${metadata}\nspec: { replicatedJobs: [{ name: driver, template: { spec: { template: { ${pods} } } } }, { name: workers, replicas: 3, template: { spec: { parallelism: 2, template: { ${pods} } } } }] }`,
    ['JobSet/a driver 1', 'JobSet/a workers 6'],
  ],
  [
    'a kind of which nothing but its shape is known',
    `kind: PyTorchJob\n${metadata}\nspec: { pytorchReplicaSpecs: { Master: { replicas: 1, template: { ${pods} } }, Worker: { replicas: 7, template: { ${pods} } } } }`,
    ['PyTorchJob/a Master 1', 'PyTorchJob/a Worker 7'],
  ],
];

for (const [name, yaml, expected] of cases)
  test(name, () => {
    const groups = groupsOf([readYaml(yaml) as ValueObject]);
    assert.equal(
      groups.map((group) => `${groupTitle(group)} ${group.replicas}`),
      expected,
    );
  });

test.run();
