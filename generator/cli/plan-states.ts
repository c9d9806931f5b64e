import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { readRegularFile } from '../load/regular-file.ts';
import { createForeignState } from '../plan/nodes/foreign-state.ts';
import { parseRunningState, type RunningState, type StateResult } from '../plan/nodes/state.ts';
import { type StateFile, stateFiles } from '../plan/nodes/state-files.ts';
import { STATE_COMMAND } from '../plan/nodes/state-kinds.ts';
import type { Context, Options } from './command.ts';
import { isFault } from './fault.ts';
import type { Planned } from './plan-revisions.ts';

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
  const contexts = serverContexts(textsOf(server), clusters);
  if ('problem' in contexts) return contexts;
  const states = new Map<string, RunningState>();
  if (files.length + contexts.length === 0) return { states, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const foreignState = createForeignState({ before, after });
  const add = (cluster: string, result: StateResult, from: string): Diagnostic | undefined => {
    const fault = result.diagnostics.find(({ severity }) => severity === 'error');
    if (!result.state) return fault;
    diagnostics.push(...result.diagnostics);
    states.set(cluster, result.state);
    return fault ?? foreignState(result.state, cluster, `Name the cluster that it is from: ${from}`);
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
  const { readRunningState } = await import('../external/server/running-state.ts');
  const read = contexts.map(async ({ cluster, file }) => ({
    cluster,
    result: await readRunningState(file, context.importPackage),
  }));
  for (const { cluster, result } of await context.stage('server', () => Promise.all(read))) {
    const problem = add(cluster, result, '--server CLUSTER=CONTEXT');
    if (problem) return { problem };
  }
  return { states, diagnostics };
}

function textsOf(values: Options[string]): string[] {
  return [values ?? []].flat().map(String);
}

/** The contexts of `--server [CLUSTER=]CONTEXT`, in place of files; alone, each cluster's context has its name. */
function serverContexts(written: readonly string[], clusters: readonly string[]): StateFile[] | Problem {
  if (written.length === 1 && written[0] === '')
    return clusters.map((cluster) => ({ cluster, file: cluster }));
  const contexts = stateFiles(written, clusters);
  if (!('problem' in contexts)) return contexts;
  const asServer = (text: string | undefined): string =>
    (text ?? '').replaceAll('--state', '--server').replaceAll('=FILE', '=CONTEXT');
  const { problem } = contexts;
  return { problem: { ...problem, message: asServer(problem.message), help: asServer(problem.help) } };
}

function readState({ cwd }: Context, file: string): string | Problem {
  try {
    return file === '-' ? readFileSync(0, 'utf8') : readRegularFile(resolve(cwd, file), file).toString();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const help = `Write it with ${STATE_COMMAND}`;
    if (code === 'ENOENT') return wrongState('file-not-found', `there is no file ${file}`, help);
    if (code === 'EISDIR')
      return wrongState('command-failed', `${file} is a folder, not a file`, `Name a file. ${help}`);
    if (isFault(error)) return wrongState('command-failed', message, `Name a file. ${help}`);
    return wrongState('command-failed', `${file} cannot be read: ${message}`, help);
  }
}

function wrongState(code: Diagnostic['code'], message: string, help: string): Problem {
  return { problem: { code, severity: 'error', message, help } };
}
