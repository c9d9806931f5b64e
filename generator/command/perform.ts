import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reportJson } from '../report/json.ts';
import { countText, reportText } from '../report/text.ts';
import type { Request } from './arguments.ts';
import { isFault, isInterruption } from './fault.ts';
import type { Surroundings } from './main.ts';
import type { Context, ExitCode, Outcome } from './run.ts';
import { createStages } from './stages.ts';

/** Runs a command and prints what came of it: the product on stdout, the rest on stderr. */
export async function perform(
  request: Request & { kind: 'run' },
  root: string,
  around: Surroundings,
): Promise<ExitCode> {
  const { stdout, stderr } = around;
  const plain = around.env.NO_COLOR !== undefined && around.env.NO_COLOR !== '';
  const stages = createStages(stderr, around.now, around.peakMemory);
  const context: Context = {
    root,
    color: !plain && stdout.isTTY === true,
    stage: stages.run,
    say: (text) => stderr.write(text),
    print: (outcome) => show(outcome),
    interruption: around.interruption,
  };
  const show = (outcome: Outcome): void => {
    stages.finish();
    print(request, outcome, { root, color: !plain && stderr.isTTY === true, around });
    if (request.options.timing) stderr.write(stages.report());
  };
  let outcome: Outcome;
  try {
    if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new NoFolder(root);
    const { run } = await request.entry.load();
    outcome = await run(context, request.options, request.positionals);
  } catch (error) {
    stages.finish();
    if (!isFault(error)) throw error;
    stderr.write(`error: ${error.message}\n  mend ${error.mend}\n`);
    if (isInterruption(error)) return 130;
    return error instanceof NoFolder ? 2 : 3;
  }
  show(outcome);
  return outcome.exitCode;
}

function print(
  request: Request & { kind: 'run' },
  outcome: Outcome,
  { root, color, around: { stdout, stderr } }: { root: string; color: boolean; around: Surroundings },
): void {
  if (request.options.format === 'json') {
    stdout.write(reportJson(request.name, outcome.diagnostics, outcome.result));
    return;
  }
  if (outcome.product) stdout.write(outcome.product);
  if (outcome.diagnostics.length > 0) {
    stderr.write(reportText(outcome.diagnostics, { color, textOf: (file) => textOf(join(root, file)) }));
    stderr.write(`\n${countText(outcome.diagnostics)}\n`);
  }
  if (outcome.summary) stderr.write(`${outcome.summary}\n`);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // a frame is a help, not the message
  }
}

class NoFolder extends Error {
  readonly mend = 'Name a folder that exists with --cwd';
  constructor(root: string) {
    super(`there is no folder ${root}`);
  }
}
