import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { groupBy } from '../../diagnostics/group-by.ts';
import { objectAt, own, stringAt } from '../../instances/objects/fields.ts';
import { nodePoolLabel } from '../../instances/objects/labels.ts';
import { labelsOf } from '../../instances/objects/metadata.ts';
import { readDisruptionBudget } from './disruption-budget.ts';
import { namespaceOf } from './names.ts';
import { type RunningNode, runningNode } from './running-node.ts';
import { missingKinds, unreadable } from './state-faults.ts';
import { STATE_COMMAND, STATE_KINDS, type StateKind } from './state-kinds.ts';

export type { PodBlock } from './blocked-pods.ts';
export type { RunningNode } from './running-node.ts';

/** What is running in a cluster. */
export interface RunningState {
  /** The file or the kubeconfig context that it is from. */
  source: string;
  /** The NodePools by name, with status. */
  nodePools: ReadonlyMap<string, ValueObject>;
  /** The EC2NodeClasses by name, with status. */
  nodeClasses: ReadonlyMap<string, ValueObject>;
  /** The nodes that Karpenter launched, by pool and name. */
  nodes: readonly RunningNode[];
}

/** A state; without one, a diagnostic is an error that says why. */
export interface StateResult {
  state?: RunningState;
  diagnostics: Diagnostic[];
}

/**
 * Reads what `kubectl get nodepools,ec2nodeclasses,nodeclaims,nodes,pods,pdb -A -o json` prints.
 * @param source the file, for diagnostics
 */
export function parseRunningState(text: string, source: string): StateResult {
  const value = parseJson(text);
  if ('fault' in value) return unreadable(source, value.fault, value.help);
  const list = value.value;
  if (!isObject(list)) return unreadable(source, 'does not hold Kubernetes objects');
  const kind = stringAt(list, 'kind') ?? '';
  const items = own(list, 'items');
  if (kind === 'Status') return unreadable(source, `holds an error: ${stringAt(list, 'message') ?? ''}`);
  if (!kind.endsWith('List') || !Array.isArray(items))
    return unreadable(source, kind === '' ? 'is not a List of objects' : `holds one ${kind}, not a List`);
  if (stringAt(objectAt(list, 'metadata'), 'continue'))
    return unreadable(source, 'holds only the first part of a list');
  return runningState(items, source);
}

/**
 * The state that a cluster's objects make.
 * @param source the file or the kubeconfig context, for diagnostics
 */
export function runningState(items: readonly Value[], source: string): StateResult {
  const objects = new Map<StateKind, ValueObject[]>(STATE_KINDS.map(({ kind }) => [kind, []]));
  for (const item of items) {
    if (!isObject(item)) return unreadable(source, 'has an item that is not an object');
    const read = STATE_KINDS.find(({ kind }) => kind === item.kind);
    if (!read || groupOf(item.apiVersion) !== groupOf(read.apiVersion)) continue;
    if (item.apiVersion !== read.apiVersion)
      return unreadable(source, `has ${read.kind}s of ${String(item.apiVersion)}, not of ${read.apiVersion}`);
    objects.get(read.kind)?.push(item);
  }
  const of = (kind: StateKind): ValueObject[] => objects.get(kind) ?? [];
  const missing = missingKinds(of);
  if (missing) return unreadable(source, missing);
  const nodes = byName(of('Node'));
  const pods = {
    byNode: groupBy(of('Pod'), (pod) => stringAt(objectAt(pod, 'spec'), 'nodeName') ?? ''),
    budgets: new Map(
      [...groupBy(of('PodDisruptionBudget'), namespaceOf)].map(([namespace, budgets]) => [
        namespace,
        budgets.map(readDisruptionBudget),
      ]),
    ),
  };
  const running = of('NodeClaim')
    .filter((claim) => own(labelsOf(claim), nodePoolLabel) !== undefined)
    .map((claim) =>
      runningNode(claim, nodes.get(stringAt(objectAt(claim, 'status'), 'nodeName') ?? ''), pods),
    );
  return {
    state: {
      source,
      nodePools: byName(of('NodePool')),
      nodeClasses: byName(of('EC2NodeClass')),
      nodes: running.sort((a, b) => compare(a.pool, b.pool) || compare(a.name, b.name)),
    },
    diagnostics: oneNamespace(source, of),
  };
}

function parseJson(text: string): { value: Value } | { fault: string; help?: string } {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') return { fault: 'is empty' };
  try {
    return { value: JSON.parse(trimmed) as Value };
  } catch (error) {
    if (!trimmed.startsWith('{'))
      return { fault: 'is not JSON', help: `Write it with -o json: ${STATE_COMMAND}` };
    const reason = error instanceof Error ? error.message : String(error);
    const isCut = !trimmed.endsWith('}') || /Unexpected end/.test(reason);
    return isCut
      ? { fault: 'ends in the middle of its JSON', help: 'Write it again, and let kubectl finish' }
      : { fault: `is not JSON: ${reason}` };
  }
}

/** Without `-A` kubectl prints the pods of one namespace, and not those elsewhere that block a node. */
function oneNamespace(source: string, of: (kind: StateKind) => readonly ValueObject[]): Diagnostic[] {
  const namespaces = new Set(of('Pod').map(namespaceOf));
  const [only] = namespaces;
  if (namespaces.size !== 1 || only === 'kube-system') return [];
  const [fault] = unreadable(
    source,
    `has only the Pods of the namespace ${only}, so pods in other namespaces that block a node are missing`,
  ).diagnostics;
  return fault ? [{ ...fault, severity: 'warning' }] : [];
}

function byName(objects: readonly ValueObject[]): Map<string, ValueObject> {
  return new Map(objects.map((object) => [stringAt(objectAt(object, 'metadata'), 'name') ?? '', object]));
}

function groupOf(apiVersion: Value | undefined): string {
  const parts = String(apiVersion ?? '').split('/');
  return parts.length > 1 ? (parts[0] ?? '') : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
