import type { ValueObject } from '@kustomize-ts/core';
import { readPools } from '../../instances/objects/cluster-pools.ts';
import { objectAt, stringAt } from '../../instances/objects/fields.ts';
import type { NodeClass } from '../../instances/objects/node-class.ts';
import { type Pod, podsOf } from '../../instances/objects/pods.ts';
import type { Pool } from '../../instances/objects/pool.ts';
import { type ClusterRegion, regionOfCluster } from '../../instances/region.ts';
import { rulesFor } from '../karpenter/rules.ts';
import type { CheckScope } from '../scope.ts';
import type { LintInput } from './input.ts';
import { mayBecome } from './written-text.ts';

/** A cluster as the rules see it, made once for all of them. */
export interface ClusterView {
  scope: CheckScope;
  objects: readonly ValueObject[];
  pools: readonly Pool[];
  nodeClasses: readonly NodeClass[];
  pods: readonly Pod[];
  /** The cluster's region, and what it follows from. */
  region: ClusterRegion;
  /** Workloads, and objects about their pods, such as PodDisruptionBudgets. */
  workloads: readonly ValueObject[];
  /** The author's comments beside a value of an object, given its name. */
  commentsAt: NonNullable<LintInput['commentsAt']>;
  /** The text that the value of a field comes from, with its variables, for help that quotes a part of it; the value itself if it has no variables. */
  written(object: string, path: readonly (string | number)[], value: string): string;
  /** Labels that Karpenter gives a meaning to. */
  wellKnown: ReadonlySet<string>;
}

const views = new WeakMap<LintInput, ClusterView>();

/** The view of a cluster; the same for the same input. */
export function viewOf(input: LintInput): ClusterView {
  const known = views.get(input);
  if (known !== undefined) return known;
  const made = makeView(input);
  views.set(input, made);
  return made;
}

function makeView({
  scope,
  objects,
  workloads,
  commentsAt = () => [],
  writtenAt = () => undefined,
}: LintInput): ClusterView {
  const { wellKnown } = rulesFor({ karpenter: scope.karpenter, provider: 'aws' });
  const { pools, nodeClasses } = readPools(objects);
  return {
    scope,
    objects,
    pools,
    nodeClasses,
    region: regionOfCluster(scope, pools),
    pods: workloads.flatMap(podsOf),
    workloads,
    commentsAt,
    written: (object, path, value) => {
      const written = writtenAt(object, path);
      return written !== undefined && mayBecome(written, value) ? written : value;
    },
    wellKnown,
  };
}

/** The view without the pools that refer to another provider's node class. */
export function withoutOtherProviders(view: ClusterView): ClusterView {
  const pools = view.pools.filter(({ isAws }) => isAws);
  return pools.length === view.pools.length ? view : { ...view, pools };
}

/** An object's name for messages, such as `NodePool/x`. */
export function titleOf(object: ValueObject): string {
  return `${stringAt(object, 'kind') ?? ''}/${stringAt(objectAt(object, 'metadata'), 'name') ?? ''}`;
}
