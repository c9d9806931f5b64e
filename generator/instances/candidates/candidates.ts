import { loadCatalogue, type Price } from '@poolwright/ec2-catalogue';
import { capacityUnder } from '../capacity/capacity.ts';
import type { ControllerSettings, Resources } from '../capacity/index.ts';
import { cataloguePrices, type PriceOf } from '../cost/price-file.ts';
import { capacityTypeLabel } from '../objects/labels.ts';
import type { NodeClass } from '../objects/node-class.ts';
import type { Pool } from '../objects/pool.ts';
import { minValuesOf, unmetMinValues } from '../requirements/min-values.ts';
import { allows, doesNotExist, exists, goTogether, type Requirement } from '../requirements/requirement.ts';
import { hardwareLabels } from '../types/labels.ts';
import { isTypeLabel, requirementsOf } from '../types/requirements.ts';
import { regionOfZone } from '../zone.ts';
import type { Candidate, Candidates, FunnelStep, Step } from './candidate.ts';
import { classConditions } from './class-conflict.ts';
import { imageCheck } from './images.ts';
import { typesIn } from './region.ts';

/** core v1.15.0, nodeclaimtemplate.go, MaxInstanceTypes: how many types a NodeClaim lists. */
const mostForScheduling = 600;
/** provider v1.15.2, pkg/providers/instance/instance.go, maxInstanceTypes: how many one launch names. */
const mostForLaunch = 60;

const zoneLabel = 'topology.kubernetes.io/zone';
const zoneIdLabel = 'topology.k8s.aws/zone-id';

/** A zone with a subnet of the node class. */
export interface SubnetZone {
  id: string;
  name: string;
}

export interface CandidateInput {
  pool: Pool;
  region: string;
  /** Undefined where only AWS knows them: then all zones of the region count, and zones' names, which differ by account, do not. */
  zones?: readonly SubnetZone[] | undefined;
  /** By default the catalogue's. */
  priceOf?: PriceOf;
  controller?: ControllerSettings;
}

/**
 * The instance types that a pool can launch, with what each step removes: core v1.15.0 (scheduling/nodeclaim.go), then
 * provider v1.15.2 (pkg/providers/instance/instance.go, filterInstanceTypes, and pkg/providers/amifamily/resolver.go).
 * Spot instances are taken to cost as much as on-demand ones, as Karpenter does until it knows their prices; by these no
 * type is left out that can be launched on demand. Reserved capacity is known to the cluster alone.
 */
export function findCandidates(input: CandidateInput): Candidates {
  const { pool, region } = input;
  const { nodeClass = { name: '', title: '', spec: {}, family: 'Custom' } } = pool;
  const entries = entriesOf(input, nodeClass);
  const steps: FunnelStep[] = [];
  let left: readonly Entry[] = entries;
  const keep = (step: Step, remaining: readonly Entry[]): void => {
    steps.push({ step, removed: left.length - remaining.length, left: remaining.length });
    left = remaining;
  };
  for (const [key, requirement] of pool.requirements) {
    if (!isTypeLabel(key)) continue;
    const suits =
      key === zoneLabel && input.zones === undefined
        ? () => mayBeIn(region, requirement)
        : (entry: Entry) => {
            const own = labelOf(entry, key);
            return own === undefined || goTogether(own, requirement);
          };
    keep({ kind: 'requirement', key, requirement }, left.filter(suits));
  }
  const withoutZone = left.filter(({ zones }) => zones?.length !== 0);
  if (withoutZone.length < left.length) keep({ kind: 'zones' }, withoutZone);
  for (const [field, isCompatible] of classConditions(nodeClass))
    keep(
      { kind: 'node-class', field },
      left.filter(({ type }) => isCompatible(type)),
    );
  const withRoom = left.filter(({ capacity }) => hasRoom(capacity.allocatable));
  if (withRoom.length < left.length) keep({ kind: 'no-room' }, withRoom);
  requireMinValues(pool, left, keep);
  const sorted = left.toSorted(byPrice);
  left = sorted;
  if (left.length > mostForScheduling)
    keep({ kind: 'most-for-scheduling', most: mostForScheduling }, left.slice(0, mostForScheduling));
  if (minValuesOf(pool.written).size === 0) keep({ kind: 'exotic' }, withoutExotic(left));
  if (left.length > mostForLaunch)
    keep({ kind: 'most-for-launch', most: mostForLaunch }, left.slice(0, mostForLaunch));
  requireMinValues(pool, left, keep);
  const hasImage = imageCheck(nodeClass);
  if (hasImage !== undefined && left.length > 0)
    keep(
      { kind: 'image' },
      left.filter(({ labels }) => hasImage(labels)),
    );
  const capacityTypes = pool.requirements.get(capacityTypeLabel) ?? exists;
  const isSpot = allows(capacityTypes, 'spot');
  return {
    listed: entries.length,
    steps,
    types: left.map((entry) => candidate(entry, region, isSpot)),
    isSpot,
    isOnDemand: allows(capacityTypes, 'on-demand'),
  };
}

