import type { ValueObject } from '@kustomize-ts/core';
import { decodeProblems } from '../../check/karpenter/go-decode.ts';
import { isOtherMinor } from '../../check/karpenter/rules.ts';
import { objectAt, own, stringAt } from '../../instances/objects/fields.ts';
import { equal } from '../../load/merge.ts';
import { hashVersionsOf, isNodeClassHashVersion, nodeClassHashAfter, nodePoolHash } from '../hash/index.ts';
import { type Hash, type HashKeys, hashOn, nodeClassKeys, nodePoolKeys, withHash } from './annotations.ts';
import type { DriftReason } from './reason.ts';
import { isSameField, type Resolved } from './selector-terms.ts';
import type { RunningNode, RunningState } from './state.ts';

/** What git has for a cluster at a revision. */
export interface ClusterObjects {
  karpenter: string;
  kubernetes: string | undefined;
  /** By name, such as `NodePool/general`, as the API server stores them. */
  objects: ReadonlyMap<string, ValueObject>;
}

/** What the nodes of a pool are compared with once a change has arrived. */
export interface AfterChange {
  nodePool: ValueObject;
  nodeClass: ValueObject | undefined;
  resolved: Resolved | undefined;
  /** Whether the hashes after the change cannot be computed: Karpenter cannot decode the objects, or hashes them in an unknown way. */
  isUnhashed: boolean;
  /** A node's claim once Karpenter has hashed it again, where the hash version changes. */
  rehashed(node: RunningNode): ValueObject;
  /** Whether a node that is drifted for that reason stays so. */
  keeps(reason: DriftReason): boolean;
}

/** The terms whose result decides a reason. */
const decidedBy: ReadonlyMap<DriftReason, string> = new Map([
  ['AMIDrift', 'amiSelectorTerms'],
  ['SecurityGroupDrift', 'securityGroupSelectorTerms'],
  ['SubnetDrift', 'subnetSelectorTerms'],
  ['CapacityReservationDrift', 'capacityReservationSelectorTerms'],
  ['PlacementGroupDrift', 'placementGroupSelector'],
]);

/** The pool and its class after a change, with the hashes that Karpenter will write; undefined where the pool is gone. */
export function afterChange(
  state: RunningState,
  pool: string,
  before: ClusterObjects,
  after: ClusterObjects,
): AfterChange | undefined {
  const written = after.objects.get(`NodePool/${pool}`);
  if (written === undefined) return undefined;
  const poolHash = hashOfPool(written, after.karpenter);
  const template = objectAt(objectAt(objectAt(written, 'spec'), 'template'), 'spec');
  const name = stringAt(objectAt(template, 'nodeClassRef'), 'name') ?? '';
  const title = `EC2NodeClass/${name}`;
  const running = state.nodeClasses.get(name);
  // an object that git does not have stays as it is
  const nodeClass = after.objects.get(title) ?? (before.objects.has(title) ? undefined : running);
  const current = running && hashOn(running, nodeClassKeys);
  // without an upgrade, git may name a release other than the one that runs
  const version = isOtherMinor(before.karpenter, after.karpenter)
    ? hashVersionsOf(after.karpenter).nodeClass
    : current?.version;
  const classHash =
    running && nodeClass && current && version !== undefined
      ? hashOfClass({ object: running, ...current }, nodeClass, version)
      : undefined;
  return {
    nodePool: poolHash ? withHash(written, nodePoolKeys, poolHash) : written,
    nodeClass: nodeClass && classHash ? withHash(nodeClass, nodeClassKeys, classHash) : nodeClass,
    isUnhashed: poolHash === undefined || (current !== undefined && nodeClass !== undefined && !classHash),
    resolved: running && { before: running, isUpgrade: isOtherMinor(before.kubernetes, after.kubernetes) },
    rehashed: (node) => {
      const claim = poolHash ? rehash(node, node.nodeClaim, nodePoolKeys, poolHash) : node.nodeClaim;
      return classHash ? rehash(node, claim, nodeClassKeys, classHash) : claim;
    },
    keeps: (reason) => {
      if (reason === 'InstanceTypeNotFound') return true;
      const field = decidedBy.get(reason);
      return field !== undefined && !!running && !!nodeClass && isSameField(running, nodeClass, field);
    },
  };
}

function hashOfPool(nodePool: ValueObject, karpenter: string): Hash | undefined {
  if (decodeProblems(nodePool, 'v1.NodePool').length > 0) return undefined;
  return { hash: nodePoolHash(nodePool), version: hashVersionsOf(karpenter).nodePool };
}

/** The class's hash after the change. That of a new version is never compared with one of an old version. */
function hashOfClass(
  running: { object: ValueObject; hash: string; version: string },
  nodeClass: ValueObject,
  version: string,
): Hash | undefined {
  if (running.version !== version) return { hash: '', version };
  if (isSameSpec(running.object, nodeClass)) return { hash: running.hash, version };
  if (!isNodeClassHashVersion(version) || decodeProblems(nodeClass, 'v1.EC2NodeClass').length > 0)
    return undefined;
  return { hash: nodeClassHashAfter(running, nodeClass, version), version };
}

function isSameSpec(a: ValueObject, b: ValueObject): boolean {
  return equal(own(a, 'spec'), own(b, 'spec'));
}

/**
 * Where the version changes, claims get the hash of what their pool and class are by then, unless they are drifted: core,
 * pkg/controllers/nodepool/hash/controller.go, updateNodeClaimHash.
 */
function rehash(node: RunningNode, claim: ValueObject, keys: HashKeys, hash: Hash): ValueObject {
  const launched = hashOn(claim, keys);
  if (launched?.version === hash.version) return claim;
  return withHash(claim, keys, node.drifted && launched ? { ...launched, version: hash.version } : hash);
}
