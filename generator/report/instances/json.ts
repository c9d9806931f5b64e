import type { Candidate, FunnelStep } from '../../instances/candidates/index.ts';
import type { EnvironmentCost } from '../../instances/cost/environment-costs.ts';
import type { Column } from './columns.ts';
import { type InstancesEntry, stepText, type Warning, warningsOf } from './entry.ts';
import { sortTypes } from './table.ts';

/** What pools can launch, for programs; described by schemas/instances.schema.json. */
export interface InstancesJson {
  /** Rises when a field changes its meaning. */
  formatVersion: 1;
  entries: InstancesEntryJson[];
}

export interface InstancesEntryJson {
  pool: string;
  environments: string[];
  clusters: string[];
  region: string;
  isRegionAssumed: boolean;
  /** How many types the catalogue lists in the region. */
  listed: number;
  steps: StepJson[];
  warnings: Warning['code'][];
  types: TypeJson[];
  costs: CostJson[];
}

/** What leaves out types, how many it does, and how many are left; more fields by `kind`. */
export interface StepJson {
  kind: FunnelStep['step']['kind'];
  removed: number;
  left: number;
  /** In words. */
  text: string;
  [detail: string]: unknown;
}

export interface TypeJson {
  name: string;
  arch: string | undefined;
  vcpus: number;
  memoryMib: number;
  capacity: Record<string, number>;
  allocatable: Record<string, number>;
  gpus: Candidate['type']['gpus'];
  neuron: Candidate['type']['neuron'];
  network: string;
  zones: NonNullable<Candidate['zones']> | null;
  price: Candidate['price'];
  spot: NonNullable<Candidate['spot']> | null;
}

export interface CostJson {
  environment: string;
  clusters: number;
  ceiling: EnvironmentCost['ceiling'];
  spot: EnvironmentCost['spot'];
  atSpotPrices: NonNullable<EnvironmentCost['atSpotPrices']> | null;
  replicas: NonNullable<EnvironmentCost['replicas']> | null;
  unpriced: EnvironmentCost['unpriced'];
}

/** What pools can launch as `--format json` has it. */
export function instancesJson(entries: readonly InstancesEntry[], sort: Column | undefined): InstancesJson {
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
}: EnvironmentCost): CostJson {
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

function stepJson({ step, removed, left }: FunnelStep): StepJson {
  const detail = step.kind === 'requirement' ? { key: step.key, requirement: step.written } : step;
  return { ...detail, kind: step.kind, removed, left, text: stepText({ step }) };
}

function typeJson({ type, labels, zones, price, spot, capacity }: Candidate): TypeJson {
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
