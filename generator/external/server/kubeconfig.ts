import type { KubeConfig } from '@kubernetes/client-node';
import { ExplainedError } from '../../diagnostics/explained-error.ts';

/** A server was needed, but cannot be reached or does not respond. */
export class ServerFault extends ExplainedError {
  override readonly name = 'ServerFault';
}

/** A server rejects the credentials, or denies access. */
export class DeniedFault extends ServerFault {
  /** The rules of a ClusterRole that would allow it, as YAML. */
  readonly rules: readonly string[];

  constructor(
    message: string,
    rules: readonly string[],
    help = `Add to a ClusterRole of the user: ${rules.join(', ')}`,
  ) {
    super(message, help);
    this.rules = rules;
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
      `cannot read the kubeconfig: ${lineOf(cause)}`,
      'Set KUBECONFIG to a file that kubectl can use',
      { cause },
    );
  }
  const contexts = config.getContexts().map(({ name }) => name);
  if (context !== '') {
    if (!contexts.includes(context))
      throw new ServerFault(
        `the kubeconfig has no context ${context}`,
        `Name one of ${contexts.join(', ') || 'its contexts (it has none)'}`,
      );
    config.setCurrentContext(context);
  }
  return config;
}

/** What an error says, in one line: without the excerpt that the YAML parser appends. */
export function lineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [message = ''] = text.split('\n\n');
  return message
    .replace(/ \((\d+):(\d+)\)$/, ' in line $1, column $2')
    .replace(/\s+/g, ' ')
    .trim();
}
