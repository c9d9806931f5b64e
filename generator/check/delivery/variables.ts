import { type GoRegExp, goRegExp } from '@poolwright/go-regexp';
import type { Cause, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fleetIn, specIn } from '../../load/delivery-of.ts';
import type { Fleet, FleetSpec } from '../../load/fleet.ts';
import { neededVariables, valueSourceVariables } from '../../load/value-sources.ts';
import { pathOfValue } from '../../load/values.ts';
import { valueCause } from './blame.ts';

/** Values against declarations: every variable an environment needs has a value in each of its clusters, and the right form. */
export function checkVariables(fleet: Fleet): Diagnostic[] {
  const patterns = compilePatterns(fleet);
  const used = new Set<string>();
  const found = [...patterns.diagnostics];
  const undefinedIn = new Map<string, Diagnostic[]>();
  const mismatches = new Map<string, Diagnostic[]>();
  const counts = new Map<string, number>();
  for (const environment of fleet.objects.environments) {
    const needed = neededVariables(environment);
    for (const name of needed) used.add(name);
    const clusters = Object.keys(fleet.spec.environments[environment.name]?.clusters ?? {});
    const delivered = fleetIn(fleet, environment.name);
    for (const name of needed) {
      const without = clusters.filter((cluster) => lacks(delivered, cluster, name));
      if (without.length > 0)
        addTo(undefinedIn, name, undefinedVariable(fleet, environment.name, without, name));
    }
    for (const cluster of clusters) {
      for (const [name, value] of Object.entries(fleet.values.get(cluster) ?? {})) {
        const written = (): WrittenValue => writtenValue(fleet, environment.name, cluster, name);
        const pattern = patterns.of.get(name);
        counts.set(name, (counts.get(name) ?? 0) + 1);
        if (pattern && !pattern.expression.test(value))
          addTo(mismatches, name, breaksPattern(name, value, pattern.source, written()));
        if (/[\r\n]/.test(value)) found.push(lineBreak(name, written()));
      }
    }
  }
  for (const [name, missing] of undefinedIn) found.push(...undefinedEverywhere(fleet, name, missing));
  for (const [name, wrong] of mismatches)
    found.push(...(wrong.length === counts.get(name) ? matchesNothing(fleet, name, wrong) : wrong));
  for (const name of valueSourceVariables(fleet.spec)) {
    const pattern = patterns.of.get(name);
    const example = fleet.spec.variables?.[name]?.example;
    if (pattern && example !== undefined && !pattern.expression.test(example))
      found.push(badExample(fleet, name, example, pattern.source));
  }
  for (const name of Object.keys(fleet.spec.variables ?? {}))
    if (!used.has(name)) found.push(unused(fleet, name));
  return found;
}

/**
 * Whether a cluster has no value for a variable by one of the ways it is delivered. The fleet is that of its environment (`fleetIn`). Argo CD reads no ConfigMap and no Secret, so that
 * a value from there is missing where it delivers.
 */
export function lacks({ spec, values }: Fleet, cluster: string, variable: string): boolean {
  if (Object.hasOwn(values.get(cluster) ?? {}, variable)) return false;
  return spec.delivery?.argocd !== undefined || !valueSourceVariables(spec).has(variable);
}

/** Whose value it is and where it is written; a value shared by many clusters is one cause. */
type WrittenValue = Pick<Diagnostic, 'at' | 'environment' | 'clusters' | 'cause'>;

function writtenValue(fleet: Fleet, environment: string, cluster: string, name: string): WrittenValue {
  const path = pathOfValue(fleet.spec, environment, cluster, name) ?? [];
  const at = fleet.sources.locate(path);
  const isOwn = path[2] === 'clusters';
  return { at, environment, clusters: [cluster], ...(isOwn ? {} : { cause: valueCause({ at }) }) };
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
    try {
      const expression = goRegExp(`^(?:${pattern})$`);
      of.set(name, { source: pattern, expression });
    } catch (error) {
      diagnostics.push({
        code: 'invalid-value',
        severity: 'error',
        message: `the pattern of ${name} is not a regular expression of RE2: ${error instanceof Error ? error.message : String(error)}`,
        help: 'Correct the pattern',
        at: fleet.sources.locate(['variables', name, 'pattern']),
      });
    }
  }
  return { of, diagnostics };
}

