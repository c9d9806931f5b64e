import type { Severity } from '../../diagnostics/diagnostic.ts';
import type { Impact } from '../../diagnostics/impact.ts';
import { LINT_CODES, type LintCode } from '../../diagnostics/lint-codes.ts';
import type { CodePage } from '../../diagnostics/page.ts';
import type { RuntimeReason } from '../karpenter/index.ts';
import type { LintFinding, LintInput } from './input.ts';
import { type ClusterView, viewOf, withoutOtherProviders } from './view.ts';
import { withWrittenText } from './written-text.ts';

export interface LintRule {
  code: LintCode;
  /** Of its findings, unless one says otherwise. An error means that Karpenter certainly does not work as written. */
  severity: Severity;
  impact: Impact;
  /** One line for lists of rules. */
  summary: string;
  /** The rule's documentation. */
  page: CodePage;
  /** The reason of the runtime finding at the same place that says the same, for those who show both. */
  repeats?: RuntimeReason;
  check(input: LintInput): LintFinding[];
}

/** A finding before its rule has put its name to it; severity and impact where they are not those of the rule. */
export type Fault = Omit<LintFinding, 'code' | 'severity' | 'impact'> &
  Partial<Pick<LintFinding, 'severity' | 'impact'>>;

interface RuleText extends CodePage {
  code: LintCode;
  severity: Severity;
  impact: Impact;
  repeats?: RuntimeReason;
  /** `aws` for a rule about EC2, which looks at no pool with another provider's node class. */
  provider?: 'aws';
  find(view: ClusterView): Fault[];
}

/** A rule from its page and from what it looks for in a cluster. */
export function defineRule({ code, severity, impact, repeats, provider, find, ...page }: RuleText): LintRule {
  return {
    code,
    severity,
    impact,
    summary: LINT_CODES[code],
    ...(repeats === undefined ? {} : { repeats }),
    page,
    check: (input) => {
      const view = viewOf(input);
      const found = find(provider === 'aws' ? withoutOtherProviders(view) : view);
      return found.map((fault) => ({
        severity,
        impact,
        ...fault,
        code,
        help: withWrittenText(fault.help, input.writtenAt?.(fault.object, fault.path)),
      }));
    },
  };
}
