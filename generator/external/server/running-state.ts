import type { KubernetesObjectApi } from '@kubernetes/client-node';
import type { ValueObject } from '@kustomize-ts/core';
import { runningState, type StateResult } from '../../plan/nodes/state.ts';
import { STATE_KINDS } from '../../plan/nodes/state-kinds.ts';
import type { ImportPackage } from '../packages.ts';
import { readKubeConfig, refusalIn, ServerFault } from './kubeconfig.ts';

type Kind = (typeof STATE_KINDS)[number];

/**
 * Reads what a cluster runs from its API server: pools, node classes, claims, nodes, pods and PodDisruptionBudgets of all
 * namespaces, and nothing else.
 * @param context of the kubeconfig that kubectl would use; empty for the current one
 * @throws {ServerFault} when there is no such context, or the server is not reached or lets nobody list a kind
 */
export async function readRunningState(context: string, importPackage: ImportPackage): Promise<StateResult> {
  const client = await importPackage('@kubernetes/client-node');
  const config = readKubeConfig(new client.KubeConfig(), context);
  const server = config.getCurrentContext();
  const api = client.KubernetesObjectApi.makeApiClient(config);
  const lists = await Promise.all(STATE_KINDS.map((kind) => listAll(api, kind, server)));
  return runningState(lists.flat(), `the server ${server}`);
}

/** All objects of a kind, which a server without the kind has none of. */
async function listAll(
  api: KubernetesObjectApi,
  { apiVersion, kind }: Kind,
  server: string,
): Promise<ValueObject[]> {
  try {
    // not page by page, since the client drops the token of the next page from lists of custom resources
    const { items } = await api.list(apiVersion, kind);
    return items.map((item) => ({ ...plain(item), apiVersion, kind }));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.message.startsWith('Unrecognized API version and kind')) return [];
    const { status, message = '' } = refusalIn(error, server);
    if (status === 404) return [];
    throw new ServerFault(
      `the server ${server} does not list ${kind}s: ${status} ${message}`.trimEnd(),
      status === 401 || status === 403
        ? 'Use a context that may list NodePools, EC2NodeClasses, NodeClaims, Nodes, Pods and PodDisruptionBudgets'
        : 'Try again later',
      { cause: error },
    );
  }
}

/** As JSON has it; the client makes dates of times. */
function plain(object: object): ValueObject {
  return JSON.parse(JSON.stringify(object)) as ValueObject;
}
