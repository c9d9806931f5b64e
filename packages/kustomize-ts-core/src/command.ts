import { parseArgs } from 'node:util';
import { build, type Resource, toYaml } from './build.ts';
import { KustomizeError } from './errors.ts';
import type { FileSystem } from './fs.ts';
import { outputFiles } from './output-files.ts';
import { joinPath } from './path.ts';

/** The process that the command runs in. */
export interface ProcessContext {
  readonly cwd: string;
  readonly fs: FileSystem;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  writeFile(path: string, text: string): void;
}

const USAGE = `Usage: kustomize-ts build [DIR] [flags]

Prints what 'kustomize build DIR' prints; DIR is the current directory by default.

  -o, --output PATH           write to a file, or one file per object into a directory
      --load-restrictor NAME  LoadRestrictionsRootOnly (default) or LoadRestrictionsNone
      --reorder ORDER         legacy (default) or none; sortOptions of the kustomization take precedence
  -h, --help                  show this text
`;

const RESTRICTIONS: Readonly<Record<string, 'rootOnly' | 'none'>> = {
  LoadRestrictionsRootOnly: 'rootOnly',
  LoadRestrictionsNone: 'none',
};

interface Arguments {
  readonly target: string;
  readonly output: string | undefined;
  readonly loadRestrictions: 'rootOnly' | 'none';
  readonly reorder: 'legacy' | 'none';
}

/** Runs the command and gives its exit code: 0, 1 when the build fails, 2 when the arguments are invalid. */
export function main(args: readonly string[], context: ProcessContext): number {
  const { stdout, stderr } = context;
  let read: Arguments | 'help';
  try {
    read = readArguments(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stderr.write(`Error: ${error.message}\n\n${USAGE}`);
    return 2;
  }
  if (read === 'help') {
    stdout.write(USAGE);
    return 0;
  }
  try {
    write(run(read, context), read.output, context);
    return 0;
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    stderr.write(`Error: ${error.message}\n`);
    return 1;
  }
}

function run(
  { target, loadRestrictions, reorder }: Arguments,
  { cwd, fs, stderr }: ProcessContext,
): Resource[] {
  return build(fs, joinPath(cwd, target), {
    loadRestrictions,
    reorder,
    onWarning: (message) => stderr.write(`# Warning: ${message}\n`),
  });
}

function write(resources: readonly Resource[], output: string | undefined, context: ProcessContext): void {
  if (output === undefined) {
    context.stdout.write(toYaml(resources));
    return;
  }
  const path = joinPath(context.cwd, output);
  if (context.fs.kind(path) !== 'directory') {
    context.writeFile(path, toYaml(resources));
    return;
  }
  for (const [name, text] of outputFiles(resources)) context.writeFile(joinPath(path, name), text);
}

class UsageError extends Error {}

function readArguments(args: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [command, target = '.', ...more] = positionals;
  if (command !== 'build')
    throw new UsageError(command ? `unknown command '${command}'` : 'specify a command');
  if (more.length > 0) throw new UsageError('specify one path to build');
  const restrictor = values['load-restrictor'] ?? 'LoadRestrictionsRootOnly';
  const loadRestrictions = Object.hasOwn(RESTRICTIONS, restrictor) ? RESTRICTIONS[restrictor] : undefined;
  if (loadRestrictions === undefined)
    throw new UsageError(`illegal flag value --load-restrictor ${restrictor}`);
  const reorder = values.reorder ?? 'legacy';
  if (reorder !== 'legacy' && reorder !== 'none')
    throw new UsageError(`illegal flag value --reorder ${reorder}`);
  return { target, output: values.output, loadRestrictions, reorder };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        output: { type: 'string', short: 'o' },
        'load-restrictor': { type: 'string' },
        reorder: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'bad arguments', { cause: error });
  }
}
