import type { ValueObject } from '@kustomize-ts/core';
import type { ImportPackage } from '../packages.ts';
import type { Server } from './dry-run.ts';
import { readKubeConfig, refusalIn, ServerFault } from './kubeconfig.ts';

export { createServerDryRun } from './dry-run.ts';

/** Who asks, in the managed fields of a server-side apply. */
const FIELD_MANAGER = 'poolwright';

/**
 * The API server of a context of the kubeconfig that kubectl would use (`$KUBECONFIG`, `~/.kube/config`), called by server-side apply in
 * a dry run.
 * @param context its name; empty for the current one
 * @throws {ServerFault} when there is no such context; from `refusalOf` when the server is not reached or lets nobody in
 */
export async function openServer(context: string, importPackage: ImportPackage): Promise<Server> {
  const { KubeConfig, KubernetesObjectApi, PatchStrategy } = await importPackage('@kubernetes/client-node');
  const config = readKubeConfig(new KubeConfig(), context);
  const name = config.getCurrentContext();
  const api = KubernetesObjectApi.makeApiClient(config);
  return {
    name,
    refusalOf: async (object) => {
      try {
        const { ServerSideApply } = PatchStrategy;
        await api.patch(plain(object), undefined, 'All', FIELD_MANAGER, true, ServerSideApply);
        return undefined;
      } catch (error) {
        return answerIn(error, name);
      }
    },
  };
}

/** What the client can send as JSON; an integer that JavaScript cannot hold is out of every field's range, and so is what it becomes. */
function plain(object: ValueObject): { metadata: { name: string } } {
  const text = JSON.stringify(object, (_key, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
  return JSON.parse(text) as { metadata: { name: string } };
}

/**
 * The rejection that an error of the client reports.
 * @throws {ServerFault} for any other error
 */
function answerIn(error: unknown, server: string): string {
  if (!(error instanceof Error)) throw error;
  // The client asks for the server's kinds first, and does not find ours among them.
  if (error.message.startsWith('Unrecognized API version and kind'))
    return 'it has no such kind; is Karpenter installed?';
  const { status, message } = refusalIn(error, server);
  const denied = status === 401 || (status === 403 && / cannot patch resource /.test(message ?? ''));
  if (denied || message === undefined || [429, 502, 503, 504].includes(status))
    throw new ServerFault(
      `the server ${server} does not answer: ${status} ${message ?? ''}`.trimEnd(),
      denied
        ? 'Use a context that may patch NodePools and EC2NodeClasses; nothing is changed in a dry run'
        : 'Try again later',
      { cause: error },
    );
  return message;
}
