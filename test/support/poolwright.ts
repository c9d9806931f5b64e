import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { CLI, type CommandResult, PROJECT } from './run.ts';

/** One command line for the thread. */
export interface ThreadRequest {
  cwd: string;
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
}

/** The outcome; `bug` is the stack of an error that the command does not handle. */
export type ThreadAnswer = CommandResult & { bug?: string };

/** What the thread starts with. */
export interface ThreadInput {
  /** The built command line, which a program installed by the command has to call. */
  cli: string;
  /** Where the answers go. */
  port: MessagePort;
  /** A number that the thread raises by one for each answer. */
  answered: Int32Array;
}

/** Milliseconds after which a command is given up. */
const PATIENCE = 600_000;

interface Thread {
  ask(request: ThreadRequest): ThreadAnswer;
  askLater(request: ThreadRequest): Promise<ThreadAnswer>;
}

type Env = Readonly<Record<string, string | undefined>>;

let thread: Thread | undefined;

/**
 * Runs the built command in a thread of this process, and waits for it. Node and the command then start once for all tests of a process,
 * which is ten times as fast as `run(process.execPath, [CLI, …])`. Day is 2026-01-01, nothing is a terminal, and stdin is not for it.
 * @param env variables beside those of this process
 * @throws {Error} for a bug, which ends a process with exit code 3
 */
export function poolwright(cwd: string, args: readonly string[], env: Env = {}): CommandResult {
  thread ??= startThread();
  return resultOf(args, thread.ask({ cwd, args, env: around(env) }));
}

/** The same without blocking, for a command that needs what this process serves. */
export async function poolwrightAsync(
  cwd: string,
  args: readonly string[],
  env: Env = {},
): Promise<CommandResult> {
  thread ??= startThread();
  return resultOf(args, await thread.askLater({ cwd, args, env: around(env) }));
}

function around(env: Env): Env {
  return { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env };
}

function resultOf(args: readonly string[], { bug, ...result }: ThreadAnswer): CommandResult {
  if (bug === undefined) return result;
  thread = undefined; // what such a thread still does is unknown
  throw new Error(`poolwright ${args.join(' ')}: ${bug}`);
}

function startThread(): Thread {
  const { port1: here, port2: port } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  // As one script, since a thread that needed tsx would start more slowly than the command does.
  const [script] = buildSync({
    entryPoints: [fileURLToPath(new URL('poolwright.worker.ts', import.meta.url))],
    absWorkingDir: PROJECT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['development'],
    external: [join(PROJECT, 'dist/*')],
    write: false,
  }).outputFiles;
  const worker = new Worker(script?.text ?? '', {
    eval: true,
    execArgv: [],
    workerData: { cli: CLI, port, answered },
    transferList: [port],
  });
  worker.unref();
  /** Those whose answers have not come; the thread answers in order. */
  const waiting: ((answer: ThreadAnswer) => void)[] = [];
  here.on('message', (answer: ThreadAnswer) => {
    waiting.shift()?.(answer);
    if (waiting.length === 0) here.unref();
  });
  here.unref();
  return {
    ask: (request) => {
      if (waiting.length > 0) throw new Error('a command still runs: await it first');
      const before = Atomics.load(answered, 0);
      here.postMessage(request);
      Atomics.wait(answered, 0, before, PATIENCE);
      const answer = receiveMessageOnPort(here)?.message as ThreadAnswer | undefined;
      if (!answer) throw new Error(`poolwright ${request.args.join(' ')}: no answer in ten minutes`);
      return answer;
    },
    askLater: (request) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        here.ref();
        here.postMessage(request);
      }),
  };
}
