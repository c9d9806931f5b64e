import type { KubernetesObjectApi } from '@kubernetes/client-node';
import type { ValueObject } from '@kustomize-ts/core';
import { runningState, type StateResult } from '../../plan/nodes/state.ts';
import { STATE_KINDS } from '../../plan/nodes/state-kinds.ts';
import type { ImportPackage } from '../packages.ts';
import { readKubeConfig, refusalIn, ServerFault } from './kubeconfig.ts';

/** How many objects a request asks for. */
const PAGE = 500;

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
  const objects: ValueObject[] = [];
  let next: string | undefined;
  try {
    do {
      const page = await list(api, apiVersion, kind, next);
      for (const item of page.items) objects.push({ ...plain(item), apiVersion, kind });
      next = continuation(page.metadata);
    } while (next);
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
  return objects;
}

function list(api: KubernetesObjectApi, apiVersion: string, kind: string, next: string | undefined) {
  const unset = undefined;
  return api.list(apiVersion, kind, unset, unset, unset, unset, unset, unset, PAGE, next);
}

/** Where the next page begins; the client renames the field in lists of the kinds that it has types for. */
function continuation(metadata: object = {}): string | undefined {
  const { continue: plainly, _continue: renamed } = metadata as { continue?: string; _continue?: string };
  return plainly ?? renamed;
}

/** As JSON has it; the client makes dates of times. */
function plain(object: object): ValueObject {
  return JSON.parse(JSON.stringify(object)) as ValueObject;
}
