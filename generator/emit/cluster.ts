import type { Values } from '../load/fleet.ts';
import { DOLLAR } from '../load/template.ts';
import { shellQuoted } from './shell.ts';

/** The values a cluster's overlay is substituted with, including `DOLLAR` where a literal `$` needs it. */
export function clusterVariables(values: Values, literalDollar: boolean): Record<string, string> {
  return { ...values, ...(literalDollar ? { [DOLLAR]: '$' } : {}) };
}

/** `NAME='value'` lines for a shell: `set -a; . variables.env; set +a`. */
export function variablesEnv(variables: Record<string, string>): string {
  return Object.keys(variables)
    .toSorted()
    .map((name) => `${name}=${shellQuoted(variables[name] ?? '')}\n`)
    .join('');
}

/** Reads what `variablesEnv` writes; other lines set nothing and are skipped. */
export function readVariablesEnv(text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [, name, quoted] of text.matchAll(/^([A-Za-z_][A-Za-z0-9_]*)='((?:[^']|'\\'')*)'$/gm)) {
    if (name !== undefined && quoted !== undefined) variables[name] = quoted.replaceAll("'\\''", "'");
  }
  return variables;
}
