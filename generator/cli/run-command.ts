import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { programId } from '../cache/program-id.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Request } from './arguments.ts';
import type { Context, ExitCode, Outcome, Run } from './command.ts';
import { asFault, type Fault, isInterruption } from './fault.ts';
import { type Printing, printOutcome } from './print.ts';
import type { ProcessContext } from './process-context.ts';
import { landingOf, reportTargetFault } from './report-target.ts';
import { createStages, type Stages, showsProgress } from './stages.ts';

/** The outcome of a command, and the names of the stages it ran. */
export interface CommandResult {
  exitCode: ExitCode;
  stages: readonly string[];
}

/** A command line that runs a command. */
export type RunRequest = Request & { kind: 'run' };

/**
 * Runs a command and prints its outcome: the product on stdout, the rest on stderr.
 * @param load gives the command's code, which is loaded only here
 */
export async function runCommand(
  request: RunRequest,
  root: string,
  around: ProcessContext,
  load: () => Promise<{ run: Run }>,
): Promise<CommandResult> {
  const stages = createStages({ ...around, isShown: showsProgress(around.env, request.options) });
  const { options, positionals, entry } = request;
  const paths = entry.positionals.some((one) => /PATH|FILE|SOURCE/.test(one)) ? positionals : [];
  const targetFaults: (Fault | undefined)[] = [];
  for (const wanted of request.formats)
    targetFaults.push(await reportTargetFault(wanted, { root, cwd: around.cwd, options, paths }));
  const printing: Printing = {
    command: request.name,
    formats: request.formats.filter((_, i) => targetFaults[i] === undefined),
    root,
    around,
    isQuiet: request.options.quiet === true,
    ...(request.maxFindings === undefined ? {} : { maxFindings: request.maxFindings }),
    color: () => !isPlain(around) && around.stderr.isTTY === true,
    columns: () => (around.stderr.isTTY === true ? around.stderr.columns || undefined : undefined),
  };
  /** Gives the exit code, which is another one where a report cannot be written. */
  const show = (outcome: Outcome): ExitCode => {
    stages.finish();
    const unwritten = printOutcome(outcome, printing);
    for (const fault of unwritten) around.stderr.write(`error: ${fault.message}\n  help: ${fault.help}\n`);
    if (request.options.timing) around.stderr.write(stages.report());
    return unwritten.length > 0 ? 3 : outcome.exitCode;
  };
  const context = contextOf(request, root, around, stages, show);
  try {
    if (!isFolder(root)) throw new NoFolder(root);
    for (const fault of targetFaults) if (fault) throw fault;
    const { run } = await load();
    const exitCode = show(await run(context, options, positionals));
    return { exitCode, stages: stages.names() };
  } catch (error) {
    stages.finish();
    const fault = asFault(error);
    if (!fault) throw error;
    const exitCode = isInterruption(fault) ? 130 : fault.isNotFound || fault.isWrongArgument ? 2 : 3;
    return {
      exitCode: show({ exitCode, diagnostics: [diagnosticOf(fault)], result: {} }),
      stages: stages.names(),
    };
  }
}

/** What the command gets of the process. */
function contextOf(
  request: RunRequest,
  root: string,
  around: ProcessContext,
  stages: Stages,
  print: (outcome: Outcome) => void,
): Context {
  return {
    root,
    cwd: around.cwd,
    env: around.env,
    today: around.today,
    get reports() {
      const live = typeof request.options.report === 'string' ? [request.options.report] : [];
      const files = request.formats.flatMap(({ file }) => file ?? []);
      return [...files, ...live].map((file) => landingOf(resolve(around.cwd, file)));
    },
    get program() {
      return programId();
    },
    get color() {
      return !isPlain(around) && around.stdout.isTTY === true;
    },
    get width() {
      return Number(around.env.COLUMNS) || around.stdout.columns || Number.POSITIVE_INFINITY;
    },
    stage: stages.run,
    progress: stages.progress,
    say: (text) => around.stderr.write(text),
    print,
    interruption: around.interruption,
    importPackage: around.importPackage,
    now: around.now,
    openTerminal: async () => around.openTerminal?.(),
  };
}

/** Whether the user wants no colors: no-color.org. */
function isPlain({ env }: ProcessContext): boolean {
  return env.NO_COLOR !== undefined && env.NO_COLOR !== '';
}

function diagnosticOf({ message, help, isNotFound, isWrongArgument }: Fault): Diagnostic {
  const code = isNotFound ? 'file-not-found' : isWrongArgument ? 'invalid-value' : 'command-failed';
  return { code, severity: 'error', message, help };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

class NoFolder extends Error {
  readonly isNotFound = true;
  readonly help = 'Name a folder that exists with --cwd';
  constructor(root: string) {
    super(`no such folder: ${root}`);
  }
}
