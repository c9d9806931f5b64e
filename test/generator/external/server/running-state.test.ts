import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openApi } from '../../../../generator/external/server/api.ts';
import { readRunningState } from '../../../../generator/external/server/running-state.ts';
import { parseRunningState } from '../../../../generator/plan/nodes/state.ts';
import {
  type ApiAnswer,
  type ApiRequest,
  failure,
  kubeconfigOf,
  listsOf,
  startApiServer,
} from '../../../support/api-server.ts';
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

const claims = ['a', 'b'].map((name) => nodeClaim(name, nodePool('general'), nodeClass()));
const pods = [pod('dns', 'ip-a'), pod('web', 'ip-b', { namespace: 'default' })];
const STATE = list(
  hashedPool(nodePool('general')),
  hashedClass(nodeClass()),
  ...claims,
  ...claims.map((claim) => nodeOf(claim)),
  ...pods,
);
const reply = listsOf(STATE);

/** Works with a server that answers so, in the context `staging`. */
async function withServer<T>(
  answerTo: (request: ApiRequest) => ApiAnswer,
  work: () => Promise<T>,
): Promise<T> {
  const server = await startApiServer(answerTo);
  const before = process.env.KUBECONFIG;
  try {
    return await withSandbox({ kubeconfig: kubeconfigOf('staging', server.url) }, ({ root }) => {
      process.env.KUBECONFIG = `${root}/kubeconfig`;
      return work();
    });
  } finally {
    if (before === undefined) delete process.env.KUBECONFIG;
    else process.env.KUBECONFIG = before;
    server.stop();
  }
}

const readFrom = (answerTo: (request: ApiRequest) => ApiAnswer, context = 'staging') =>
  withServer(answerTo, () => readRunningState(context, (name) => import(name)));

/** The error that reading ends with. */
function faultOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error: unknown) => String(error),
  );
}

test('reads what kubectl would print', async () => {
  const { state, diagnostics } = await readFrom(reply);
  assert.equal(diagnostics, []);
  const printed = parseRunningState(STATE, 'state.json');
  assert.is(state?.source, 'the server staging');
  assert.equal({ ...state, source: '' }, { ...printed.state, source: '' });
  assert.is(state?.nodes.length, 2);
});

test('a cluster without Karpenter is a state that lacks its pools', async () => {
  const { state, diagnostics } = await readFrom((request) =>
    request.path.includes('karpenter') ? failure(404, 'not found') : reply(request),
  );
  assert.is(state, undefined);
  assert.equal(
    diagnostics.map(({ message }) => message),
    ['the server staging has no NodePools'],
  );
});

test('a context that does not exist is named', async () => {
  assert.is(await faultOf(readFrom(reply, 'prod')), 'ServerFault: the kubeconfig has no context prod');
});

test('a server that is silent does not hold the command up', async () => {
  const asked = (patience: number): Promise<unknown> =>
    withServer(
      () => 'silence',
      async () => {
        const api = await openApi('staging', (name) => import(name), patience);
        return api.request('GET', '/api/v1/nodes');
      },
    );
  assert.match(await faultOf(asked(200)), 'cannot reach the server staging: it does not respond');
});

test.run();
