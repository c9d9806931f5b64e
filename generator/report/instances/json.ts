import type { Candidate, FunnelStep } from '../../instances/candidates/index.ts';
import type { EnvironmentCost } from '../../instances/cost/environment-costs.ts';
import { manifestText } from '../../instances/requirements/manifest-text.ts';
import type { Column } from './columns.ts';
import { type InstancesEntry, warningsOf } from './entry.ts';
import { sortTypes } from './table.ts';

/** What pools can launch as `--format json` has it: schemas/instances.schema.json. */
export function instancesJson(
  entries: readonly InstancesEntry[],
  sort: Column | undefined,
): Record<string, unknown> {
  return {
    formatVersion: 1,
    entries: entries.map(({ pool, environments, clusters, region, isRegionAssumed, candidates, costs }) => ({
      pool: pool.name,
      environments,
      clusters,
      region,
      isRegionAssumed,
      listed: candidates.listed,
      steps: candidates.steps.map(stepJson),
      warnings: warningsOf(candidates).map(({ code }) => code),
      types: sortTypes(candidates.types, sort).map(typeJson),
      costs: costs.map(costJson),
    })),
  };
}

function costJson({
  environment,
  clusters,
  ceiling,
  spot,
  atSpotPrices,
  replicas,
  unpriced,
}: EnvironmentCost): Record<string, unknown> {
  return {
    environment,
    clusters,
    ceiling,
    spot,
    atSpotPrices: atSpotPrices ?? null,
    replicas: replicas ?? null,
    unpriced,
  };
}

function stepJson({ step, removed, left }: FunnelStep): Record<string, unknown> {
  const detail =
    step.kind === 'requirement' ? { key: step.key, requirement: manifestText(step.requirement) } : step;
  return { ...detail, kind: step.kind, removed, left };
}

function typeJson({ type, labels, zones, price, spot, capacity }: Candidate): Record<string, unknown> {
  return {
    name: type.name,
    arch: labels.get('kubernetes.io/arch'),
    vcpus: type.vcpus,
    memoryMib: type.memoryMib,
    capacity: amounts(capacity.capacity),
    allocatable: amounts(capacity.allocatable),
    gpus: type.gpus,
    neuron: type.neuron,
    network: type.network.performance,
    zones: zones ?? null,
    price,
    spot: spot ?? null,
  };
}

/** Those of which there is something. */
function amounts(resources: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...resources].filter(([, amount]) => amount !== 0));
}
