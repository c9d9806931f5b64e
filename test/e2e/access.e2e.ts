import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type CommandResult, PROJECT } from '../support/run.ts';
import type { Cases } from './support/cases.ts';
import type { Cluster } from './support/cluster.ts';
import { poolwright } from './support/command.ts';
import { waitFor } from './support/wait.ts';
import { CLUSTERS, type World } from './support/world.ts';

/** What is given to an account, from examples/rbac. */
type Account = 'validate' | 'plan';

export async function access({ plane, empty, clusters, repository }: World, { check }: Cases): Promise<void> {
  const run = (args: string[], ...kubeconfigs: string[]): Promise<CommandResult> =>
    poolwright(args, repository.root, { env: { KUBECONFIG: kubeconfigs.join(':') } });
  const validate = (kubeconfig: string): Promise<CommandResult> =>
    run(['validate', '--kubeconform', 'off', '--server'], kubeconfig);

  const validating = await login(empty, 'validate', plane.folder);
  await check('the documented role is enough to validate', async () => {
    const { status, stderr } = await validate(validating);
    assert.is(status, 0, stderr);
    assert.match(stderr, /the server empty validated \d+ objects in a dry run: it agrees with Poolwright/);
  });
  await check('its policy lets the account make dry runs, and nothing else', async () => {
    const pool = (await repository.render('dev'))
      .split('\n---\n')
      .find((text) => /^kind: NodePool$/m.test(text));
    const apply = (...args: string[]) =>
      empty.tryKubectl(
        ['--kubeconfig', validating, 'apply', '--server-side', '--validate=false', ...args, '-f', '-'],
        pool,
      );
    assert.is((await apply('--dry-run=server')).status, 0);
    const told = await waitFor('the policy to be in force', async () => {
      const { status, stderr } = await apply();
      if (status === 0) await empty.kubectl('delete', 'nodepool', '--all');
      return status !== 0 && stderr;
    });
    assert.match(told, 'this account may only make dry runs');
  });
  for (const verb of ['create', 'patch'])
    await check(`without the verb ${verb}, the missing rule is named`, async () => {
      const told = await without(empty, 'validate', 'nodepools', verb, async () => {
        const { status, stderr } = await validate(validating);
        return status === 3 && stderr;
      });
      assert.match(told, `cannot ${verb} resource "nodepools" in API group "karpenter.sh"`);
      assert.match(
        told,
        'help: Add to a ClusterRole of the user: { apiGroups: [karpenter.sh], resources: [nodepools], verbs: [create, patch] }\n',
      );
    });
  await check('all clusters are validated at once, by the contexts of their names', async () => {
    const files = clusters.map(({ kubeconfig }) => kubeconfig);
    const args = ['validate', '--kubeconform', 'off', '--format', 'json'];
    const named = CLUSTERS.flatMap((name) => ['--server', `${name}=${name}`]);
    const { status, stdout, stderr } = await run([...args, ...named], ...files);
    assert.is(status, 0, stderr);
    const { servers } = JSON.parse(stdout).result;
    assert.equal(
      servers.map(({ context, cluster, status: one }: Record<string, string>) => [context, cluster, one]),
      CLUSTERS.map((name) => [name, name, 'accepted']),
    );
    for (const { objects, agreed } of servers) assert.ok(objects > 0 && objects === agreed);
    const text = await run(
      ['validate', '--kubeconform', 'off', ...named, '--server', 'empty'],
      ...files,
      validating,
    );
    assert.match(text.stderr, /\nempty +all +accepted +\d+ +\d+\.\d\n/);
  });

  const [first] = clusters as [Cluster];
  const planning = await login(first, 'plan', plane.folder);
  await first.apply(await repository.render(first.name));
  const plan = (): Promise<CommandResult> =>
    run(['plan', first.name, '--base', 'HEAD', '--server'], planning);
  await check('the documented role is enough to plan', async () => {
    const { status, stdout, stderr } = await plan();
    assert.is(status, 0, stderr);
    assert.match(stdout, 'no pool changes in 1 cluster');
    assert.not.match(stdout, 'differs');
  });
  for (const resource of ['pods', 'nodeclaims'])
    await check(`without ${resource}, the missing rule is named, and there is no plan`, async () => {
      const told = await without(first, 'plan', resource, 'list', async () => {
        const { status, stdout, stderr } = await plan();
        return status === 3 && stdout === '' && stderr;
      });
      const group = resource === 'pods' ? '""' : 'karpenter.sh';
      assert.match(told, `{ apiGroups: [${group}], resources: [${resource}], verbs: [list] }\n`);
    });
}

/** Applies what the example gives an account, and gives a kubeconfig with a token of it. */
async function login(cluster: Cluster, account: Account, folder: string): Promise<string> {
  await cluster.apply(readFileSync(join(PROJECT, 'examples', 'rbac', `${account}.yaml`), 'utf8'));
  const token = await cluster.kubectl('create', 'token', `poolwright-${account}`, '-n', 'poolwright');
  const config = JSON.parse(readFileSync(cluster.kubeconfig, 'utf8'));
  config.users[0].user = { token: token.trim() };
  const path = join(folder, `${account}.kubeconfig`);
  writeFileSync(path, JSON.stringify(config));
  return path;
}

/** Waits until something comes of a role that lacks one verb of one resource, and gives the role back. */
async function without(
  cluster: Cluster,
  account: Account,
  resource: string,
  verb: string,
  found: () => Promise<string | false>,
): Promise<string> {
  const role = JSON.parse(await cluster.kubectl('get', 'clusterrole', `poolwright-${account}`, '-o', 'json'));
  const rules = role.rules.flatMap((rule: { resources: string[]; verbs: string[] }) => {
    if (!rule.resources.includes(resource)) return [rule];
    const others = { ...rule, resources: rule.resources.filter((one) => one !== resource) };
    const less = { ...rule, resources: [resource], verbs: rule.verbs.filter((one) => one !== verb) };
    return [others, less].filter(({ resources, verbs }) => resources.length > 0 && verbs.length > 0);
  });
  const replace = (all: object[]): Promise<unknown> =>
    cluster.apply(
      JSON.stringify({
        apiVersion: role.apiVersion,
        kind: role.kind,
        metadata: { name: role.metadata.name },
        rules: all,
      }),
    );
  await replace(rules);
  const told = await waitFor(`the role without ${verb} ${resource}`, found);
  await replace(role.rules);
  return told;
}
