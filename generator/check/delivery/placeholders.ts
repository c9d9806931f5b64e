import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Fleet } from '../../load/fleet.ts';
import type { Path } from '../../load/path.ts';
import { CLUSTER, placeholdersIn } from './placeholders-in.ts';

/** Reports names in braces that stay in a value as they are: all but `{cluster}` in a default or in the value of an environment. */
export function checkPlaceholders({ spec, sources }: Fleet): Diagnostic[] {
  const found: Diagnostic[] = [];
  const check = (text: string, path: Path, filled: readonly string[]): void => {
    const stays = placeholdersIn(text).filter((name) => !filled.includes(name));
    if (stays.length > 0) found.push(literal(stays, filled, sources.locate(path)));
  };
  const checkAll = (
    values: Readonly<Record<string, string>>,
    home: Path,
    filled: readonly string[],
  ): void => {
    for (const [name, value] of Object.entries(values)) check(value, [...home, 'variables', name], filled);
  };
  for (const [name, variable] of Object.entries(spec.variables ?? {}))
    check(variable.default ?? '', ['variables', name, 'default'], [CLUSTER]);
  for (const [environment, { clusters = {}, variables = {} }] of Object.entries(spec.environments)) {
    const home = ['environments', environment];
    checkAll(variables, home, [CLUSTER]);
    for (const [cluster, own] of Object.entries(clusters))
      checkAll(own.variables ?? {}, [...home, 'clusters', cluster], []);
  }
  return found;
}

function literal(stays: readonly string[], filled: readonly string[], at: Diagnostic['at']): Diagnostic {
  const names = stays.join(', ');
  return {
    code: 'unknown-placeholder',
    severity: 'warning',
    message: `${names} ${stays.length === 1 ? 'stays' : 'stay'} as written: ${filled.length > 0 ? 'only {cluster} is filled in' : 'nothing is filled in for the value of a single cluster'}`,
    help: `Write ${filled.length > 0 ? '{cluster}, or ' : ''}the text that clusters should get`,
    ...(at ? { at } : {}),
  };
}
