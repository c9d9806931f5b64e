import type { Value, ValueObject } from '@kustomize-ts/core';
import { type FieldError, saysUnchecked, type Validation } from '@poolwright/crd-validator';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fleet, type FleetObject, locateField } from '../../load/index.ts';
import { variablesIn } from '../../load/template.ts';
import { valueAt } from '../../load/value-at.ts';
import { locateValue, renderedValues } from '../../load/value-sources.ts';
import { type Path, pathText } from '../../render/index.ts';
import { dollarLeaves } from '../../render/leaves.ts';
import { stepsOf } from './field-versions.ts';

/** One cluster's object beside the one it was substituted from. */
export interface ClusterObject {
  cluster: string;
  environment: string;
  object: ValueObject;
  declared: FleetObject;
}

/**
 * What the API server says of a cluster's object, told where the fleet declares it.
 * @param helpOf how to fix a field that the CRD does not know
 * @param seen.cluster undefined for an object that is not substituted yet; what it says of variables is then left out
 */
export function checkObject(
  fleet: Fleet,
  { errors, unknownFields }: Validation,
  seen: Omit<ClusterObject, 'object' | 'cluster'> & { cluster: string | undefined },
  helpOf: (unknown: Path) => string = () => 'Remove the field, or name the Karpenter version that has it',
): Diagnostic[] {
  const { cluster, environment, declared } = seen;
  const about = { environment, object: `${declared.kind}/${declared.name}` };
  const found = errors
    .filter((error) => !saysUnchecked(error))
    .filter(({ path }) => cluster !== undefined || !holdsVariable(valueAt(declared.value, path)))
    .map((error) => ({ ...about, ...toDiagnostic(fleet, declared, environment, cluster, error) }));
  for (const field of unknownFields) {
    const path = stepsOf(field);
    if (!isBelowText(declared.value, path))
      found.push({ ...about, ...unknownField(fleet, declared, path), help: helpOf(path) });
  }
  return found;
}

/** Whether a variable stands anywhere in a value of emitted form. */
export function holdsVariable(value: Value | undefined): boolean {
  return value !== undefined && dollarLeaves(value).some(({ text }) => variablesIn(text).length > 0);
}

/** Whether a path leads into what is a string before substitution: that a value became a mapping is told as its type. */
function isBelowText(value: Value, path: Path): boolean {
  return path.some((_step, i) => typeof valueAt(value, path.slice(0, i)) === 'string');
}

function toDiagnostic(
  fleet: Fleet,
  declared: FleetObject,
  environment: string,
  cluster: string | undefined,
  error: FieldError,
): Diagnostic {
  const template = valueAt(declared.value, error.path);
  const variable = typeof template === 'string' ? variablesIn(template)[0] : undefined;
  const at = locateField(fleet, declared, error.path);
  const place = { field: pathText(error.path), at };
  if (variable !== undefined && cluster !== undefined)
    return wrongVariable(fleet, environment, cluster, variable, error, place);
  const rule = error.type === 'FieldValueInvalid' && !error.message.includes(' in body ');
  return {
    code: rule ? 'crd-rule' : 'crd-schema',
    severity: 'error',
    message: `${pathText(error.path) || 'the object'}: ${error.message}`,
    help: 'Correct the field: the API server would refuse the object',
    ...place,
  };
}

/** The value that a cluster gives a variable is to blame, so its line is named, and the field's as related. */
function wrongVariable(
  fleet: Fleet,
  environment: string,
  cluster: string,
  variable: string,
  error: FieldError,
  place: { field: string; at: Diagnostic['at'] & object },
): Diagnostic {
  const declared = fleet.spec.environments[environment]?.clusters?.[cluster];
  const value = declared && renderedValues(fleet.spec, declared)[variable];
  const type = /must be of type (\w+): "(\w+)"/.exec(error.message);
  return {
    code: type ? 'variable-type-mismatch' : 'invalid-variable-value',
    severity: 'error',
    message: type
      ? `${variable} of ${cluster} is ${JSON.stringify(value)}, which YAML reads as ${type[2]}, and ${place.field} must be ${type[1]}`
      : `${variable} of ${cluster} is ${JSON.stringify(value)}: ${error.message}`,
    help:
      type?.[1] === 'string'
        ? `Keep it a string with quotes inside the value: '${JSON.stringify(value)}'`
        : 'Correct the value',
    field: place.field,
    at: locateValue(fleet, environment, cluster, variable),
    related: [{ message: `${place.field} uses it`, at: place.at }],
  };
}

function unknownField(fleet: Fleet, declared: FleetObject, path: Path): Omit<Diagnostic, 'help'> {
  const field = pathText(path);
  return {
    code: 'crd-unknown-field',
    severity: 'error',
    message: `the CRD has no field ${field}`,
    field,
    at: locateField(fleet, declared, path),
  };
}
