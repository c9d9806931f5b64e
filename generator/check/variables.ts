import type { Value } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostic.ts';
import type { ClusterSpec, Fleet } from '../load/fleet.ts';
import type { EnvironmentObjects } from '../load/objects.ts';
import { DOLLAR, variablesIn } from '../load/template.ts';
import { type GoRegExp, goRegExp } from './schema/regexp.ts';

/** Values against declarations: every variable an environment needs has a value in each of its clusters, and the right form. */
export function checkVariables(fleet: Fleet): Diagnostic[] {
  const patterns = compilePatterns(fleet);
  const used = new Set<string>();
  const found = [...patterns.diagnostics];
  for (const environment of fleet.objects.environments) {
    const needed = neededVariables(environment);
    for (const name of needed) used.add(name);
    const clusters = Object.entries(fleet.spec.environments[environment.name]?.clusters ?? {});
    for (const name of needed) {
      const without = clusters.filter(([, cluster]) => lacks(cluster, name)).map(([cluster]) => cluster);
      if (without.length > 0) found.push(undefinedVariable(fleet, environment.name, without, name));
    }
    for (const [cluster, { variables }] of clusters) {
      for (const [name, value] of Object.entries(variables ?? {})) {
        const at = (): Diagnostic['at'] & object =>
          fleet.sources.locate(['environments', environment.name, 'clusters', cluster, 'variables', name]);
        const pattern = patterns.of.get(name);
        if (pattern && !pattern.expression.test(value))
          found.push(breaksPattern(environment.name, cluster, name, value, pattern.source, at()));
        if (/[\r\n]/.test(value)) found.push(lineBreak(environment.name, cluster, name, at()));
      }
    }
  }
  for (const name of Object.keys(fleet.spec.variables ?? {}))
    if (!used.has(name)) found.push(unused(fleet, name));
  return found;
}

/** Names of the variables that every cluster of an environment must have a value for. */
export function neededVariables(environment: EnvironmentObjects): Set<string> {
  const needed = new Set(environment.objects.flatMap((object) => [...variablesOf(object.value)]));
  needed.delete(DOLLAR);
  return needed;
}

export function lacks(cluster: ClusterSpec, variable: string): boolean {
  return !Object.hasOwn(cluster.variables ?? {}, variable);
}

/** Names of the variables that an object in emitted form refers to. */
function* variablesOf(value: Value): Generator<string> {
  if (typeof value === 'string') yield* variablesIn(value);
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) yield* variablesOf(item);
}

interface Pattern {
  source: string;
  expression: GoRegExp;
}

function compilePatterns(fleet: Fleet): { of: Map<string, Pattern>; diagnostics: Diagnostic[] } {
  const of = new Map<string, Pattern>();
  const diagnostics: Diagnostic[] = [];
  for (const [name, { pattern }] of Object.entries(fleet.spec.variables ?? {})) {
    if (pattern === undefined) continue;
    const expression = goRegExp(`^(?:${pattern})$`);
    try {
      expression.test('');
      of.set(name, { source: pattern, expression });
    } catch (error) {
      diagnostics.push({
        code: 'invalid-value',
        severity: 'error',
        message: `the pattern of ${name} is no regular expression (RE2): ${error instanceof Error ? error.message : String(error)}`,
        mend: 'Correct the pattern',
        at: fleet.sources.locate(['variables', name, 'pattern']),
      });
    }
  }
  return { of, diagnostics };
}

function undefinedVariable(fleet: Fleet, environment: string, clusters: string[], name: string): Diagnostic {
  const [first = ''] = clusters;
  const one = clusters.length === 1;
  return {
    code: 'undefined-variable',
    severity: 'error',
    message: one
      ? `the cluster ${first} has no value for ${name}, which its objects need`
      : `${clusters.length} clusters have no value for ${name}, which their objects need`,
    mend: `Add ${name} to the variables of ${one ? first : 'each of them'}`,
    at: fleet.sources.locate(['environments', environment, 'clusters', first], 'key'),
    environment,
    clusters,
  };
}

function breaksPattern(
  environment: string,
  cluster: string,
  name: string,
  value: string,
  pattern: string,
  at: Diagnostic['at'] & object,
): Diagnostic {
  return {
    code: 'variable-pattern',
    severity: 'error',
    message: `${name} of ${cluster} is ${JSON.stringify(value)}, which does not match its pattern ${pattern}`,
    mend: 'Correct the value, or the pattern under spec.variables',
    at,
    environment,
    clusters: [cluster],
  };
}

function lineBreak(
  environment: string,
  cluster: string,
  name: string,
  at: Diagnostic['at'] & object,
): Diagnostic {
  return {
    code: 'variable-value',
    severity: 'error',
    message: `${name} of ${cluster} holds a line break, which Flux removes and envsubst keeps`,
    mend: 'Write the value on one line',
    at,
    environment,
    clusters: [cluster],
  };
}

function unused(fleet: Fleet, name: string): Diagnostic {
  return {
    code: 'unused-variable',
    severity: 'warning',
    message: `the variable ${name} is declared and used by no object of any environment`,
    mend: 'Use it, or remove its declaration',
    at: fleet.sources.locate(['variables', name], 'key'),
  };
}
