import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../generator/cli/main.ts';
import { change, FLEET } from '../support/fleets.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';

const test = suite('validate --server');

interface Answer {
  status: number;
  body: object;
}

const ACCEPTED: Answer = { status: 200, body: {} };

const refusal = (status: number, message: string): Answer => ({
  status,
  body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: status, message },
});

/** An API server that knows Karpenter's kinds, keeps the requests, and responds to each object as configured. */
async function withServer(
  answerTo: (path: string) => Answer,
  work: (kubeconfig: string, sandbox: Sandbox, requests: string[]) => Promise<void>,
  fleet = FLEET,
): Promise<void> {
  const requests: string[] = [];
  const server = createServer((request, response) => answer(request, response, answerTo, requests));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await withSandbox({ 'fleet.yaml': fleet, kubeconfig: kubeconfigOf(server) }, async (sandbox) => {
      sandbox.poolwright('generate', '--force');
      await work(`${sandbox.root}/kubeconfig`, sandbox, requests);
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function answer(
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  answerTo: (path: string) => Answer,
  requests: string[],
): void {
  const list = (name: string, kind: string) => ({
    kind: 'APIResourceList',
    resources: [{ name, kind, namespaced: false, verbs: ['patch'] }],
  });
  const kinds: Record<string, object> = {
    '/apis/karpenter.sh/v1': list('nodepools', 'NodePool'),
    '/apis/karpenter.k8s.aws/v1': list('ec2nodeclasses', 'EC2NodeClass'),
  };
  const known = method === 'GET' ? kinds[url] : undefined;
  if (known === undefined) requests.push(`${method} ${url}`);
  const { status, body } = known ? { status: 200, body: known } : answerTo(url);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function kubeconfigOf(server: Server): string {
  const { port } = server.address() as AddressInfo;
  return JSON.stringify({
    clusters: [
      { name: 'c', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } },
    ],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'staging', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'staging',
  });
}

/** Runs the command in this process, where the server's answers come from. */
async function validate(
  kubeconfig: string,
  root: string,
  ...args: string[]
): Promise<{ status: number; stderr: string }> {
  let stderr = '';
  const before = process.env.KUBECONFIG;
  process.env.KUBECONFIG = kubeconfig;
  try {
    const status = await main(
      ['validate', '--kubeconform', 'off', '--cwd', root, ...args],
      {
        cwd: root,
        env: {},
        stdout: { write: () => true },
        stderr: { write: (text) => (stderr += text) },
        today: '2026-01-01',
        now: () => 0,
        peakMemory: () => 0,
        interruption: () => new AbortController().signal,
        importPackage: (name) => import(name),
      },
      () => import('../../generator/cli/run-command.ts'),
    );
    return { status, stderr };
  } finally {
    if (before === undefined) delete process.env.KUBECONFIG;
    else process.env.KUBECONFIG = before;
  }
}

test('sends every object once, as a server-side apply in a dry run', () =>
  withServer(
    () => ACCEPTED,
    async (kubeconfig, { root }, requests) => {
      const { status, stderr } = await validate(kubeconfig, root, '--server');
      assert.is(status, 0, stderr);
      assert.match(stderr, 'the server staging validated 4 objects in a dry run: it agrees with Poolwright');
      assert.is(requests.length, 4);
      for (const request of requests)
        assert.match(
          request,
          /^PATCH \/apis\/karpenter.*\/general\?dryRun=All&fieldManager=poolwright&force=true$/,
        );
    },
  ));

test('tells what the server refuses, and that it validates otherwise', () =>
  withServer(
    (path) => (path.includes('nodepools') ? refusal(422, 'too costly') : ACCEPTED),
    async (kubeconfig, { root }) => {
      const { status, stderr } = await validate(kubeconfig, root, '--server', 'staging');
      assert.is(status, 1, stderr);
      assert.match(stderr, 'error[server-rejects]');
      assert.match(
        stderr,
        'the server staging rejects NodePool/general, which Poolwright accepts by the CRD it knows: too costly',
      );
      assert.match(stderr, 'it disagrees on 2');
    },
  ));

test('warns of what the server accepts and Poolwright refuses', () =>
  withServer(
    () => ACCEPTED,
    async (kubeconfig, { root }) => {
      const { status, stderr } = await validate(kubeconfig, root, '--server');
      assert.is(status, 1, stderr);
      assert.match(stderr, 'warning[server-disagrees]');
      assert.match(stderr, 'error[variable-type-mismatch]');
    },
    change(FLEET, 'dev-1: { variables: { CLUSTER: dev-1 } }', 'dev-1: { variables: { CLUSTER: "123" } }'),
  ));

test('a server that does not let anybody in, or is not there, is not a finding', async () => {
  await withServer(
    () => refusal(403, 'User "u" cannot patch resource "nodepools"'),
    async (kubeconfig, { root }) => {
      const { status, stderr } = await validate(kubeconfig, root, '--server');
      assert.is(status, 3, stderr);
      assert.match(stderr, 'error[command-failed]: the server staging does not answer: 403');
      assert.match(stderr, 'help: Use a context that may patch NodePools');
    },
  );
  await withServer(
    () => ACCEPTED,
    async (kubeconfig, sandbox) => {
      sandbox.write('kubeconfig', sandbox.read('kubeconfig').replace(/127\.0\.0\.1:\d+/, '127.0.0.1:1'));
      const { status, stderr } = await validate(kubeconfig, sandbox.root, '--server');
      assert.is(status, 3, stderr);
      assert.match(stderr, 'error[command-failed]: cannot reach the server staging');
    },
  );
});

test('a context that does not exist exits 3 and names those that do', () =>
  withServer(
    () => ACCEPTED,
    async (kubeconfig, { root }) => {
      const { status, stderr } = await validate(kubeconfig, root, '--server=prod');
      assert.is(status, 3, stderr);
      assert.match(stderr, 'error[command-failed]: the kubeconfig has no context prod');
      assert.match(stderr, 'help: Name one of staging');
    },
  ));

test.run();
