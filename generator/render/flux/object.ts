import { emit, isObject, readYaml, type ValueObject, YamlError } from '@kustomize-ts/core';
import { objectName, type RenderError } from '../error.ts';
import { locateFault } from '../locate.ts';
import { failure, type Result, success } from '../result.ts';
import type { SubstitutionError } from './error.ts';
import { newBudget } from './evaluate.ts';
import type { Budget } from './glob.ts';
import { kyamlFault } from './kyaml.ts';
import { roundIntegers } from './numbers.ts';
import { substituteWith } from './substitute.ts';
import { type FluxVariables, readFluxVariables } from './variables.ts';

/** fluxcd/pkg kustomize v1.44.0, kustomize_varsub.go: the label or annotation that keeps an object as it is. */
const OPT_OUT = 'kustomize.toolkit.fluxcd.io/substitute';

export interface ObjectOptions {
  /** An undefined variable without a default is an error; the default since kustomize-controller 1.9. */
  strict: boolean;
  /** Substitutes even when there are no variables (`substituteStrategy: Always`). */
  always?: boolean;
}

/**
 * What Flux's kustomize-controller makes of one object (fluxcd/pkg kustomize v1.44.0, SubstituteVariables):
 * written as YAML, substituted as text, read again, so a value can change the type of its field.
 * The very object comes back when it opts out or there are no variables.
 */
export function substituteObject(
  object: ValueObject,
  variables: Readonly<Record<string, string>>,
  options: ObjectOptions,
): Result<ValueObject, RenderError> {
  if (optsOut(object)) return success(object);
  const read = readFluxVariables(variables);
  if (!read.ok) return failure({ ...read.error, object: objectName(object) });
  if (read.value.values.size === 0 && !options.always) return success(object);
  return substituteText(object, read.value, options.strict);
}

/** The step in which Flux reads the substituted text, as its errors name it. */
const READING = 'envsubst error: YAMLToJSON';

/** Whether an object says that nothing in it is to be substituted. */
export function optsOut({ metadata }: ValueObject): boolean {
  if (!isObject(metadata)) return false;
  return [metadata.labels, metadata.annotations].some((map) => isObject(map) && map[OPT_OUT] === 'disabled');
}

/** Substitution as text, which is correct for any object and any value. */
export function substituteText(
  object: ValueObject,
  variables: FluxVariables,
  strict: boolean,
): Result<ValueObject, RenderError> {
  const result = throughText(object, variables, strict, newBudget());
  if (result.ok) return result;
  const budget = newBudget();
  const path = locateFault(object, (leaf) => {
    const probe = throughText({ leaf }, variables, strict, budget);
    return !probe.ok && probe.error.message === result.error.message;
  });
  return failure({ ...result.error, object: objectName(object), ...(path && { path }) });
}

function throughText(
  object: ValueObject,
  { values }: FluxVariables,
  strict: boolean,
  budget: Budget,
): Result<ValueObject, RenderError> {
  const substituted = substituteWith(emit(object), (name) => values.get(name), { strict }, budget);
  if (!substituted.ok) return failure(substitutionFault(substituted.error));
  const { text, whole } = substituted.value;
  if (!whole) return failure(yamlFault('yaml: invalid UTF-8', 'a character is cut in two', READING));
  try {
    const value = readYaml(text);
    const fault = kyamlFault(value);
    if (fault) return failure(yamlFault(fault, 'Flux cannot read its own output again', 'UnmarshalJSON'));
    if (isObject(value)) return success(roundIntegers(value));
    return failure(
      yamlFault(
        'json: cannot unmarshal into Go value of type map',
        'the result is not a mapping',
        'UnmarshalJSON',
      ),
    );
  } catch (error) {
    if (error instanceof YamlError) return failure(yamlFault(error.message, error.reason, READING, error));
    throw error;
  }
}

function substitutionFault(cause: SubstitutionError): RenderError {
  const variable = cause.variable;
  const reported = `envsubst error: variable substitution failed: ${cause.message}`;
  if (cause.code === 'undefined-variable') {
    const message = `the variable ${variable} is used but has no value`;
    return { code: 'undefined-variable', message, reported, cause, ...(variable && { variable }) };
  }
  const message = `Flux cannot read a substitution here: ${cause.message}`;
  return { code: 'bad-substitution', message, reported, cause, ...(variable && { variable }) };
}

function yamlFault(reported: string, reason: string, step: string, cause?: Error): RenderError {
  return {
    code: 'breaks-yaml',
    message: `a value breaks the YAML around it: ${reason}`,
    reported: `${step}: ${reported}`,
    ...(cause && { cause }),
  };
}
