import type { Value } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostic.ts';
import type { Fleet } from '../load/fleet.ts';
import { DOLLAR, variablesIn } from '../load/template.ts';

/** Values against declarations: every variable an environment needs has a value in each of its clusters, and the right form. */
export function checkVariables(fleet: Fleet): Diagnostic[] {
  const patterns = compilePatterns(fleet);
  const used = new Set<string>();
  const found = [...patterns.diagnostics];
  for (const environment of fleet.objects.environments) {
    const needed = new Set(environment.objects.flatMap((object) => [...variablesOf(object.value)]));
    needed.delete(DOLLAR);
    for (const name of needed) used.add(name);
    for (const [cluster, { variables }] of Object.entries(
      fleet.spec.environments[environment.name]?.clusters ?? {},
    )) {
      const path = ['environments', environment.name, 'clusters', cluster];
      for (const name of needed) {
        if (variables?.[name] === undefined)
          found.push(undefinedVariable(fleet, environment.name, cluster, name));
      }
      for (const [name, value] of Object.entries(variables ?? {})) {
        const at = fleet.sources.locate([...path, 'variables', name]);
        const pattern = patterns.of.get(name);
        if (pattern && !pattern.test(value))
          found.push(breaksPattern(environment.name, cluster, name, value, pattern, at));
        if (/[\r\n]/.test(value)) found.push(lineBreak(environment.name, cluster, name, at));
      }
    }
  }
  for (const name of Object.keys(fleet.spec.variables ?? {}))
    if (!used.has(name)) found.push(unused(fleet, name));
  return found;
}

/** Names of the variables that an object in emitted form refers to. */
function* variablesOf(value: Value): Generator<string> {
  if (typeof value === 'string') yield* variablesIn(value);
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) yield* variablesOf(item);
}

function compilePatterns(fleet: Fleet): { of: Map<string, RegExp>; diagnostics: Diagnostic[] } {
  const of = new Map<string, RegExp>();
  const diagnostics: Diagnostic[] = [];
  for (const [name, { pattern }] of Object.entries(fleet.spec.variables ?? {})) {
    if (pattern === undefined) continue;
    try {
      of.set(name, new RegExp(`^(?:${pattern})$`, 'u'));
    } catch (error) {
      diagnostics.push({
        code: 'invalid-value',
        severity: 'error',
        message: `the pattern of ${name} is no regular expression: ${error instanceof Error ? error.message : String(error)}`,
        mend: 'Correct the pattern',
        at: fleet.sources.locate(['variables', name, 'pattern']),
      });
    }
  }
  return { of, diagnostics };
}

function undefinedVariable(fleet: Fleet, environment: string, cluster: string, name: string): Diagnostic {
  return {
    code: 'undefined-variable',
    severity: 'error',
    message: `the cluster ${cluster} has no value for ${name}, which its objects need`,
    mend: `Add ${name} to the variables of ${cluster}`,
    at: fleet.sources.locate(['environments', environment, 'clusters', cluster], 'key'),
    environment,
    clusters: [cluster],
  };
}

function breaksPattern(
  environment: string,
  cluster: string,
  name: string,
  value: string,
  pattern: RegExp,
  at: Diagnostic['at'] & object,
): Diagnostic {
  return {
    code: 'variable-pattern',
    severity: 'error',
    message: `${name} of ${cluster} is ${JSON.stringify(value)}, which does not match its pattern ${pattern.source}`,
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