function addTo(groups: Map<string, Diagnostic[]>, name: string, diagnostic: Diagnostic): void {
  const group = groups.get(name);
  if (group) group.push(diagnostic);
  else groups.set(name, [diagnostic]);
}

/** A variable without a value in several environments is one finding. */
function undefinedEverywhere(fleet: Fleet, name: string, missing: readonly Diagnostic[]): Diagnostic[] {
  const clusters = missing.flatMap((one) => one.clusters ?? []).length;
  const cause: Cause = {
    key: `undefined variable ${name}`,
    finding: {
      code: 'undefined-variable',
      severity: 'error',
      message: `${clusters} clusters have no value for ${name}, which their objects need${whyValueSourceLacks(fleet.spec, name)}`,
      help: `Give it a default, or add it to the variables of each environment or cluster`,
      at: fleet.sources.locate(['variables', name], 'key'),
    },
  };
  return missing.map((one) => ({ ...one, cause }));
}

/** Where no value matches, the pattern is the cause. */
function matchesNothing(fleet: Fleet, name: string, wrong: readonly Diagnostic[]): Diagnostic[] {
  const pattern = fleet.spec.variables?.[name]?.pattern;
  const cause: Cause = {
    key: `pattern of ${name}`,
    finding: {
      code: 'variable-pattern-mismatch',
      severity: 'error',
      message: `no cluster has a value of ${name} that matches its pattern ${pattern}`,
      help: 'Correct the pattern under spec.variables, or the value of each cluster',
      at: fleet.sources.locate(['variables', name, 'pattern']),
    },
  };
  return wrong.map((one) => ({ ...one, cause }));
}

function undefinedVariable(fleet: Fleet, environment: string, clusters: string[], name: string): Diagnostic {
  const [first = ''] = clusters;
  const one = clusters.length === 1;
  const who = one ? `the cluster ${first} has` : `${clusters.length} clusters have`;
  return {
    code: 'undefined-variable',
    severity: 'error',
    message: `${who} no value for ${name}, which ${one ? 'its' : 'their'} objects need${whyValueSourceLacks(specIn(fleet.spec, environment), name)}`,
    help: `Add ${name} to the variables of ${one ? first : `${environment} or of each of them`}, or give it a default`,
    at: fleet.sources.locate(['environments', environment, 'clusters', first], 'key'),
    environment,
    clusters,
  };
}

/** Why a ConfigMap or Secret that is declared to have the value is not enough. */
function whyValueSourceLacks(spec: FleetSpec, name: string): string {
  const references = spec.delivery?.flux?.substituteFrom ?? [];
  const reference = references.find(({ variables }) => variables.includes(name));
  if (!reference) return '';
  const source = `${reference.kind} ${reference.name}`;
  return valueSourceVariables(spec).has(name)
    ? `: only Flux reads it from the ${source}, and Argo CD also delivers here`
    : `: the ${source} is optional`;
}

function badExample(fleet: Fleet, name: string, example: string, pattern: string): Diagnostic {
  return {
    code: 'variable-pattern-mismatch',
    severity: 'error',
    message: `the example of ${name} is ${JSON.stringify(example)}, which does not match its pattern ${pattern}`,
    help: 'Correct the example, which the checks use as the value, or the pattern',
    at: fleet.sources.locate(['variables', name, 'example']),
  };
}

function breaksPattern(name: string, value: string, pattern: string, written: WrittenValue): Diagnostic {
  return {
    code: 'variable-pattern-mismatch',
    severity: 'error',
    message: `${name} is ${JSON.stringify(value)}, which does not match its pattern ${pattern}`,
    help: 'Correct the value, or the pattern under spec.variables',
    ...written,
  };
}

function lineBreak(name: string, written: WrittenValue): Diagnostic {
  return {
    code: 'invalid-variable-value',
    severity: 'error',
    message: `${name} holds a line break, which Flux removes and envsubst keeps`,
    help: 'Write the value on one line',
    ...written,
  };
}

function unused(fleet: Fleet, name: string): Diagnostic {
  return {
    code: 'unused-variable',
    severity: 'warning',
    message: `the variable ${name} is declared, but no object of any environment uses it`,
    help: 'Use it, or remove its declaration',
    at: fleet.sources.locate(['variables', name], 'key'),
  };
}
