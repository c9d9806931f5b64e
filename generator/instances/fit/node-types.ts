import { type InstanceType as DescribedType, loadCatalogue } from '@poolwright/ec2-catalogue';
import { imageCheck, typesOfPool } from '../candidates/index.ts';
import { capacityUnder } from '../capacity/capacity.ts';
import type { Resources } from '../capacity/resources.ts';
import { regionLabel, zoneLabel } from '../objects/labels.ts';
import { type NodeClass, unknownClass } from '../objects/node-class.ts';
import type { Pool } from '../objects/pool.ts';
import type { Requirements } from '../requirements/compatible.ts';
import { labelsOf as hardwareOf } from '../types/labels.ts';
import { requirementsOf } from '../types/requirements.ts';
import type { NodeType, Offering } from './node-type.ts';

/** Where the nodes of a pool may be, and what they cost there. */
export interface Market {
  region: string;
  /** Names of zones with a subnet of the node class. */
  zones: readonly string[];
  /** Dollars per hour on demand; undefined where no source has it. */
  priceOf(type: string): number | undefined;
}

/**
 * The instance types that a pool may launch, under its node class; undefined where it names a type that the catalogue
 * does not describe.
 * @param market without one, zones, region and prices are left open
 */
export function nodeTypesOf(pool: Pool, market?: Market): NodeType[] | undefined {
  const nodeClass = pool.nodeClass ?? unknownClass;
  const capacityOf = capacityUnder(nodeClass);
  const hasImage = imageCheck(nodeClass) ?? (() => true);
  return describedTypes(pool, market)?.flatMap((type) => {
    const offerings = market === undefined ? [{}] : offeringsOf(type, market);
    return offerings.length === 0
      ? []
      : [nodeType(type, nodeClass, capacityOf, { market, offerings, hasImage })];
  });
}

function describedTypes(pool: Pool, market: Market | undefined): DescribedType[] | undefined {
  const named = pool.instanceTypes();
  if (named === undefined || market === undefined)
    return named?.flatMap(({ name }) => loadCatalogue().type(name) ?? []);
  return typesOfPool({ pool, region: market.region });
}

function nodeType(
  type: DescribedType,
  nodeClass: NodeClass,
  capacityOf: ReturnType<typeof capacityUnder>,
  {
    market,
    offerings,
    hasImage,
  }: {
    market: Market | undefined;
    offerings: readonly Offering[];
    hasImage: NonNullable<ReturnType<typeof imageCheck>>;
  },
): NodeType {
  let computed: ReturnType<typeof capacityOf> | undefined;
  const resources = (): ReturnType<typeof capacityOf> => {
    computed ??= capacityOf(type);
    return computed;
  };
  return {
    name: type.name,
    requirements: labelsOf(type, nodeClass.family, market),
    get capacity() {
      return resources().capacity;
    },
    get allocatable() {
      return withUnknown(resources().allocatable, nodeClass);
    },
    offerings,
    get hasImage() {
      return hasImage(hardwareOf(type));
    },
  };
}

/** An amount that is not known, such as that of a class that is not there, keeps no pod away. */
function withUnknown(allocatable: Resources, nodeClass: NodeClass): Resources {
  const isUnknown = nodeClass === unknownClass || !allocatable.has('ephemeral-storage');
  return isUnknown ? new Map(allocatable).set('ephemeral-storage', Number.POSITIVE_INFINITY) : allocatable;
}

function labelsOf(type: DescribedType, family: string, market: Market | undefined): Requirements {
  const { region, zones } = market ?? { region: '', zones: [] };
  const labels = requirementsOf(type, { family, region, zones, zoneIds: [] });
  if (market === undefined) for (const key of [regionLabel, zoneLabel]) labels.delete(key);
  return labels;
}

function offeringsOf({ name, usageClasses }: DescribedType, { zones, priceOf }: Market): Offering[] {
  const price = priceOf(name);
  return zones.flatMap((zone) =>
    usageClasses
      .filter((one) => one !== 'capacity-block')
      // Without the spot market's prices Karpenter, too, takes those on demand.
      .map((capacityType) => ({ zone, capacityType, ...(price === undefined ? {} : { price }) })),
  );
}
