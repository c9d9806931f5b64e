import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readRunningState } from '../../../../generator/external/server/running-state.ts';
import { parseRunningState } from '../../../../generator/plan/nodes/state.ts';
import { withSandbox } from '../../../support/sandbox.ts';
import {
  hashedClass,
  hashedPool,
  list,
  nodeClaim,
  nodeClass,
  nodeOf,
  nodePool,
  pod,
} from '../../plan/nodes/cluster.ts';

const pool = hashedPool(nodePool('general'));
const ec2 = hashedClass(nodeClass());
const claims = ['a', 'b'].map((name) => nodeClaim(name, nodePool('general'), nodeClass()));
const nodes = claims.map((claim) => nodeOf(claim));
const pods = [pod('dns', 'ip-a'), pod('web', 'ip-b', { namespace: 'default' })];

/** The path of a kind's list, with its objects. */
const lists: Readonly<Record<string, ValueObject[]>> = {
  '/apis/karpenter.sh/v1/nodepools': [pool],
  '/apis/karpenter.k8s.aws/v1/ec2nodeclasses': [ec2],
  '/apis/karpenter.sh/v1/nodeclaims': claims,
  '/api/v1/nodes': nodes,
  '/api/v1/pods': pods,
  '/apis/policy/v1/poddisruptionbudgets': [],
};

const kinds: Readonly<Record<string, [string, string, boolean][]>> = {
  '/apis/karpenter.sh/v1': [
    ['nodepools', 'NodePool', false],
    ['nodeclaims', 'NodeClaim', false],
  ],
  '/apis/karpenter.k8s.aws/v1': [['ec2nodeclasses', 'EC2NodeClass', false]],
  '/api/v1': [
    ['nodes', 'Node', false],
    ['pods', 'Pod', true],
  ],
  '/apis/policy/v1': [['poddisruptionbudgets', 'PodDisruptionBudget', true]],
};

interface Reply {
  status: number;
  body: object;
}

function reply(url: URL): Reply {
  const resources = kinds[url.pathname]?.map(([name, kind, namespaced]) => ({ name, kind, namespaced }));
  if (resources) return { status: 200, body: { kind: 'APIResourceList', resources } };
  const objects = lists[url.pathname];
  if (objects === undefined) return failure(404, 'not found');
  // a server leaves these two out of the items of its own kinds
  const items = objects.map(({ apiVersion: _a, kind: _k, ...item }) => item);
  const [first] = objects;
  const kind = `${String(first?.kind ?? 'PodDisruptionBudget')}List`;
  return { status: 200, body: { kind, apiVersion: first?.apiVersion ?? 'policy/v1', metadata: {}, items } };
}

function failure(code: number, message: string): Reply {
  return { status: code, body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message } };
}

/** Reads from a server that answers so, and gives the paths that it was asked for. */
async function readFrom(answer: (url: URL) => Reply, context = 'staging') {
  const paths = new Set<string>();
  const server = createServer(({ url = '' }, response) => {
    const parsed = new URL(url, 'http://localhost');
    paths.add(`${parsed.pathname}${parsed.search}`);
    const { status, body } = answer(parsed);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const before = process.env.KUBECONFIG;
  try {
    return await withSandbox({ kubeconfig: kubeconfigOf(server) }, async ({ root }) => {
      process.env.KUBECONFIG = `${root}/kubeconfig`;
      return { ...(await readRunningState(context, (name) => import(name))), paths };
    });
  } finally {
    if (before === undefined) delete process.env.KUBECONFIG;
    else process.env.KUBECONFIG = before;
    server.closeAllConnections();
    server.close();
  }
}

function kubeconfigOf(server: Server): string {
  const { port } = server.address() as AddressInfo;
  const cluster = { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true };
  return JSON.stringify({
    clusters: [{ name: 'c', cluster }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'staging', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'staging',
  });
}

test('reads what kubectl would print, and asks for nothing else', async () => {
  const { state, diagnostics, paths } = await readFrom(reply);
  assert.equal(diagnostics, []);
  const printed = parseRunningState(list(pool, ec2, ...claims, ...nodes, ...pods), 'state.json');
  assert.is(state?.source, 'the server staging');
  assert.equal({ ...withSeconds(state), source: '' }, { ...withSeconds(printed.state), source: '' });
  assert.is(state?.nodes.length, 2);
  assert.equal([...paths].sort(), [...Object.keys(kinds), ...Object.keys(lists)].sort());
});

/** The client writes times with milliseconds. */
function withSeconds(state: object | undefined): object {
  const text = JSON.stringify(state, (_key, value: unknown) =>
    value instanceof Map ? [...value.entries()] : value,
  );
  return JSON.parse(text.replaceAll('.000Z', 'Z')) as object;
}

test('a cluster without Karpenter is a state that lacks its pools', async () => {
  const { state, diagnostics } = await readFrom((url) =>
    url.pathname.includes('karpenter') ? failure(404, 'not found') : reply(url),
  );
  assert.is(state, undefined);
  assert.equal(
    diagnostics.map(({ message }) => message),
    ['the server staging has no NodePools'],
  );
});

test('a kind that may not be listed ends it', async () => {
  try {
    await readFrom((url) =>
      url.pathname.endsWith('/pods') ? failure(403, 'pods is forbidden') : reply(url),
    );
    assert.unreachable();
  } catch (error) {
    assert.instance(error, Error);
    assert.is(String(error), 'ServerFault: the server staging does not list Pods: 403 pods is forbidden');
  }
});

test('a context that does not exist is named', async () => {
  try {
    await readFrom(reply, 'prod');
    assert.unreachable();
  } catch (error) {
    assert.is(String(error), 'ServerFault: the kubeconfig has no context prod');
  }
});

test.run();
