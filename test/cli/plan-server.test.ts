import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pod } from '../generator/plan/nodes/cluster.ts';
import { stateText } from '../generator/plan/nodes/cluster-state.ts';
import {
  type ApiAnswer,
  type ApiRequest,
  type ApiServer,
  failure,
  kubeconfigOf,
  listsOf,
  startApiServer,
} from '../support/api-server.ts';
import { change, DELIVERED, withRequirement } from '../support/fleets.ts';
import { poolwrightAsync } from '../support/poolwright.ts';
import type { CommandResult } from '../support/run.ts';
import { withChange } from './support.ts';

const test = suite('plan --server');

const ZONES = '{ key: topology.kubernetes.io/zone, operator: In, values: [eu-west-1a, eu-west-1b] }';
const BEFORE = withRequirement(DELIVERED, ZONES);
const AFTER = change(BEFORE, ', eu-west-1b]', ']');

/** What the two clusters run: nodes of two zones, several pages of pods, and one that holds a node up. */
const STATES = {
  'dev-1': stateText(
    BEFORE,
    'dev-1',
    ['eu-west-1a', 'eu-west-1b', 'eu-west-1a'],
    ...Array.from({ length: 7 }, (_, i) => pod(`web-${i}`, `ip-${i % 3}`, { namespace: 'default' })),
  ),
  'prod-1': stateText(
    BEFORE,
    'prod-1',
    ['eu-west-1b', 'eu-west-1b'],
    pod('db', 'ip-0', { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } }),
  ),
};
const AT = ['--at', '2026-11-29T12:00:00Z'];
const BOTH = ['--server', 'dev-1=staging', '--server', 'prod-1=production'];

interface World {
  staging: ApiServer;
  production: ApiServer;
  plan(...args: string[]): Promise<CommandResult>;
  /** The kubeconfig file of a context. */
  configure(context: string, kubeconfig: string): void;
}

type Handler = (request: ApiRequest) => ApiAnswer;

/** A changed fleet, and two servers by contexts of two kubeconfig files. */
function withServers(
  work: (world: World) => Promise<void>,
  {
    staging: one = listsOf(STATES['dev-1']),
    production: two = listsOf(STATES['prod-1']),
  }: {
    staging?: Handler;
    production?: Handler;
  } = {},
): Promise<void> {
  return withChange(BEFORE, AFTER, async (repository) => {
    const [staging, production] = await Promise.all([one, two].map(startApiServer));
    if (!staging || !production) throw new Error('no servers');
    try {
      const { top } = repository;
      for (const [cluster, text] of Object.entries(STATES)) repository.write(`${cluster}.json`, text);
      const configure = (context: string, text: string): void => repository.write(`kube/${context}`, text);
      configure('staging', kubeconfigOf('staging', staging.url));
      configure('production', kubeconfigOf('production', production.url));
      const env = { KUBECONFIG: `${top}/kube/staging:${top}/kube/production` };
      const plan = (...args: string[]) => poolwrightAsync(top, ['plan', ...AT, ...args], env);
      await work({ staging, production, plan, configure });
    } finally {
      staging.stop();
      production.stop();
    }
  });
}

/** Expects no plan, and gives what the command says instead. */
async function refused(result: Promise<CommandResult>, status: number): Promise<string> {
  const { status: code, stdout, stderr } = await result;
  assert.is(code, status, stderr);
  assert.is(stdout, '', 'no plan');
  return stderr;
}

