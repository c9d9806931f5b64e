import { CelFault } from '@poolwright/crd-validator/cel';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { OwnRule, RuleSet } from '../../load/index.ts';
import { pathText } from '../../render/index.ts';
import type { Subject } from '../subject.ts';
import { blamedField } from './blame.ts';
import { type CompiledText, type KnownFields, RuleCompiler } from './compiler.ts';
import { faultDiagnostic } from './faults.ts';
import { messageOf } from './message.ts';
import type { RuleState } from './state.ts';
import { unknownAt } from './values.ts';

const VARIABLES = ['object', 'oldObject', 'oldSelf', 'environment', 'cluster', 'tier', 'variables'];
/** Those whose value differs between clusters that get the same object. */
const OF_CLUSTER = ['oldObject', 'oldSelf', 'cluster', 'variables'];

/** A rule of a team's own that can be evaluated. */
export interface CompiledRule {
  rule: OwnRule;
  expression: CompiledText;
  messageExpression: CompiledText | undefined;
  /** Whether it may find something else in a cluster that gets the same object. */
  isOfCluster: boolean;
}

/** @param declared the variables of the fleet, where there is one */
export function compileOwnRules(
  { rules }: RuleSet,
  declared: readonly string[] | undefined,
  report: (diagnostic: Diagnostic) => void,
): CompiledRule[] {
  if (rules.length === 0) return [];
  const compiler = new RuleCompiler(VARIABLES, report);
  const fields: KnownFields = declared ? { variables: declared } : {};
  const compile = (source: OwnRule['expression'] | undefined, type: 'bool' | 'string') => {
    const compiled = source && compiler.compile(source, type, fields);
    if (compiled !== 'authorizer') return compiled;
    report({
      code: 'rule-invalid',
      severity: 'error',
      message: 'rules cannot check the permissions of users on a cluster',
      help: 'Write a rule without authorizer',
      ...(source ? { at: source.locate() } : {}),
    });
    return undefined;
  };
  return rules.flatMap((rule) => {
    const expression = compile(rule.expression, 'bool');
    const messageExpression = compile(rule.messageExpression, 'string');
    if (!expression) return [];
    const used = [expression, messageExpression].flatMap((one) => [...(one?.variables ?? [])]);
    const isOfCluster = rule.match.clusters !== undefined || used.some((name) => OF_CLUSTER.includes(name));
    return { rule, expression, messageExpression, isOfCluster };
  });
}

/** What a rule finds wrong with an object; nothing where it holds, or is not about the object. */
export function checkOwnRule(compiled: CompiledRule, subject: Subject, state: RuleState): Diagnostic[] {
  const { rule, expression, messageExpression } = compiled;
  if (!isAbout(rule, subject)) return [];
  // As the CRD's rules: a rule about a change needs something that changes.
  if (expression.variables.has('oldSelf') && state.oldObject === undefined) return [];
  const values = valuesOf(subject, state);
  try {
    const value = expression.evaluate(values);
    if (value === true) return [];
    if (value !== false) throw new CelFault('the expression is neither true nor false');
  } catch (cause) {
    if (!(cause instanceof CelFault)) throw cause;
    return [faultDiagnostic(cause, { rule: rule.id, source: rule.expression, severity: 'error' }, subject)];
  }
  const { text, fault } = messageOf({ expression, message: rule.message, messageExpression }, values);
  const path = blamedField(rule.field, expression, messageExpression);
  const { environment } = subject.scope;
  return [
    {
      code: 'own-rule',
      severity: rule.severity,
      rule: rule.id,
      message: text,
      ...(rule.help === undefined ? {} : { help: rule.help }),
      at: subject.locate(path),
      ...(environment === undefined ? {} : { environment }),
      object: subject.name,
      ...(path.length === 0 ? {} : { field: pathText(path) }),
      related: [
        { message: `the rule ${rule.id}`, at: rule.at },
        ...(fault
          ? [
              {
                message: `its message cannot be evaluated: ${fault.message}`,
                at: rule.messageExpression?.locate(fault.at?.start, fault.at?.end) ?? rule.at,
              },
            ]
          : []),
      ],
    },
  ];
}

function valuesOf({ scope }: Subject, { object, oldObject }: RuleState): Readonly<Record<string, unknown>> {
  const { environment = '', cluster = '', tier = '', variables } = scope;
  const old = oldObject ?? null;
  const values = { object, oldObject: old, oldSelf: old, environment, cluster, tier, variables };
  if (variables === undefined) unknownAt(values, 'variables', 'the values of variables are not known here');
  // An environment without a cluster that has all its values is checked before its variables are filled in.
  if (environment !== '' && cluster === '')
    unknownAt(values, 'cluster', 'no cluster of the environment has all its values');
  return values;
}

function isAbout({ match }: OwnRule, { object, scope }: Subject): boolean {
  const { apiVersion, kind } = object;
  return (
    (match.apiVersion === undefined || match.apiVersion === apiVersion) &&
    isAmong(match.kinds, String(kind)) &&
    isAmong(match.environments, scope.environment) &&
    isAmong(match.tiers, scope.tier) &&
    isAmong(match.clusters, scope.cluster)
  );
}

function isAmong(list: readonly string[] | undefined, value: string | undefined): boolean {
  return list === undefined || (value !== undefined && list.includes(value));
}
