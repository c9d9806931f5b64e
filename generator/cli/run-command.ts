import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { programId } from '../cache/program-id.ts';
import { sorted } from '../diagnostics/findings.ts';
import { REPORTERS } from '../report/index.ts';
import { countText, reportText } from '../report/text.ts';
import { VERSION } from '../version.ts';
import { systemError } from '../write/error.ts';
import { fromTop, isAnnotation } from './annotation-paths.ts';
import type { Request } from './arguments.ts';
import type { Context, ExitCode, Outcome } from './command.ts';
import { asFault, isInterruption } from './fault.ts';
import type { ProcessContext } from './process-context.ts';
import { createStages } from './stages.ts';

/** Runs a command and prints what came of it: the product on stdout, the rest on stderr. */
export async function runCommand(
  request: Request & { kind: 'run' },
  root: string,
  around: ProcessContext,
): Promise<ExitCode> {
  const plain = around.env.NO_COLOR !== undefined && around.env.NO_COLOR !== '';
  const stages = createStages(() => around.stderr, around.now, around.peakMemory);
  const context: Context = {
    root,
    cwd: around.cwd,
    env: around.env,
    today: around.today,
    get program() {
      return programId();
    },
    get color() {
      return !plain && around.stdout.isTTY === true;
    },
    stage: stages.run,
    say: (text) => around.stderr.write(text),
    print: (outcome) => show(outcome),
    interruption: around.interruption,
  };
  const show = (outcome: Outcome): void => {
    stages.finish();
    print(
      request,
      { ...outcome, diagnostics: sorted(outcome.diagnostics) },
      { root, color: () => !plain && around.stderr.isTTY === true, around },
    );
    if (request.options.timing) around.stderr.write(stages.report());
  };
  try {
    if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new NoFolder(root);
    const { run } = await request.entry.load();
    const outcome = await run(context, request.options, request.positionals);
    show(outcome);
    return outcome.exitCode;
  } catch (error) {
    stages.finish();
    const fault = asFault(error);
    if (!fault) throw error;
    const { message, help } = fault;
    const exitCode = isInterruption(fault) ? 130 : fault instanceof NoFolder ? 2 : 3;
    show({
      exitCode,
      diagnostics: [{ code: 'command-failed', severity: 'error', message, help }],
      result: {},
    });
    return exitCode;
  }
}

/** Reports to files, then the product or the one report that was asked for in its place, then what is for people. */
function print(
  request: Request & { kind: 'run' },
  outcome: Outcome,
  { root, color, around }: { root: string; color(): boolean; around: ProcessContext },
): void {
  const report = {
    command: request.name,
    version: VERSION,
    diagnostics: outcome.diagnostics,
    result: outcome.result,
  };
  const text = (colored: boolean): string =>
    reportText(outcome.diagnostics, {
      color: colored,
      textOf: outcome.textOf ?? ((file) => textOf(join(root, file))),
    });
  let replaced = false;
  for (const { format, file } of request.formats) {
    const isPlaced = outcome.isFromTop || !isAnnotation(format);
    const diagnostics = isPlaced ? report.diagnostics : fromTop(report.diagnostics, root, around);
    const made = REPORTERS[format]?.({ ...report, diagnostics }) ?? (file === undefined ? '' : text(false));
    if (file !== undefined) writeReport(resolve(around.cwd, file), made);
    else if (format !== 'text') {
      around.stdout.write(made);
      replaced = true;
    }
  }
  if (replaced) return;
  if (outcome.product) around.stdout.write(outcome.product);
  if (outcome.diagnostics.length > 0)
    around.stderr.write(`${text(color())}\n${countText(outcome.diagnostics)}\n`);
  if (outcome.summary) around.stderr.write(`${outcome.summary}\n`);
}

function writeReport(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw systemError(error, path);
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // a frame is a help, not the message
  }
}

class NoFolder extends Error {
  readonly help = 'Name a folder that exists with --cwd';
  constructor(root: string) {
    super(`there is no folder ${root}`);
  }
}