test('two contexts give the plan that the same objects give as files', () =>
  withServers(async ({ plan, staging, production }) => {
    const files = ['--state', 'dev-1=dev-1.json', '--state', 'prod-1=prod-1.json'];
    const asked = await plan(...BOTH, '--format', 'json');
    assert.is(asked.status, 0, asked.stderr);
    const { plan: fromServers } = JSON.parse(asked.stdout).result;
    assert.equal(fromServers, JSON.parse((await plan(...files, '--format', 'json')).stdout).result.plan);
    const fates = fromServers.entries.map(({ nodes }: { nodes: { fate: string; heldBy?: string[] }[] }) =>
      nodes.map(({ fate, heldBy = [] }) => [fate, ...heldBy].join(' ')),
    );
    assert.equal(fates, [
      ['stays', 'replaced', 'stays'],
      ['replaced kube-system/db', 'replaced'],
    ]);
    const [text, fromFiles] = [await plan(...BOTH, '--verbose'), await plan(...files, '--verbose')];
    assert.is(text.stdout, fromFiles.stdout);
    for (const [server, context] of [
      [staging, 'staging'],
      [production, 'production'],
    ] as const)
      for (const { method, authorization } of server.requests)
        assert.equal([method, authorization], ['GET', `Bearer token-of-${context}`]);
  }));

test('lists come page by page, of six kinds and no other', () =>
  withServers(async ({ plan, staging }) => {
    assert.is((await plan(...BOTH)).status, 0);
    assert.equal([...new Set(staging.requests.map(({ url }) => url.pathname))].sort(), [
      '/api/v1/nodes',
      '/api/v1/pods',
      '/apis/karpenter.k8s.aws/v1/ec2nodeclasses',
      '/apis/karpenter.sh/v1/nodeclaims',
      '/apis/karpenter.sh/v1/nodepools',
      '/apis/policy/v1/poddisruptionbudgets',
    ]);
    const pods = staging.requests.filter(({ url }) => url.pathname === '/api/v1/pods');
    assert.equal(
      pods.map(({ path }) => path),
      ['', ...[2, 4, 6].map((at) => `&continue=${encodeURIComponent(btoa(String(at)))}`)].map(
        (next) => `/api/v1/pods?limit=500${next}`,
      ),
    );
  }));

test('a page that the server has forgotten is not a shorter plan', () => {
  const lists = listsOf(STATES['dev-1']);
  const staging: Handler = (request) =>
    request.url.pathname === '/api/v1/pods' && request.path.includes('continue')
      ? failure(410, 'The provided continue parameter is too old')
      : lists(request);
  return withServers(
    async ({ plan }) => {
      const { stdout } = await plan('dev', '--server', 'staging', '--format', 'json');
      const files = await plan('dev', '--state', 'dev-1.json', '--format', 'json');
      assert.equal(JSON.parse(stdout).result.plan, JSON.parse(files.stdout).result.plan);
    },
    { staging },
  );
});

test('a context that is not reached is an error, and no plan of the other one', () =>
  withServers(async ({ plan, production, configure }) => {
    production.stop();
    assert.match(
      await refused(plan(...BOTH), 3),
      /error\[command-failed\]: cannot reach the server production: .*ECONNREFUSED/,
    );
    configure('staging', kubeconfigOf('staging', production.url));
    const stderr = await refused(plan(...BOTH), 3);
    assert.match(stderr, '2 of 2 servers cannot be read: ');
    assert.match(
      stderr,
      /cannot reach the server staging: connect ECONNREFUSED [^;]*; so it is for production\n/,
    );
    assert.match(
      await refused(plan('--server', 'nobody-{cluster}'), 3),
      '2 of 2 servers cannot be read: the kubeconfig has no context nobody-dev-1; so it is for nobody-prod-1\n',
    );
    assert.match(stderr, 'help: Try kubectl version with the same context');
    assert.match(
      await refused(plan('--server', 'dev-1=nobody'), 3),
      'the kubeconfig has no context nobody\n  help: Name one of staging, production',
    );
  }));

test('a server with a certificate that the kubeconfig does not know gets no request', () =>
  withServers(async ({ plan, staging, configure }) => {
    configure('staging', kubeconfigOf('staging', staging.url, { trusts: false }));
    assert.match(
      await refused(plan('dev', '--server', 'staging'), 3),
      'cannot reach the server staging: self-signed',
    );
    assert.is(staging.requests.length, 0);
  }));

