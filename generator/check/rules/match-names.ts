import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/suggest.ts';
import type { Fleet } from '../../load/index.ts';

/**
 * Names in `match` that the fleet does not have and that are near to one that it has; other fleets may have the others, since several
 * share rules.
 */
export function misspelledNames({ rules: { rules }, spec }: Pick<Fleet, 'rules' | 'spec'>): Diagnostic[] {
  const environments = Object.entries(spec.environments);
  const known = {
    environments: environments.map(([name]) => name),
    clusters: environments.flatMap(([, { clusters }]) => Object.keys(clusters ?? {})),
    tiers: ['production', 'staging', 'development', 'test'],
  };
  return rules.flatMap(({ id, match, at }) =>
    (['environments', 'clusters', 'tiers'] as const).flatMap((kind) =>
      (match[kind] ?? []).flatMap((name) => {
        const near = known[kind].includes(name) ? undefined : nearest(name, known[kind]);
        return near === undefined ? [] : [misspelled(id, kind, name, near, at)];
      }),
    ),
  );
}

function misspelled(
  rule: string,
  kind: string,
  name: string,
  near: string,
  at: Diagnostic['at'],
): Diagnostic {
  return {
    code: 'rule-invalid',
    severity: 'warning',
    rule,
    message: `${rule} matches ${name}, which is not among the ${kind} of the fleet`,
    help: `Did you mean ${near}?`,
    ...(at ? { at } : {}),
  };
}
