import { Ajv, type ErrorObject } from 'ajv';
import schema from '../../schemas/fleet.schema.json' with { type: 'json' };

/** How the schema of `fleet.yaml` is compiled; the build compiles it ahead of time, since that takes longer than a run. */
export const AJV_OPTIONS = { allErrors: true, verbose: true, strict: false, validateSchema: false } as const;

/** A validator as ajv makes it: true, or false with `errors` filled. */
export interface FleetValidator {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}

let compiled: FleetValidator | undefined;

/** The validator of `schemas/fleet.schema.json`, compiled when first asked for. */
export function fleetValidator(): FleetValidator {
  compiled ??= new Ajv(AJV_OPTIONS).compile(schema);
  return compiled;
}
