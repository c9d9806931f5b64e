import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import schema from '../../schemas/fleet.schema.json' with { type: 'json' };

/** How the schema of `fleet.yaml` is compiled; the build compiles it ahead of time, since that takes longer than a run. */
export const AJV_OPTIONS = { allErrors: true, verbose: true, strict: false, validateSchema: false } as const;

let validate: ValidateFunction | undefined;

/** What `schemas/fleet.schema.json` finds wrong with a fleet. */
export function fleetErrors(value: unknown): ErrorObject[] {
  validate ??= new Ajv(AJV_OPTIONS).compile(schema);
  return validate(value) ? [] : (validate.errors ?? []);
}