/** A type on its way through the steps. */
type Entry = Omit<Candidate, 'spot'>;

function entriesOf(
  { pool, region, zones, priceOf = cataloguePrices, controller }: CandidateInput,
  nodeClass: NodeClass,
): Entry[] {
  const capacityOf = capacityUnder(nodeClass, controller);
  const allowed = (zones ?? []).filter(
    ({ id, name }) =>
      allows(pool.requirements.get(zoneIdLabel) ?? exists, id) &&
      allows(pool.requirements.get(zoneLabel) ?? exists, name),
  );
  return typesIn(region).flatMap(({ type, labels, zones: offered }) => {
    const subnets = zones?.filter(({ id }) => offered?.includes(id));
    if (subnets?.length === 0) return [];
    const known: Partial<Entry> = {};
    return [
      {
        type,
        zones:
          subnets === undefined
            ? offered?.filter((id) => allows(pool.requirements.get(zoneIdLabel) ?? exists, id))
            : allowed.filter((one) => subnets.includes(one)).map(({ id }) => id),
        get price() {
          known.price ??= priceOf(type.name, region);
          return known.price;
        },
        labels,
        get requirements() {
          known.requirements ??= requirementsOf(type, {
            family: nodeClass.family,
            region,
            ...(subnets === undefined ? {} : { zones: subnets.map(({ name }) => name) }),
            zoneIds: subnets?.map(({ id }) => id) ?? offered ?? [],
          });
          return known.requirements;
        },
        get capacity() {
          known.capacity ??= capacityOf(type);
          return known.capacity;
        },
      },
    ];
  });
}

/** What a label of the type's nodes may be; hardware decides most, without the rest of its requirements. */
function labelOf(entry: Entry, key: string): Requirement | undefined {
  const value = entry.labels.get(key);
  if (value !== undefined) return { complement: false, values: new Set([value]) };
  return hardwareLabels.includes(key) ? doesNotExist : entry.requirements.get(key);
}

/** Whether a zone of the region may have a name that is allowed. */
function mayBeIn(region: string, { complement, values }: Requirement): boolean {
  return complement || [...values].some((zone) => regionOfZone(zone) === region);
}

function requireMinValues(
  pool: Pool,
  left: readonly Entry[],
  keep: (step: Step, remaining: readonly Entry[]) => void,
): void {
  const unmet = unmetMinValues(left, pool.requirements, minValuesOf(pool.written));
  if (unmet.length > 0) keep({ kind: 'min-values', keys: unmet }, []);
}

/** Whether what nodes keep is no more than what they have: core v1.15.0, pkg/utils/resources/resources.go, Fits. */
function hasRoom(allocatable: Resources): boolean {
  for (const amount of allocatable.values()) if (amount < 0) return false;
  return true;
}

function byPrice(a: Entry, b: Entry): number {
  const difference = amountOf(a.price) - amountOf(b.price);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return a.type.name < b.type.name ? -1 : 1;
}

/** Types whose price no source has come last. */
function amountOf(price: Price): number {
  return price.kind === 'unknown' ? Number.POSITIVE_INFINITY : price.dollarsPerHour;
}

const exoticResources = [
  'aws.amazon.com/neuron',
  'aws.amazon.com/neuroncore',
  'amd.com/gpu',
  'nvidia.com/gpu',
  'habana.ai/gaudi',
];

/** Without metal, GPU and accelerator types, unless all are: pkg/providers/instance/filter/filter.go, ExoticInstanceTypeFilter. */
function withoutExotic(entries: readonly Entry[]): readonly Entry[] {
  const generic = entries.filter(
    ({ type, capacity }) =>
      !type.size.includes('metal') &&
      exoticResources.every((resource) => (capacity.capacity.get(resource) ?? 0) === 0),
  );
  return generic.length === 0 ? entries : generic;
}

function candidate(entry: Entry, region: string, isSpot: boolean): Candidate {
  const { type, labels, requirements, zones, price, capacity } = entry;
  const spot =
    isSpot && type.usageClasses.includes('spot') ? loadCatalogue().spotRange(type.name, region) : undefined;
  return { type, labels, requirements, zones, price, capacity, spot };
}
