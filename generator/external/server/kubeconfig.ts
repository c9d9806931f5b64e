import type { KubeConfig } from '@kubernetes/client-node';

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
 * The kubeconfig that kubectl would use, with a context as the current one.
 * @param config an empty one
 * @param context its name; empty for the current one
 * @throws {ServerFault} when it cannot be read, or has no such context
 */
export function readKubeConfig(config: KubeConfig, context: string): KubeConfig {
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

/**
 * The error with which a server responds to a request.
 * @throws {ServerFault} when it was not reached
 */
export function refusalIn(error: Error, server: string): { status: number; message: string | undefined } {
  if ('code' in error && typeof error.code === 'number')
    return { status: error.code, message: 'body' in error ? statusMessage(error.body) : undefined };
  throw new ServerFault(
    `cannot reach the server ${server}: ${error.message}`,
    'Try kubectl version with the same context',
    { cause: error },
  );
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
