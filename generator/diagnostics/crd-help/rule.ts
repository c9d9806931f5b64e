import type { Steps } from './select.ts';

/** How to fix what breaks a CEL rule. */
export interface RuleHelp {
  /** An imperative sentence without a final full stop; of the value that the rule is about. */
  help: string | ((value: unknown) => string);
  /** The field that is to blame, below the value that the rule is about. */
  at?(value: unknown): Steps;
}

export type RuleTable = Readonly<Record<string, RuleHelp>>;
