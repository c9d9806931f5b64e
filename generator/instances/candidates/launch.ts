import type { Resources } from '../capacity/index.ts';
import type { Step } from './candidate.ts';

/** core v1.15.0, nodeclaimtemplate.go, MaxInstanceTypes: how many types a NodeClaim lists. */
const mostForScheduling = 600;
/** provider v1.15.2, pkg/providers/instance/instance.go, maxInstanceTypes: how many one launch names. */
const mostForLaunch = 60;

/** What decides whether, and when, a launch request lists a type. */
export interface LaunchRules<T> {
  nameOf(type: T): string;
  /** Dollars an hour; types of which no source has a price come last. */
  priceOf(type: T): number | undefined;
  capacityOf(type: T): Resources;
  hasMinValues: boolean;
  /** The labels of which the types have fewer values than `minValues` wants. */
  unmetMinValues(types: readonly T[]): readonly string[];
  /** Undefined where only AWS knows the architecture of the images. */
  hasImage: ((type: T) => boolean) | undefined;
}

/** Gets each step that is taken, and how many types are left after it. */
export type OnStep = (step: Step, left: number) => void;

/**
 * The types that the launch of a node names, of those that the node may be, the first to be tried first: core v1.15.0
 * (scheduling/nodeclaim.go), then provider v1.15.2 (pkg/providers/instance/instance.go, filterInstanceTypes, and
 * pkg/providers/amifamily/resolver.go).
 */
export function launchedTypes<T>(
  types: readonly T[],
  rules: LaunchRules<T>,
  onStep: OnStep = () => {},
): readonly T[] {
  let left: readonly T[] = inOrder(types, rules);
  const keep = (step: Step, remaining: readonly T[]): void => {
    left = remaining;
    onStep(step, left.length);
  };
  if (left.length > mostForScheduling)
    keep({ kind: 'most-for-scheduling', most: mostForScheduling }, left.slice(0, mostForScheduling));
  if (!rules.hasMinValues) keep({ kind: 'exotic' }, withoutExotic(left, rules));
  if (left.length > mostForLaunch)
    keep({ kind: 'most-for-launch', most: mostForLaunch }, left.slice(0, mostForLaunch));
  const unmet = rules.unmetMinValues(left);
  if (unmet.length > 0) keep({ kind: 'min-values', keys: unmet }, []);
  if (rules.hasImage !== undefined && left.length > 0) keep({ kind: 'image' }, left.filter(rules.hasImage));
  return left;
}

/** By price, then by name: core v1.15.0, pkg/cloudprovider/types.go, OrderByPrice. */
function inOrder<T>(types: readonly T[], { nameOf, priceOf }: LaunchRules<T>): T[] {
  const rank = new Map(types.map((type) => [type, priceOf(type) ?? Number.POSITIVE_INFINITY]));
  return types.toSorted((a, b) => {
    const difference = (rank.get(a) ?? 0) - (rank.get(b) ?? 0);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
    return nameOf(a) < nameOf(b) ? -1 : 1;
  });
}

const exoticResources = [
  'aws.amazon.com/neuron',
  'aws.amazon.com/neuroncore',
  'amd.com/gpu',
  'nvidia.com/gpu',
  'habana.ai/gaudi',
];

/** Without metal, GPU and accelerator types, unless all are: pkg/providers/instance/filter/filter.go, ExoticInstanceTypeFilter. */
function withoutExotic<T>(types: readonly T[], { nameOf, capacityOf }: LaunchRules<T>): readonly T[] {
  const generic = types.filter(
    (type) =>
      !nameOf(type).split('.')[1]?.includes('metal') &&
      exoticResources.every((resource) => (capacityOf(type).get(resource) ?? 0) === 0),
  );
  return generic.length === 0 ? types : generic;
}
