import { combineSpecs } from './combine.ts';
import type { FleetSpec } from './fleet.ts';
import { type LoadHost, readDocuments } from './read.ts';
import { type LoadResult, resolveFleet } from './resolve.ts';
import { readRules } from './rules/index.ts';
import { checkShape } from './schema.ts';
import { readWorkloads } from './workloads.ts';

export { defineFleet } from './define.ts';
export type * from './fleet.ts';
export { locateField } from './locate.ts';
export type { LoadHost } from './read.ts';
export type { LoadResult } from './resolve.ts';
export type { EnvironmentObjects, FleetObject, ResolvedObjects } from './resolved.ts';
export type * from './rules/types.ts';

/**
 * Reads a fleet and what it includes, checks it against `schemas/fleet.schema.json`, and merges its objects.
 * All problems are collected; nothing is thrown for what the user wrote.
 *
 * @param file path of the fleet's file relative to the repository's root.
 * @param options.withRules whether to read the files of `spec.checks.rules`
 */
export function loadFleet(
  host: LoadHost,
  file = 'fleet.yaml',
  { withRules = true }: { withRules?: boolean } = {},
): LoadResult {
  const read = readDocuments(host, file);
  if (!read.root || read.diagnostics.length > 0) return { diagnostics: read.diagnostics };
  const { spec, sources, diagnostics } = combineSpecs(read.documents);
  const root = read.root.value as Record<string, unknown>;
  diagnostics.push(...checkShape({ ...root, spec }, sources, read.root));
  if (diagnostics.length > 0) return { diagnostics };
  const name = (root.metadata as { name: string }).name;
  const declared = spec as unknown as FleetSpec;
  const { workloads, places, diagnostics: unread } = readWorkloads(host, declared, sources);
  const { rules, diagnostics: wrong } = readRules(
    host,
    withRules ? (declared.checks?.rules ?? []) : [],
    (i) => sources.locate(['checks', 'rules', i]),
  );
  return resolveFleet({ name, spec: declared, sources, workloads, workloadPlaces: places, rules }, [
    ...unread,
    ...wrong,
  ]);
}
