import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { readVariablesEnv } from '../emit/cluster.ts';
import type { Options } from './command.ts';
import { readText } from './manifest-files.ts';

/**
 * The values of `--var-file` and, over them, of `--var`; no `variables` where neither was given.
 * @param root folder that the file's path is relative to
 */
export function readVariables(
  root: string,
  options: Options,
): { variables?: Record<string, string> } | { problem: Diagnostic } {
  const pairs = (options.var ?? []) as string[];
  const file = options['var-file'];
  if (pairs.length === 0 && typeof file !== 'string') return {};
  if (typeof file === 'string' && !existsSync(resolve(root, file))) return { problem: noFile(file) };
  const variables = typeof file === 'string' ? readEnvFile(resolve(root, file)) : {};
  for (const pair of pairs) {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined) return { problem: noPair(pair) };
    variables[name] = value;
  }
  return { variables };
}

/** Lines that `variables.env` of a cluster holds are read as a shell reads them, others as Node reads an env file. */
function readEnvFile(path: string): Record<string, string> {
  const text = readText(path);
  const values = Object.entries(parseEnv(text)).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(values), ...readVariablesEnv(text) };
}

function noFile(file: string): Diagnostic {
  return {
    code: 'file-not-found',
    severity: 'error',
    message: `no such file: ${file}`,
    help: 'Name a file of NAME=VALUE lines with --var-file',
  };
}

function noPair(pair: string): Diagnostic {
  return {
    code: 'invalid-value',
    severity: 'error',
    message: `--var ${pair} is not NAME=VALUE`,
    help: 'Write --var NAME=VALUE',
  };
}