test('an answer other than a list, or half of one, is an error', async () => {
  for (const [answer, says] of [
    ['cut', 'cannot reach the server staging: '],
    [{ status: 200, body: '<html>Sign in</html>' }, 'its response is not that of an API server'],
    [{ status: 200, body: {} }, 'unexpected response of the server staging: 200'],
    [failure(500, 'etcdserver: request timed out'), 'the server staging: 500 etcdserver: request timed out'],
  ] as const) {
    const lists = listsOf(STATES['dev-1']);
    const staging: Handler = (request) =>
      request.url.pathname === '/api/v1/nodes' ? answer : lists(request);
    await withServers(
      async ({ plan }) => assert.match(await refused(plan('dev', '--server', 'staging'), 3), says),
      { staging },
    );
  }
});

test('what a user may not list names the rules that are missing, and only these', async () => {
  const forbidden = (resources: readonly string[]): Handler => {
    const lists = listsOf(STATES['dev-1']);
    return (request) => {
      const resource = request.url.pathname.split('/').at(-1) ?? '';
      return resources.includes(resource)
        ? failure(
            403,
            `${resource} is forbidden: User "ci" cannot list resource "${resource}" in API group ""`,
          )
        : lists(request);
    };
  };
  const helpOf = (resources: readonly string[]): Promise<string> => {
    let stderr = '';
    return withServers(
      async ({ plan }) => {
        stderr = await refused(plan('dev', '--server', 'staging'), 3);
      },
      { staging: forbidden(resources) },
    ).then(() => stderr);
  };
  const pods = await helpOf(['pods']);
  assert.match(pods, 'the server staging denies access: 403 pods is forbidden: User "ci" cannot list');
  assert.match(
    pods,
    'help: Add to a ClusterRole of the user: { apiGroups: [""], resources: [pods], verbs: [list] }\n',
  );
  assert.match(
    await helpOf(['nodepools', 'poddisruptionbudgets']),
    '{ apiGroups: [karpenter.sh], resources: [nodepools], verbs: [list] }, { apiGroups: [policy], resources: [poddisruptionbudgets], verbs: [list] }\n',
  );
});

test('a user whom the server does not know', () =>
  withServers(
    async ({ plan }) =>
      assert.match(
        await refused(plan('dev', '--server', 'staging'), 3),
        /does not accept the credentials: 401 Unauthorized\n {2}help: Renew the credentials/,
      ),
    { staging: () => failure(401, 'Unauthorized') },
  ));

test('the context of a sister cluster, or of none that is planned, is wrong', () =>
  withServers(async ({ plan }) => {
    assert.match(
      await refused(plan('dev', '--server', 'production'), 2),
      'the server production is not the state of dev-1: EC2NodeClass/general spec.role is karpenter-node-prod-1',
    );
    assert.match(await refused(plan('--server', 'staging'), 2), 'does not say which one the context reaches');
    assert.match(await refused(plan('--server', 'dev-9=staging'), 2), 'Did you mean dev-1?');
    assert.match(
      await refused(plan('--server', 'dev-1=staging', '--state', 'dev-1=dev-1.json'), 2),
      '--state and --server both name dev-1',
    );
  }));

test('a context for each cluster, by its name or a pattern', () =>
  withServers(async ({ plan, configure, staging, production }) => {
    configure('staging', kubeconfigOf('eks-dev-1', staging.url));
    configure('production', kubeconfigOf('eks-prod-1', production.url));
    const pattern = await plan('--server', 'eks-{cluster}');
    assert.is(pattern.status, 0, pattern.stderr);
    assert.match(pattern.stdout, 'nodes: of 3 nodes, 1 replaced, 2 unchanged');
    const mixed = await plan('--server', 'eks-{cluster}', '--server', 'prod-1=eks-prod-1');
    assert.is(mixed.stdout, pattern.stdout);
    assert.match(await refused(plan('--server'), 3), 'the kubeconfig has no context dev-1');
    configure('staging', kubeconfigOf('dev-1', staging.url));
    configure('production', kubeconfigOf('prod-1', production.url));
    assert.is((await plan('--server')).stdout, pattern.stdout);
  }));

test.run();
