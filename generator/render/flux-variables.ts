import type { RenderError } from './error.ts';
import { failure, type Result, success } from './result.ts';

/** fluxcd/pkg kustomize v1.44.0, kustomize_varsub.go: `[:alpha:]` and `[:digit:]` are ASCII in Go. */
const NAME = /^[_a-zA-Z][_a-zA-Z0-9]*$/;

/**
 * Text that changes nothing but the scalar it stands in, whatever stands around it there: no quotes, spaces
 * or comment signs, no indicator in first place, no colon or comma in last place.
 */
const HARMLESS = /^[A-Za-z0-9_$/](?:[A-Za-z0-9_$/.:+=@%,-]*[A-Za-z0-9_$/+=@%])?$/;

/** The variables of one cluster as Flux substitutes them. */
export interface FluxVariables {
  /** Without line breaks. */
  values: ReadonlyMap<string, string>;
  /** The names among them whose values may be placed in a scalar without reading its text again. */
  harmless: ReadonlySet<string>;
}

/** Reads a cluster's variables; one bad name keeps all objects from being rendered. */
export function readFluxVariables(
  variables: Readonly<Record<string, string>>,
): Result<FluxVariables, RenderError> {
  const values = new Map<string, string>();
  const harmless = new Set<string>();
  for (const name of Object.keys(variables)) {
    if (!NAME.test(name)) return failure(badName(name));
    const value = (variables[name] ?? '').replaceAll('\n', '');
    values.set(name, value);
    if (HARMLESS.test(value)) harmless.add(name);
  }
  return success({ values, harmless });
}

function badName(name: string): RenderError {
  return {
    code: 'bad-variable-name',
    message: `${JSON.stringify(name)} is no name for a variable: Flux takes letters, digits and _ and no digit in front`,
    reported: `envsubst error: '${name}' var name is invalid, must match '^[_[:alpha:]][_[:alpha:][:digit:]]*$'`,
    variable: name,
  };
}
