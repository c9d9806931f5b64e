import { Environment } from '@marcbachmann/cel-js';
import { compileText } from './cel-text.ts';
import type { Problem } from './finding.ts';
import type { KubeletExpression } from './kubelet-expressions.ts';

/** An expression that Karpenter's CEL refuses, or that no instance type gets a usable value from. */
export interface ExpressionProblem extends Problem {
  reason: 'KubeletExpressionInvalid' | 'KubeletExpressionEvaluationFailed';
}

type Variables = Record<string, bigint | string>;

const limits = { maxAstNodes: 10_000, maxDepth: 100, maxListElements: 1_000, maxMapEntries: 1_000 };

/**
 * Karpenter evaluates on every instance type of the region and wants no failure; these stand for all of them, a
 * common, a small and a large one. Their variables: provider v1.15.1, pkg/cel/environment.go.
 */
const samples: readonly Variables[] = [
  sample('m5.xlarge', 4n, 16384n, 4n, 15n),
  sample('t3.nano', 2n, 512n, 2n, 2n),
  sample('c5.24xlarge', 96n, 196608n, 15n, 50n),
];

function sample(name: string, vcpus: bigint, memory: bigint, enis: bigint, ips: bigint): Variables {
  return {
    vcpus,
    memory_mib: memory,
    default_enis: enis,
    ips_per_eni: ips,
    max_pods: enis * (ips - 1n) + 2n,
    instance_type: name,
  };
}

/** Compiles the expressions and evaluates them; one problem at most for each. */
export function expressionProblems(expressions: readonly KubeletExpression[]): ExpressionProblem[] {
  if (expressions.length === 0) return [];
  const environment = newEnvironment();
  return expressions.flatMap((one) => problemOf(one, environment) ?? []);
}

const VARIABLES = 'vcpus, memory_mib, default_enis, ips_per_eni, max_pods and instance_type';

function newEnvironment(): Environment {
  const environment = new Environment({ limits });
  for (const name of ['vcpus', 'memory_mib', 'default_enis', 'ips_per_eni', 'max_pods']) {
    environment.registerVariable(name, 'int');
  }
  environment.registerVariable('instance_type', 'string');
  for (const [name, pick] of [
    ['max', larger],
    ['min', smaller],
  ] as const) {
    environment.registerFunction(`${name}(int, int): int`, pick);
    environment.registerFunction(`${name}(double, double): double`, pick);
    environment.registerFunction(`${name}(int, double): double`, (a: bigint, b: number) =>
      Number(pick(a, b)),
    );
    environment.registerFunction(`${name}(double, int): double`, (a: number, b: bigint) =>
      Number(pick(a, b)),
    );
  }
  return environment;
}

type Numeric = number | bigint;
const larger = (a: Numeric, b: Numeric): Numeric => (a > b ? a : b);
const smaller = (a: Numeric, b: Numeric): Numeric => (a < b ? a : b);

function problemOf(one: KubeletExpression, environment: Environment): ExpressionProblem | undefined {
  const checked = environment.check(one.text);
  const place = `spec.kubelet.${one.field}${one.key === undefined ? '' : `[${one.key}]`}`;
  const invalid = (text: string): ExpressionProblem => ({
    reason: 'KubeletExpressionInvalid',
    message: `validating expression, ${text} (field=${place})`,
    help: `Correct the expression: it may use ${VARIABLES} and has to give a number`,
    path: one.path,
  });
  if (!checked.valid) {
    return invalid(`compiling expression, ${compileText(one.text, checked.error)} (expression=${one.text})`);
  }
  const type = String(checked.type);
  if (type !== 'int' && type !== 'double') {
    return invalid(`expression must return int or double (expression=${one.text}, output-type=${type})`);
  }
  for (const variables of samples) {
    const message = evaluationText(one, environment, variables);
    if (message !== undefined)
      return {
        reason: 'KubeletExpressionEvaluationFailed',
        message,
        help: `Correct the expression so that it gives a number from 0 upwards for every instance type, ${String(variables.instance_type)} among them`,
        path: one.path,
      };
  }
  return undefined;
}

function evaluationText(
  one: KubeletExpression,
  environment: Environment,
  variables: Variables,
): string | undefined {
  const type = variables.instance_type;
  const wrap =
    one.key === undefined
      ? `(expression=${one.text}, instance-type=${type})`
      : `(expression=${one.text}, field=${one.field}, instance-type=${type}, key=${one.key})`;
  const what = one.key === undefined ? 'maxPods' : 'kubelet resource';
  const value = evaluate(one.text, environment, variables);
  if ('error' in value) {
    const cause = `evaluating expression, ${value.error} (expression=${one.text}, instance-type=${type})`;
    return `evaluating ${what} expression, ${cause} ${wrap}`;
  }
  const withResult = wrap.replace(/\)$/, `, result=${value.number})`);
  if (one.key !== undefined) {
    return value.number < 0 ? `${what} expression evaluated to a negative value ${withResult}` : undefined;
  }
  const fits = value.number >= 0 && value.number <= 2 ** 31 - 1;
  return fits
    ? undefined
    : `maxPods expression evaluated to a value outside the valid range [0, 2147483647] ${withResult}`;
}

function evaluate(
  text: string,
  environment: Environment,
  variables: Variables,
): { number: number } | { error: string } {
  try {
    const value = Number(environment.evaluate(text, variables));
    return Number.isFinite(value)
      ? { number: Math.trunc(value) }
      : { error: 'expression returned a non-finite value' };
  } catch (error) {
    return { error: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}
