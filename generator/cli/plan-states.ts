import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { readRegularFile } from '../load/regular-file.ts';
import { createForeignState } from '../plan/nodes/foreign-state.ts';
import { parseRunningState, type RunningState, type StateResult } from '../plan/nodes/state.ts';
import { stateFiles } from '../plan/nodes/state-files.ts';
import { STATE_COMMAND } from '../plan/nodes/state-kinds.ts';
import type { Context, Options } from './command.ts';
import { isFault } from './fault.ts';
import type { Planned } from './plan-revisions.ts';
import { type ServerContext, serverContexts } from './server-contexts.ts';

/** What planned clusters run, by their names. */
export interface States {
  states: ReadonlyMap<string, RunningState>;
  diagnostics: Diagnostic[];
}

type Problem = { problem: Diagnostic };

/** Reads what planned clusters run from the files of `--state` and the servers of `--server`; all of them, or none. */
export async function openStates(
  context: Context,
  { state, server }: Options,
  { before, after }: Planned,
  isWanted: (cluster: string, environments: readonly string[]) => boolean,
): Promise<States | Problem> {
  const clusters = [...new Set([...before.environments.keys(), ...after.environments.keys()])].filter(
    (cluster) =>
      isWanted(
        cluster,
        [before, after].flatMap(({ environments }) => environments.get(cluster) ?? []),
      ),
  );
  const files = stateFiles(textsOf(state), clusters);
  if ('problem' in files) return files;
  const contexts = contextsOf(server, clusters);
  if ('problem' in contexts) return contexts;
  const both = files.find(({ cluster }) => contexts.some((one) => one.cluster === cluster));
  if (both)
    return wrongState(
      'invalid-value',
      `--state and --server both name ${both.cluster}`,
      'Leave one of them out, or name the other clusters with --server CLUSTER=CONTEXT',
    );
  const states = new Map<string, RunningState>();
  if (files.length + contexts.length === 0) return { states, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const foreignState = createForeignState({ before, after });
  const add = (cluster: string, result: StateResult, from: string): Diagnostic | undefined => {
    const fault = result.diagnostics.find(({ severity }) => severity === 'error');
    if (!result.state) return fault;
    diagnostics.push(...result.diagnostics);
    states.set(cluster, result.state);
    return fault ?? foreignState(result.state, cluster, `Name its cluster: ${from}`);
  };
  for (const { cluster, file } of files) {
    const text = readState(context, file);
    if (typeof text !== 'string') return text;
    const problem = add(
      cluster,
      parseRunningState(text, file === '-' ? 'standard input' : file),
      '--state CLUSTER=FILE',
    );
    if (problem) return { problem };
  }
  if (contexts.length === 0) return { states, diagnostics };
  const { readRunningStates } = await import('../external/server/running-state.ts');
  const names = contexts.map((one) => one.context);
  const results = await context.stage('server', () => readRunningStates(names, context.importPackage));
  for (const [i, { cluster }] of contexts.entries()) {
    const result = results[i];
    const problem = result && add(cluster, result, '--server CLUSTER=CONTEXT');
    if (problem) return { problem };
  }
  return { states, diagnostics };
}

function textsOf(values: Options[string]): string[] {
  return [values ?? []].flat().map(String);
}

/** The contexts of `--server [CLUSTER=]CONTEXT`, each of one cluster; alone, each cluster's context has its name. */
function contextsOf(
  server: Options[string],
  clusters: readonly string[],
): Required<ServerContext>[] | Problem {
  const written = textsOf(server);
  const contexts = serverContexts(
    written.join() === '' && written.length > 0 ? '{cluster}' : server,
    clusters,
  );
  if ('problem' in contexts) return contexts;
  const [only] = clusters;
  const found: Required<ServerContext>[] = [];
  for (const { context, cluster = clusters.length === 1 ? only : undefined } of contexts) {
    if (cluster === undefined)
      return wrongState(
        'invalid-value',
        `the plan has ${clusters.length} clusters, and --server ${context} does not say which one the context reaches`,
        `Write --server CLUSTER=${context}, with the name of that cluster`,
      );
    found.push({ context, cluster });
  }
  return found;
}

function readState({ cwd }: Context, file: string): string | Problem {
  try {
    return file === '-' ? readFileSync(0, 'utf8') : readRegularFile(resolve(cwd, file), file).toString();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const help = `Write it with ${STATE_COMMAND}`;
    if (code === 'ENOENT') return wrongState('file-not-found', `no such file: ${file}`, help);
    if (code === 'EISDIR')
      return wrongState('state-unreadable', `${file} is a folder, not a file`, `Name a file. ${help}`);
    if (isFault(error)) return wrongState('state-unreadable', message, `Name a file. ${help}`);
    return wrongState('state-unreadable', `${file} cannot be read: ${message}`, help);
  }
}

function wrongState(code: Diagnostic['code'], message: string, help: string): Problem {
  return { problem: { code, severity: 'error', message, help } };
}
