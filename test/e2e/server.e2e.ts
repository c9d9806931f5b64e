import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { CommandResult } from '../support/run.ts';
import type { Cases } from './support/cases.ts';
import { poolwright } from './support/command.ts';
import { editedFleet } from './support/repository.ts';
import { plainFleet, validateFleet } from './support/validate.ts';
import { waitFor } from './support/wait.ts';
import type { World } from './support/world.ts';

/** A rule of the platform's that no CRD states. */
const POLICY = [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'small-pools' },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ['karpenter.sh'],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['nodepools'],
          },
        ],
      },
      validations: [
        {
          expression: "object.metadata.name != 'inferentia-inf2'",
          message: 'no accelerators in this cluster',
        },
      ],
    },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'small-pools' },
    spec: { policyName: 'small-pools', validationActions: ['Deny'] },
  },
]
  .map((object) => JSON.stringify(object))
  .join('\n---\n');

export async function server({ plane, empty, repository }: World, { check }: Cases): Promise<void> {
  const validate = (cwd: string, kubeconfig: string, ...args: string[]): Promise<CommandResult> =>
    poolwright(['validate', '--kubeconform', 'off', '--server', ...args], cwd, {
      env: { KUBECONFIG: kubeconfig },
    });
  await check('the server accepts the fleet, as Poolwright does', async () => {
    const { status, stderr } = await validate(repository.root, empty.kubeconfig);
    assert.is(status, 0, stderr);
    assert.match(stderr, /the server empty validated \d+ objects in a dry run: it agrees with Poolwright/);
  });
  await check('nothing is left on the server', async () => {
    assert.equal(await empty.get('nodepool,ec2nodeclass'), []);
  });
  await check('a context is selected by its name, and one that does not exist exits 3', async () => {
    assert.is((await validate(repository.root, empty.kubeconfig, 'empty')).status, 0);
    const { status, stderr } = await validate(repository.root, empty.kubeconfig, 'nobody');
    assert.is(status, 3, stderr);
    assert.match(stderr, 'the kubeconfig has no context nobody');
  });
  await check('both refuse a value that turns into a number', async () => {
    const folder = join(plane.folder, 'server', 'number');
    const fleet = editedFleet(plainFleet(repository.read('fleet.yaml'), 'dev'), (document) =>
      document.setIn(
        ['spec', 'environments', 'dev', 'clusters', 'eks-workshop-dev', 'variables', 'EKS_CLUSTER_NAME'],
        '12345',
      ),
    );
    await validateFleet(folder, fleet);
    await poolwright(['generate', '--force'], folder);
    const { status, stderr } = await validate(folder, empty.kubeconfig);
    assert.is(status, 1, stderr);
    assert.match(stderr, 'error[variable-type-mismatch]');
    assert.match(stderr, 'error[server-rejects]');
    assert.match(stderr, 'it agrees with Poolwright');
  });
  await check('a policy of the server is distinguished from what the CRD says', async () => {
    await empty.apply(POLICY);
    const told = await waitFor('the policy to be in force', async () => {
      const { status, stderr } = await validate(repository.root, empty.kubeconfig);
      return status === 1 && stderr;
    });
    await empty.kubectl(
      ...['delete', 'validatingadmissionpolicy,validatingadmissionpolicybinding', 'small-pools'],
    );
    // The server goes on by what it knew for a moment, which would be the next suite's.
    await waitFor('the policy to be gone', async () => {
      const { status } = await validate(repository.root, empty.kubeconfig);
      return status === 0;
    });
    assert.match(told, 'error[server-rejects]');
    assert.match(told, 'which Poolwright accepts by its CRD');
    assert.match(told, 'no accelerators in this cluster');
  });
}
