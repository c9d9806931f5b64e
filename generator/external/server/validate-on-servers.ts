import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ImportPackage } from '../packages.ts';
import { inParallel } from '../parallel.ts';
import { openServer } from './client.ts';
import type { ServerDryRun } from './dry-run.ts';
import { DeniedFault, ServerFault } from './kubeconfig.ts';

/** The result of one context. */
export interface ServerResult {
  /** Its name in the kubeconfig. */
  context: string;
  /** The cluster whose objects were sent; absent where all of the fleet were. */
  cluster?: string;
  /** What the server did with the objects; `denied` where the user is not allowed to, `unreachable` where it did not answer. */
  status: 'accepted' | 'rejected' | 'denied' | 'unreachable';
  /** How many distinct objects were sent, and how many of them the server rejects. */
  objects: number;
  rejected: number;
  /** For how many Poolwright and the server come to the same. */
  agreed: number;
  seconds: number;
  /** Why there is no result. */
  error?: string;
}

export interface ServersInput {
  importPackage: ImportPackage;
  /** Milliseconds since any moment. */
  now(): number;
  /** Is called after each object that a server validated. */
  onObject?(): void;
}

/** How many servers validate at a time. */
const AT_A_TIME = 8;

/**
 * Has servers validate a fleet's objects, some at a time. An unreachable server is a result, and an error of the command.
 * @param contexts in the order of the results; an empty one is the current one
 */
export async function validateOnServers(
  contexts: readonly { context: string; cluster?: string }[],
  validate: ServerDryRun['validate'],
  { importPackage, now, onObject }: ServersInput,
): Promise<{ results: ServerResult[]; diagnostics: Diagnostic[] }> {
  const results = await inParallel(contexts, AT_A_TIME, async ({ context, cluster }) => {
    const start = now();
    const of = { context, ...(cluster === undefined ? {} : { cluster }) };
    // The current context has a name once it is opened.
    const seconds = (): number => Math.round(now() - start) / 1000;
    try {
      const server = await openServer(context, importPackage);
      of.context = server.name;
      const { diagnostics, validated, rejected, agreed } = await validate(server, cluster, onObject);
      const status = rejected > 0 ? ('rejected' as const) : ('accepted' as const);
      const result: ServerResult = {
        ...{ ...of, status },
        ...{ objects: validated, rejected, agreed, seconds: seconds() },
      };
      return { result, diagnostics };
    } catch (error) {
      if (!(error instanceof ServerFault)) throw error;
      const { message, help } = error;
      const status = error instanceof DeniedFault ? ('denied' as const) : ('unreachable' as const);
      const result: ServerResult = {
        ...{ ...of, status },
        ...{ objects: 0, rejected: 0, agreed: 0, seconds: seconds(), error: message },
      };
      return { result, diagnostics: [{ code: 'command-failed', severity: 'error', message, help } as const] };
    }
  });
  return {
    results: results.map(({ result }) => result),
    diagnostics: results.flatMap(({ diagnostics }) => diagnostics),
  };
}
