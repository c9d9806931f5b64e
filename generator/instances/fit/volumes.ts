import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, own, stringAt } from '../objects/fields.ts';
import { hostnameLabel } from '../objects/labels.ts';
import { namespaceOf } from '../objects/metadata.ts';
import type { Pod } from '../objects/pods.ts';
import { combined, intersects, type Requirements } from '../requirements/compatible.ts';
import { requirementsIn } from '../requirements/expressions.ts';

/** Storage that pods may name. */
export interface Storage {
  claims: ReadonlyMap<string, ValueObject>;
  volumes: ReadonlyMap<string, ValueObject>;
  classes: ReadonlyMap<string, ValueObject>;
}

/** The storage among the objects. */
export function storageOf(objects: readonly ValueObject[]): Storage {
  const byName = (kind: string, nameOf: (object: ValueObject) => string): Map<string, ValueObject> =>
    new Map<string, ValueObject>(
      objects.filter((one) => own(one, 'kind') === kind).map((one) => [nameOf(one), one]),
    );
  const name = (object: ValueObject): string => stringAt(objectAt(object, 'metadata'), 'name') ?? '';
  return {
    claims: byName('PersistentVolumeClaim', (one) => `${namespaceOf(one)}/${name(one)}`),
    volumes: byName('PersistentVolume', name),
    classes: byName('StorageClass', name),
  };
}

/**
 * What a pod's volumes require of its node, one of these; empty where that is nothing, or not known: core v1.15.0,
 * scheduling/volumetopology.go, GetRequirements.
 */
export function volumeRequirements(pod: Pod, storage: Storage): Requirements[] {
  const templates = objectsAt(objectAt(pod.holder, 'spec'), 'volumeClaimTemplates').map(([, one]) => one);
  const claims = [
    ...objectsAt(pod.spec, 'volumes').flatMap(([, volume]) => {
      const claim = claimOf(volume, pod, storage);
      return claim === undefined ? [] : [claim];
    }),
    // Of a StatefulSet, whose controller adds the volumes.
    ...templates,
  ];
  let alternatives: Requirements[] = [];
  for (const claim of claims) {
    const more = alternativesOf(objectAt(claim, 'spec'), storage);
    if (more.length > 0) alternatives = alternatives.length === 0 ? more : merged(alternatives, more);
  }
  return alternatives;
}

function claimOf(volume: ValueObject, pod: Pod, { claims }: Storage): ValueObject | undefined {
  const name = stringAt(objectAt(volume, 'persistentVolumeClaim'), 'claimName');
  if (name !== undefined) return claims.get(`${namespaceOf(pod.holder)}/${name}`);
  const template = objectAt(objectAt(volume, 'ephemeral'), 'volumeClaimTemplate');
  return Object.keys(template).length === 0 ? undefined : template;
}

function alternativesOf(claim: ValueObject, { volumes, classes }: Storage): Requirements[] {
  const volume = stringAt(claim, 'volumeName');
  if (volume) return volumeAlternatives(objectAt(volumes.get(volume) ?? {}, 'spec'));
  const topologies = objectsAt(
    classes.get(stringAt(claim, 'storageClassName') ?? '') ?? {},
    'allowedTopologies',
  );
  return topologies.flatMap(([, topology]) => {
    const terms = objectsAt(topology, 'matchLabelExpressions').map(([, one]) => one);
    return terms.length === 0 ? [] : [requirementsIn(terms, () => 'In')];
  });
}

function volumeAlternatives(volume: ValueObject): Requirements[] {
  const required = objectAt(objectAt(volume, 'nodeAffinity'), 'required');
  const isOnNode = own(volume, 'local') !== undefined || own(volume, 'hostPath') !== undefined;
  return objectsAt(required, 'nodeSelectorTerms').flatMap(([, term]): Requirements[] => {
    const expressions = objectsAt(term, 'matchExpressions').map(([, one]) => one);
    // Another node has another name.
    const kept = expressions.filter((one) => !isOnNode || stringAt(one, 'key') !== hostnameLabel);
    if (expressions.length === 0) return [];
    return kept.length === 0 ? [new Map()] : [requirementsIn(kept)];
  });
}

/** Each of the one with each of the other; those that cannot hold together only where none can. */
function merged(some: readonly Requirements[], others: readonly Requirements[]): Requirements[] {
  const pairs = some.flatMap((one) => others.map((other) => [one, other] as const));
  const possible = pairs.filter(([one, other]) => intersects(one, other));
  return (possible.length > 0 ? possible : pairs).map(([one, other]) => combined(one, other));
}
