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

/** An API server that keeps the requests, and responds to each object as configured. */
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
  requests.push(`${method} ${url}`);
  const { status, body } = answerTo(url);
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
): Promise<{ status: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  const before = process.env.KUBECONFIG;
  process.env.KUBECONFIG = kubeconfig;
  try {
    const status = await main(
      ['validate', '--kubeconform', 'off', '--cwd', root, ...args],
      {
        cwd: root,
        env: {},
        stdout: { write: (text) => (stdout += text) },
        stderr: { write: (text) => (stderr += text) },
        today: '2026-01-01',
        now: () => 0,
        peakMemory: () => 0,
        interruption: () => new AbortController().signal,
        importPackage: (name) => import(name),
      },
      () => import('../../generator/cli/programs/commands.ts'),
    );
    return { status, stdout, stderr };
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
        'the server staging rejects NodePool/general, which Poolwright accepts by its CRD: too costly',
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
      assert.match(
        stderr,
        'error[command-failed]: the server staging denies access: 403 User "u" cannot patch',
      );
      assert.match(
        stderr,
        'help: Add to a ClusterRole of the user: { apiGroups: [karpenter.k8s.aws], resources: [ec2nodeclasses], verbs: [create, patch] }, { apiGroups: [karpenter.sh], resources: [nodepools], verbs: [create, patch] }\n',
      );
    },
  );
  await withServer(
    () => ACCEPTED,
    async (kubeconfig, sandbox) => {
      sandbox.write('kubeconfig', sandbox.read('kubeconfig').replace(/127\.0\.0\.1:\d+/, '127.0.0.1:1'));
      const { status, stderr } = await validate(kubeconfig, sandbox.root, '--server');
      assert.is(status, 3, stderr);
      assert.match(stderr, 'error[command-failed]: cannot reach the server staging');
      const { stdout } = await validate(kubeconfig, sandbox.root, '--server', '--format', 'json');
      const [{ context, status: state, objects, error }] = JSON.parse(stdout).result.servers;
      assert.equal([context, state, objects], ['staging', 'unreachable', 0]);
      assert.match(error, 'cannot reach the server staging');
    },
  );
});

/** The kubeconfig of several contexts: of this server, and of a port where nothing listens. */
function severalContexts(sandbox: Sandbox, working: readonly string[], dead: readonly string[]): void {
  const { clusters, users } = JSON.parse(sandbox.read('kubeconfig'));
  const [{ cluster }] = clusters;
  const nowhere = { ...cluster, server: 'http://127.0.0.1:1' };
  sandbox.write(
    'kubeconfig',
    JSON.stringify({
      users,
      clusters: [
        { name: 'c', cluster },
        { name: 'd', cluster: nowhere },
      ],
      contexts: [
        ...working.map((name) => ({ name, context: { cluster: 'c', user: 'u' } })),
        ...dead.map((name) => ({ name, context: { cluster: 'd', user: 'u' } })),
      ],
    }),
  );
}

test('each cluster is validated by its own server, in a table and as data', () =>
  withServer(
    (path) => (path.includes('nodepools') ? refusal(422, 'too costly') : ACCEPTED),
    async (kubeconfig, sandbox, requests) => {
      severalContexts(sandbox, ['eks-dev-1', 'eks-prod-1'], []);
      const { status, stderr } = await validate(kubeconfig, sandbox.root, '--server', 'eks-{cluster}');
      assert.is(status, 1, stderr);
      assert.match(
        stderr,
        [
          'context     cluster  result      objects                  seconds',
          'eks-dev-1   dev-1    rejected 1  2        disagrees on 1  0.0',
          'eks-prod-1  prod-1   rejected 1  2        disagrees on 1  0.0',
        ].join('\n'),
      );
      assert.match(stderr, 'the server eks-dev-1 rejects NodePool/general');
      assert.is(requests.length, 4, 'to each server what its cluster gets');
      const { stdout } = await validate(
        kubeconfig,
        sandbox.root,
        '--server',
        'eks-{cluster}',
        '--format',
        'json',
      );
      const result = (context: string, cluster: string) => ({
        ...{ context, cluster, status: 'rejected' },
        ...{ objects: 2, rejected: 1, agreed: 1, seconds: 0 },
      });
      assert.equal(JSON.parse(stdout).result.servers, [
        result('eks-dev-1', 'dev-1'),
        result('eks-prod-1', 'prod-1'),
      ]);
    },
  ));

test('a server that is not reached does not hide what the others say, and exits 3', () =>
  withServer(
    (path) => (path.includes('ec2nodeclasses') ? refusal(422, 'no such role') : ACCEPTED),
    async (kubeconfig, sandbox) => {
      severalContexts(sandbox, ['staging', 'other'], ['gone']);
      const args = ['--server', 'prod-1=gone', '--server', 'dev-1=other', '--server', 'staging'];
      const { status, stderr } = await validate(kubeconfig, sandbox.root, ...args);
      assert.is(status, 3, stderr);
      assert.match(stderr, 'error[command-failed]: cannot reach the server gone: ');
      assert.match(stderr, 'error[server-rejects]: the server other rejects EC2NodeClass/general');
      assert.match(
        stderr,
        [
          'context  cluster  result       objects                  seconds',
          'gone     prod-1   unreachable  -                        0.0',
          'other    dev-1    rejected 1   2        disagrees on 1  0.0',
          'staging  all      rejected 2   4        disagrees on 2  0.0',
        ].join('\n'),
      );
    },
  ));

