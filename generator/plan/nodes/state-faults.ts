import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { objectAt, own, stringAt } from '../../instances/objects/fields.ts';
import { nodePoolLabel } from '../../instances/objects/labels.ts';
import { labelsOf } from '../../instances/objects/metadata.ts';
import { STATE_COMMAND, type StateKind } from './state-kinds.ts';

/** The error for a state that cannot be used, as a sentence that begins with its source. */
export function unreadable(source: string, fault: string, help?: string): { diagnostics: Diagnostic[] } {
  return {
    diagnostics: [
      {
        code: 'state-unreadable',
        severity: 'error',
        message: `${source} ${fault}`,
        help: help ?? `Write it with ${STATE_COMMAND}`,
      },
    ],
  };
}

/**
 * What a state lacks that it must have, since other objects of it do not exist without. kubectl leaves out a kind that it
 * cannot list, or that the command does not name.
 */
export function missingKinds(of: (kind: StateKind) => readonly ValueObject[]): string | undefined {
  const has = (kind: StateKind): boolean => of(kind).length > 0;
  if (!has('NodePool')) return 'has no NodePools';
  if (!has('EC2NodeClass') && of('NodePool').some(isAws)) return 'has NodePools and no EC2NodeClasses';
  if (!has('NodeClaim') && of('Node').some(isKarpenters)) return 'has nodes of Karpenter and no NodeClaims';
  const registered = of('NodeClaim').some((claim) => own(objectAt(claim, 'status'), 'nodeName'));
  if (!has('Node') && registered) return 'has NodeClaims and no Nodes';
  return has('Pod') || !registered ? undefined : 'has Nodes and no Pods';
}

function isAws(nodePool: ValueObject): boolean {
  const template = objectAt(objectAt(objectAt(nodePool, 'spec'), 'template'), 'spec');
  return stringAt(objectAt(template, 'nodeClassRef'), 'kind') === 'EC2NodeClass';
}

function isKarpenters(node: ValueObject): boolean {
  return own(labelsOf(node), nodePoolLabel) !== undefined;
}
