import { type InstanceType, loadCatalogue } from '@poolwright/ec2-catalogue';
import { capacityUnder } from '../capacity/capacity.ts';
import type { ControllerSettings, Resources } from '../capacity/index.ts';
import { cataloguePrices, type PriceOf } from '../cost/price-file.ts';
import { capacityTypeLabel, zoneIdLabel, zoneLabel } from '../objects/labels.ts';
import type { NodeClass } from '../objects/node-class.ts';
import type { Pool } from '../objects/pool.ts';
import { minValuesOf, unmetMinValues } from '../requirements/min-values.ts';
import {
  allows,
  doesNotExist,
  exists,
  goTogether,
  oneOf,
  type Requirement,
} from '../requirements/requirement.ts';
import { writtenText } from '../requirements/written-text.ts';
import { hardwareLabels } from '../types/labels.ts';
import { isTypeLabel, requirementsOf } from '../types/requirements.ts';
import { regionOfZone } from '../zone.ts';
import type { Candidate, Candidates, FunnelStep, Step } from './candidate.ts';
import { classConditions } from './class-conflict.ts';
import { imageCheck } from './images.ts';
import { launchedTypes, type OnStep } from './launch.ts';
import { typesIn } from './region.ts';

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
  const steps: FunnelStep[] = [];
  let count = 0;
  const onStep: OnStep = (step, left) => {
    steps.push({ step, removed: count - left, left });
    count = left;
  };
  const listed = entriesOf(input);
  count = listed.length;
  let left = satisfying(input, listed, onStep);
  const withRoom = left.filter(({ capacity }) => hasRoom(capacity.allocatable));
  if (withRoom.length < left.length) onStep({ kind: 'no-room' }, withRoom.length);
  left = withRoom;
  const minValues = minValuesOf(pool.written);
  const unmet = unmetMinValues(left, pool.requirements, minValues);
  if (unmet.length > 0) {
    onStep({ kind: 'min-values', keys: unmet }, 0);
    left = [];
  }
  const hasImage = imageCheck(nodeClassOf(pool));
  left = launchedTypes(
    left,
    {
      nameOf: ({ type }) => type.name,
      priceOf: ({ price }) => (price.kind === 'unknown' ? undefined : price.dollarsPerHour),
      capacityOf: ({ capacity }) => capacity.capacity,
      hasMinValues: minValues.size > 0,
      unmetMinValues: (types) => unmetMinValues(types, pool.requirements, minValues),
      hasImage: hasImage && (({ labels }) => hasImage(labels)),
    },
    onStep,
  );
  const capacityTypes = pool.requirements.get(capacityTypeLabel) ?? exists;
  const isSpot = allows(capacityTypes, 'spot');
  return {
    listed: listed.length,
    steps,
    types: left.map((entry) => candidate(entry, region, isSpot)),
    isSpot,
    isOnDemand: allows(capacityTypes, 'on-demand'),
  };
}

/** The types that satisfy a pool and its node class in a region, whether or not a launch names them. */
export function typesOfPool(input: CandidateInput): InstanceType[] {
  return satisfying(input, entriesOf(input), () => {}).map(({ type }) => type);
}

function satisfying(input: CandidateInput, listed: readonly Entry[], onStep: OnStep): readonly Entry[] {
  const { pool, region } = input;
  let left = listed;
  const keep = (step: Step, remaining: readonly Entry[]): void => {
    left = remaining;
    onStep(step, left.length);
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
    keep({ kind: 'requirement', key, written: writtenText(pool, key) }, left.filter(suits));
  }
  const withoutZone = left.filter(({ zones }) => zones?.length !== 0);
  if (withoutZone.length < left.length) keep({ kind: 'zones' }, withoutZone);
  for (const [field, isCompatible] of classConditions(nodeClassOf(pool)))
    keep(
      { kind: 'node-class', field },
      left.filter(({ type }) => isCompatible(type)),
    );
  return left;
}

function nodeClassOf({ nodeClass }: Pool): NodeClass {
  return nodeClass ?? { name: '', title: '', spec: {}, family: 'Custom' };
}

/** A type on its way through the steps. */
type Entry = Omit<Candidate, 'spot'>;

function entriesOf({ pool, region, zones, priceOf = cataloguePrices, controller }: CandidateInput): Entry[] {
  const nodeClass = nodeClassOf(pool);
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
  if (value !== undefined) return oneOf(value);
  return hardwareLabels.includes(key) ? doesNotExist : entry.requirements.get(key);
}

/** Whether a zone of the region may have a name that is allowed. */
function mayBeIn(region: string, { complement, values }: Requirement): boolean {
  return complement || [...values].some((zone) => regionOfZone(zone) === region);
}

/** Whether what nodes keep is no more than what they have: core v1.15.0, pkg/utils/resources/resources.go, Fits. */
function hasRoom(allocatable: Resources): boolean {
  for (const amount of allocatable.values()) if (amount < 0) return false;
  return true;
}

function candidate(entry: Entry, region: string, isSpot: boolean): Candidate {
  const { type, labels, requirements, zones, price, capacity } = entry;
  const spot =
    isSpot && type.usageClasses.includes('spot') ? loadCatalogue().spotRange(type.name, region) : undefined;
  return { type, labels, requirements, zones, price, capacity, spot };
}