test('a server that denies one of several is named with the missing rule', () =>
  withServer(
    () => refusal(403, 'User "u" cannot create resource "nodepools" in API group "karpenter.sh"'),
    async (kubeconfig, sandbox) => {
      severalContexts(sandbox, ['one', 'two'], []);
      const { status, stderr } = await validate(
        kubeconfig,
        sandbox.root,
        '--server',
        'one',
        '--server',
        'two',
      );
      assert.is(status, 3, stderr);
      assert.match(stderr, /\none +all +denied +- +0\.0\n/);
      assert.match(stderr, 'verbs: [create, patch] }');
    },
  ));

test('a rejection by an admission policy is a finding, though it has the status of a denial', () =>
  withServer(
    () => refusal(403, 'nodepools "general" is forbidden: ValidatingAdmissionPolicy denied request: no'),
    async (kubeconfig, { root }) => {
      const { status, stderr } = await validate(kubeconfig, root, '--server');
      assert.is(status, 1, stderr);
      assert.match(stderr, 'error[server-rejects]');
    },
  ));

test('contexts that name no cluster of the fleet, or one twice, are wrong', () =>
  withServer(
    () => ACCEPTED,
    async (kubeconfig, { root }, requests) => {
      for (const [args, says] of [
        [['dev-9=staging'], 'Did you mean dev-1?'],
        [['dev-1=staging', 'dev-1=other'], '--server names dev-1 twice'],
        [['staging', 'staging'], '--server names staging twice'],
        [['a-{cluster}', 'b-{cluster}'], 'both name a context for every cluster'],
        [['dev-1='], '--server takes CLUSTER=CONTEXT, not dev-1='],
      ] as const) {
        const servers = args.flatMap((one) => ['--server', one]);
        const { status, stderr } = await validate(kubeconfig, root, ...servers);
        assert.is(status, 2, stderr);
        assert.match(stderr, says);
      }
      assert.is(requests.length, 0);
    },
  ));

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

/** The kubeconfig with a part of it replaced. */
function withConfig(sandbox: Sandbox, changes: (config: Kubeconfig) => object): void {
  const config: Kubeconfig = JSON.parse(sandbox.read('kubeconfig'));
  sandbox.write('kubeconfig', JSON.stringify({ ...config, ...changes(config) }));
}

interface Kubeconfig {
  clusters: { name: string; cluster: { server: string } }[];
}

test('a server without TLS is reached as kubectl reaches it, and gets no credentials', async () => {
  const credentials: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    credentials.push(request.headers.authorization);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await withSandbox({ 'fleet.yaml': FLEET, kubeconfig: kubeconfigOf(server) }, async (sandbox) => {
      sandbox.poolwright('generate', '--force');
      withConfig(sandbox, ({ clusters: [first] }) => ({
        clusters: [{ name: 'c', cluster: { server: first?.cluster.server } }],
      }));
      const { status, stderr } = await validate(`${sandbox.root}/kubeconfig`, sandbox.root, '--server');
      assert.is(status, 0, stderr);
      assert.match(stderr, 'the server staging validated 4 objects');
      assert.equal(credentials, [undefined, undefined, undefined, undefined]);
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('says what of a kubeconfig is missing or broken', () =>
  withServer(
    () => ACCEPTED,
    async (kubeconfig, sandbox) => {
      const whole = sandbox.read('kubeconfig');
      const fails = async (...texts: (string | RegExp)[]): Promise<void> => {
        const { status, stderr } = await validate(kubeconfig, sandbox.root, '--server');
        assert.is(status, 3, stderr);
        for (const text of texts) assert.match(stderr, text);
        assert.not.match(stderr, /undefined|\ufffd|server {2}/);
        sandbox.write('kubeconfig', whole);
      };
      withConfig(sandbox, () => ({ 'current-context': undefined }));
      await fails(
        'the kubeconfig has no current context',
        'help: Name one with --server: staging',
        'no server validated any object',
      );
      withConfig(sandbox, () => ({ clusters: [] }));
      await fails('the context staging has no cluster');
      sandbox.write('kubeconfig', 'clusters:\n\t- a\n');
      await fails(/cannot read the kubeconfig: [^\n(]+ in line 2, column \d\n/);
      withConfig(sandbox, () => ({
        clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
        users: [
          {
            name: 'u',
            user: { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'none-such' } },
          },
        ],
      }));
      await fails(
        'cannot log in to the server staging: its credential plugin none-such is not found',
        'help: Install none-such, or add its folder to PATH',
      );
    },
  ));

test.run();
