import type { KubeConfig } from '@kubernetes/client-node';
import type { ValueObject } from '@kustomize-ts/core';
import type { ImportPackage } from '../packages.ts';
import type { Server } from './dry-run.ts';

export { createServerDryRun } from './dry-run.ts';

/** Who asks, in the managed fields of a server-side apply. */
const FIELD_MANAGER = 'poolwright';

/** A server was needed, and there is no way to it, or it gives no answer. */
export class ServerFault extends Error {
  override readonly name = 'ServerFault';
  readonly help: string;

  constructor(message: string, help: string, options?: { cause: unknown }) {
    super(message, options);
    this.help = help;
  }
}

/**
 * The API server of a context of the kubeconfig that kubectl would use (`$KUBECONFIG`, `~/.kube/config`), asked by server-side apply in
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

function readKubeConfig(config: KubeConfig, context: string): KubeConfig {
  try {
    config.loadFromDefault();
  } catch (cause) {
    throw new ServerFault(
      `cannot read the kubeconfig: ${messageOf(cause)}`,
      'Set KUBECONFIG to a file that kubectl can use',
      { cause },
    );
  }
  const contexts = config.getContexts().map(({ name }) => name);
  if (context !== '') {
    if (!contexts.includes(context))
      throw new ServerFault(
        `the kubeconfig has no context ${context}`,
        `Name one of ${contexts.join(', ') || 'its contexts, of which it has none'}`,
      );
    config.setCurrentContext(context);
  }
  return config;
}

/** What the client can send as JSON; an integer that JavaScript cannot hold is out of every field's range, and so is what it becomes. */
function plain(object: ValueObject): { metadata: { name: string } } {
  const text = JSON.stringify(object, (_key, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
  return JSON.parse(text) as { metadata: { name: string } };
}

/**
 * The refusal that an error of the client tells.
 * @throws {ServerFault} where it is none
 */
function answerIn(error: unknown, server: string): string {
  if (!(error instanceof Error)) throw error;
  // The client asks for the server's kinds first, and finds that ours is none of them.
  if (error.message.startsWith('Unrecognized API version and kind'))
    return 'it has no such kind; is Karpenter installed?';
  const status = 'code' in error && typeof error.code === 'number' ? error.code : undefined;
  const message = 'body' in error ? statusMessage(error.body) : undefined;
  if (status === undefined)
    throw new ServerFault(
      `cannot reach the server ${server}: ${error.message}`,
      'Try kubectl version with the same context',
      { cause: error },
    );
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

/** The message of a Kubernetes Status, which the client leaves as text for kinds that it does not know. */
function statusMessage(body: unknown): string | undefined {
  try {
    const status: unknown = typeof body === 'string' ? JSON.parse(body) : body;
    return typeof status === 'object' &&
      status !== null &&
      'message' in status &&
      typeof status.message === 'string'
      ? status.message
      : undefined;
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
