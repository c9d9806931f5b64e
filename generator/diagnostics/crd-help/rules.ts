import { NODE_CLASS_RULES } from './node-class-rules.ts';
import { NODE_POOL_RULES } from './node-pool-rules.ts';
import type { RuleTable } from './rule.ts';
import type { Steps } from './select.ts';
import { SELECTOR_RULES } from './selector-rules.ts';

/** By the message of the rule: every CEL rule of Karpenter's CRDs, in every version. */
export const RULES: RuleTable = { ...NODE_CLASS_RULES, ...SELECTOR_RULES, ...NODE_POOL_RULES };

/**
 * Help for a value that breaks a CEL rule, and the steps from it to the field that is to blame; undefined for a rule that is not
 * known.
 * @param message the rule's own message, or what the API server says around it
 * @param value what the rule is about
 */
export function ruleHelp(message: string, value: unknown): { help: string; steps: Steps } | undefined {
  const rule = RULES[message] ?? RULES[Object.keys(RULES).find((known) => message.endsWith(known)) ?? ''];
  if (rule === undefined) return undefined;
  return {
    help: typeof rule.help === 'string' ? rule.help : rule.help(value),
    steps: rule.at?.(value) ?? [],
  };
}
