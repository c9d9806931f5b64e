import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { schemasFolder } from '../crds/files.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { systemError } from '../write/error.ts';
import { makeFolders } from '../write/folders.ts';
import type { Context, Options, Outcome } from './command.ts';
import { writeReport } from './report-file.ts';
import { landingOf, useInFleets } from './report-target.ts';

/** Prints the JSON Schema of fleet.yaml, or writes it to a file for editors. */
export async function run(context: Context, { output }: Options): Promise<Outcome> {
  const schema = readFileSync(join(schemasFolder(), 'fleet.schema.json'), 'utf8');
  if (output === undefined) return { exitCode: 0, diagnostics: [], product: schema, result: {} };
  const file = String(output);
  const path = resolve(context.root, file);
  const use = useInFleets(landingOf(path), context.root);
  if (use !== undefined) return refused(file, use);
  write(path, schema);
  return {
    exitCode: 0,
    diagnostics: [],
    summary: `${file} written; start fleet.yaml with: # yaml-language-server: $schema=${modelinePath(file)}`,
    result: { output: file },
  };
}

function refused(file: string, use: string): Outcome {
  const problem: Diagnostic = {
    code: 'invalid-value',
    severity: 'error',
    message: `cannot write the schema to ${file}: ${use}`,
    help: 'Name another file, such as schemas/fleet.schema.json',
  };
  return { exitCode: 2, diagnostics: [problem], result: {} };
}

function write(path: string, text: string): void {
  try {
    makeFolders(dirname(path));
  } catch (error) {
    throw systemError(error, path);
  }
  const fault = writeReport(path, dirname(path), text);
  if (fault) throw fault;
}

function modelinePath(file: string): string {
  return /^(?:\/|\.\.?\/|[A-Za-z]:)/.test(file) ? file : `./${file}`;
}
