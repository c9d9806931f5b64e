import type { RenderError } from '../error.ts';
import { failure, type Result, success } from '../result.ts';

/** fluxcd/pkg kustomize v1.44.0, kustomize_varsub.go: `[:alpha:]` and `[:digit:]` are ASCII in Go. */
const NAME = /^[_a-zA-Z][_a-zA-Z0-9]*$/;

/**
 * Text that changes only its own scalar, whatever is around it: no quotes, spaces
 * or comment signs, no indicator in first place, no colon or comma in last place.
 */
const HARMLESS = /^[A-Za-z0-9_$/](?:[A-Za-z0-9_$/.:+=@%,-]*[A-Za-z0-9_$/+=@%])?$/;

/** The variables of one cluster as Flux substitutes them. */
export interface FluxVariables {
  /** Without line breaks. */
  values: ReadonlyMap<string, string>;
  /** Those of them that may be placed in a scalar without reading its text again. */
  harmless: ReadonlyMap<string, string>;
}

/** Reads a cluster's variables; one bad name keeps all objects from being rendered. */
export function readFluxVariables(
  variables: Readonly<Record<string, string>>,
): Result<FluxVariables, RenderError> {
  const values = new Map<string, string>();
  for (const name of Object.keys(variables)) {
    if (!NAME.test(name)) return failure(badName(name));
    values.set(name, (variables[name] ?? '').replaceAll('\n', ''));
  }
  return success({ values, harmless: new Map([...values].filter(([, value]) => HARMLESS.test(value))) });
}

function badName(name: string): RenderError {
  return {
    code: 'bad-variable-name',
    message: `${JSON.stringify(name)} is not a valid variable name: Flux takes letters, digits and _, and no digit first`,
    reported: `envsubst error: '${name}' var name is invalid, must match '^[_[:alpha:]][_[:alpha:][:digit:]]*$'`,
    variable: name,
  };
}
