import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { schemasFolder } from '../crds/files.ts';
import { systemError } from '../write/error.ts';
import { makeFolders } from '../write/folders.ts';
import type { Context, Options, Outcome } from './command.ts';

/** Prints the JSON Schema of fleet.yaml, or writes it to a file for editors. */
export async function run(context: Context, { output }: Options): Promise<Outcome> {
  const schema = readFileSync(join(schemasFolder(), 'fleet.schema.json'), 'utf8');
  if (output === undefined) return { exitCode: 0, diagnostics: [], product: schema, result: {} };
  const file = String(output);
  write(resolve(context.root, file), schema);
  return {
    exitCode: 0,
    diagnostics: [],
    summary: `${file} written; start fleet.yaml with: # yaml-language-server: $schema=${modelinePath(file)}`,
    result: { output: file },
  };
}

function write(path: string, text: string): void {
  try {
    makeFolders(dirname(path));
    writeFileSync(path, text);
  } catch (error) {
    throw systemError(error, path);
  }
}

function modelinePath(file: string): string {
  return /^(?:\/|\.\.?\/|[A-Za-z]:)/.test(file) ? file : `./${file}`;
}
