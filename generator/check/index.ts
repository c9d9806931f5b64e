import { createCache } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createFindings, sorted } from '../diagnostics/findings.ts';
import { causedByEqualValues } from './delivery/equal-values.ts';
import { causedByFields } from './delivery/field-cause.ts';
import { checkFieldPlaceholders } from './delivery/field-placeholders.ts';
import { checkPlaceholders } from './delivery/placeholders.ts';
import { checkSettingPlaceholders } from './delivery/setting-placeholders.ts';
import { checkSettings } from './delivery/settings.ts';
import { checkSource } from './delivery/source.ts';
import { checkVariables } from './delivery/variables.ts';
import { checkEnvironment } from './environment.ts';
import type { CheckInput } from './input.ts';
import { withoutRepeats } from './lint/repeats.ts';
import { applyPolicy } from './policy/policy.ts';
import { checkReplacedLists } from './replaced-lists.ts';
import { environmentScope } from './scope.ts';

export type { CheckInput } from './input.ts';

/**
 * Renders what every cluster would get and checks it: that the overlays are what the fleet declares, that envsubst, Flux and Argo CD
 * deliver the same objects, and that the API server and Karpenter would accept them.
 */
export function check(input: CheckInput): Diagnostic[] {
  const findings = createFindings();
  for (const diagnostic of checkVariables(input.fleet)) findings.add(diagnostic);
  for (const diagnostic of checkPlaceholders(input.fleet)) findings.add(diagnostic);
  for (const diagnostic of checkFieldPlaceholders(input.fleet)) findings.add(diagnostic);
  for (const diagnostic of checkSettingPlaceholders(input.fleet)) findings.add(diagnostic);
  for (const diagnostic of checkSettings(input.fleet)) findings.add(diagnostic);
  for (const diagnostic of checkReplacedLists(input.fleet, input.only)) findings.add(diagnostic);
  if (!input.rules && input.fleet.rules.files.length > 0)
    throw new Error('the fleet has rules: pass rules: compileRules(fleet)');
  for (const diagnostic of input.rules?.diagnostics ?? []) findings.add(diagnostic);
  const cache = input.cache ?? createCache();
  for (const { name } of input.fleet.objects.environments)
    if (input.only?.has(name) ?? true)
      checkEnvironment(input, environmentScope(input.fleet, name), cache, findings);
  for (const diagnostic of checkSource(input)) findings.add(diagnostic);
  const known = causedByEqualValues(
    causedByFields(input.fleet, [...withoutRepeats(findings.list()), ...(input.found ?? [])]),
  );
  const found = applyPolicy(input.fleet, known, input.today);
  // A waiver may be for an environment that was not checked.
  return sorted(input.only ? found.filter(({ code }) => code !== 'unused-waiver') : found);
}
