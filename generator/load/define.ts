import type { ValueObject } from '@kustomize-ts/core';
import { excessDiagnostic } from './excess.ts';
import type { FleetSpec } from './fleet.ts';
import { measure } from './measure.ts';
import { type LoadResult, resolveFleet } from './resolve.ts';
import { noRules } from './rules/types.ts';

/**
 * A fleet built in code rather than read from `fleet.yaml`; checked the same way.
 *
 * @param name the fleet's name, `metadata.name` of a `fleet.yaml`
 * @param options.source what the headers of generated files and diagnostics name as the origin
 * @param options.workloads manifests that the pools must be able to run
 */
export function defineFleet(
  name: string,
  spec: FleetSpec,
  options: { source?: string; workloads?: readonly ValueObject[] } = {},
): LoadResult {
  const file = options.source ?? 'code';
  const start = { file, line: 1, column: 1 };
  const diagnostics = measure(spec).excess.map((excess) => excessDiagnostic(excess, () => start));
  if (diagnostics.length > 0) return { diagnostics };
  return resolveFleet({
    name,
    spec,
    sources: { files: [file], locate: () => start, depth: () => 0, textOf: () => undefined },
    workloads: options.workloads ?? [],
    rules: noRules,
  });
}
