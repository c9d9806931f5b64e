import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Location } from '../../../diagnostics/diagnostic.ts';
import { listAt, objectAt, objectsAt, own, stringAt } from '../../../instances/objects/fields.ts';
import type { Path } from '../../../render/index.ts';

/** An object that somebody wrote, of whatever kind. */
export interface WrittenObject {
  object: ValueObject;
  locate(path: Path, part?: 'key' | 'value'): Location;
  /** Which of the groups that are meant for one cluster it belongs to. */
  group: number;
  /** The folder of the repository that brings it: the kustomize directory that builds it, or that of its file. */
  folder: string;
  /** Whether kustomize builds it there, and all that belongs to it is known. */
  isBuilt: boolean;
}

/** A Flux Kustomization. */
export interface Kustomization extends WrittenObject {
  name: string;
  /** Absent if a namespace is added when the object is applied. */
  namespace: string | undefined;
  spec: ValueObject;
}

export function kustomizationsIn(objects: readonly WrittenObject[]): Kustomization[] {
  return ofGroup(objects, 'kustomize.toolkit.fluxcd.io', 'Kustomization');
}

export function applicationsIn(objects: readonly WrittenObject[]): Kustomization[] {
  return ofGroup(objects, 'argoproj.io', 'Application');
}

export function applicationSetsIn(objects: readonly WrittenObject[]): Kustomization[] {
  return ofGroup(objects, 'argoproj.io', 'ApplicationSet');
}

function ofGroup(objects: readonly WrittenObject[], group: string, kind: string): Kustomization[] {
  return objects.flatMap((written) => {
    const { object } = written;
    const metadata = objectAt(object, 'metadata');
    const name = stringAt(metadata, 'name');
    const isOne = object.kind === kind && (stringAt(object, 'apiVersion') ?? '').startsWith(`${group}/`);
    if (!isOne || name === undefined) return [];
    return { ...written, name, namespace: stringAt(metadata, 'namespace'), spec: objectAt(object, 'spec') };
  });
}

/** `flux-system/apps`, as Flux writes it. */
export function titleOf({ name, namespace }: Pick<Kustomization, 'name' | 'namespace'>): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Whether a path in the repository, such as `./clusters/prod`, is a folder or above it. */
export function covers(path: string, folder: string): boolean {
  const prefix = stepsTo(path);
  return prefix === '' || folder === prefix || folder.startsWith(`${prefix}/`);
}

/** A path in the repository without a `./` at its start and a `/` at its end. */
export function stepsTo(path: string): string {
  return path
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/');
}

/** The folders that a Flux Kustomization applies. */
export function coversObject(one: Kustomization, { folder }: WrittenObject): boolean {
  return covers(pathOf(one), folder);
}

export function pathOf({ spec }: Kustomization): string {
  return stringAt(spec, 'path') ?? '';
}

/** Whether Flux substitutes variables in what a Kustomization applies. */
export function substitutes({ spec }: Kustomization): boolean {
  const postBuild = objectAt(spec, 'postBuild');
  const hasValues = Object.keys(objectAt(postBuild, 'substitute')).length > 0;
  return (
    hasValues ||
    listAt(postBuild, 'substituteFrom').length > 0 ||
    own(postBuild, 'substituteStrategy') === 'Always'
  );
}

/** Whether two Kustomizations have their files from one source. */
export function haveSameSource(a: Kustomization, b: Kustomization): boolean {
  const [one, other] = [a, b].map(({ spec, namespace }) => {
    const source = objectAt(spec, 'sourceRef');
    return [source.kind, source.name, source.namespace ?? namespace].join('/');
  });
  return one === other;
}

/** An entry of `dependsOn`. */
export interface Dependency {
  index: number;
  name: string;
  namespace: string | undefined;
  /** A condition of its own replaces Flux's look at whether the dependency is ready. */
  hasCondition: boolean;
}

export function dependenciesOf({ spec, namespace }: Kustomization): Dependency[] {
  return objectsAt(spec, 'dependsOn').flatMap(([index, entry]) => {
    const name = stringAt(entry, 'name');
    if (name === undefined) return [];
    return {
      ...{ index, name, namespace: stringAt(entry, 'namespace') ?? namespace },
      hasCondition: own(entry, 'readyExpr') !== undefined,
    };
  });
}

export function annotationOf(object: ValueObject, name: string): string | undefined {
  const metadata = object.metadata;
  return isObject(metadata) ? stringAt(objectAt(metadata, 'annotations'), name) : undefined;
}
