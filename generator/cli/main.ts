import { resolve } from 'node:path';
import { readArguments } from './arguments.ts';
import type { ExitCode } from './command.ts';
import type { namesOf } from './completion/names.ts';
import { commandHelp, overview } from './help.ts';
import type { ProcessContext } from './process-context.ts';
import type { CommandResult, RunRequest } from './run-command.ts';

/** Gives the code that runs commands, which takes longer to load than the help does. */
export type LoadCommands = (name: string) => Promise<Commands>;

export interface Commands {
  /** @param root absolute path of the folder that holds fleet.yaml */
  runCommand(request: RunRequest, root: string, around: ProcessContext): Promise<CommandResult>;
  /** Missing from the gate's file, which has no other command. */
  namesOf?: typeof namesOf;
  /** Gets the stages that the command ran. */
  done?(stages: readonly string[]): void;
}

/** Runs one command line and gives its exit code. */
export async function main(
  argv: readonly string[],
  around: ProcessContext,
  load: LoadCommands,
): Promise<ExitCode> {
  const request = readArguments(argv);
  switch (request.kind) {
    case 'overview':
      around.stdout.write(overview());
      return 0;
    case 'version': {
      const { VERSION } = await import('../version.ts');
      around.stdout.write(`${VERSION}\n`);
      return 0;
    }
    case 'help':
      around.stdout.write(commandHelp(request.name, request.entry));
      return 0;
    case 'wrong':
      around.stderr.write(`error: ${request.message}\n  help: ${request.help}\n`);
      return 2;
    case 'complete': {
      const { complete } = await import('./completion/complete.ts');
      around.stdout.write(await complete(request.line, around, () => load('completion')));
      return 0;
    }
    case 'run': {
      const commands = await load(request.name);
      const root = resolve(around.cwd, String(request.options.cwd ?? '.'));
      const { exitCode, stages } = await commands.runCommand(request, root, around);
      commands.done?.(stages);
      return exitCode;
    }
  }
}
