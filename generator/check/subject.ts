import type { ValueObject } from '@kustomize-ts/core';
import type { Location } from '../diagnostics/diagnostic.ts';
import { type FleetObject, locateField } from '../load/index.ts';
import { objectName, type Path } from '../render/index.ts';
import { noPaths, type PathTree } from './crd/path-tree.ts';
import { placeholdersOf } from './crd/placeholders.ts';
import { causingVariable, type VariableSource } from './delivery/blame.ts';
import type { CheckScope, ClusterScope, EnvironmentScope } from './scope.ts';

/** An object that a cluster gets, generated or hand-written. */
export interface Subject {
  object: ValueObject;
  /** Its name for people, such as `NodePool/gpu`. */
  name: string;
  scope: CheckScope;
  /** Where the value at `path`, or its nearest parent, is written; `key` points at its key. */
  locate(path: Path, part?: 'key' | 'value'): Location;
  /** Strings with variables that nobody has substituted, so that their value is not known. */
  placeholders: PathTree;
  /** The variable whose value is to blame for what a field holds; absent where none was substituted. */
  variableAt?(path: Path): VariableSource | undefined;
}

/** A cluster's object, which the fleet declares with variables. */
export function clusterSubject(scope: ClusterScope, object: ValueObject, declared: FleetObject): Subject {
  return {
    object,
    name: objectName(object),
    scope,
    locate: (path, part) => locateField(scope.fleet, declared, path, part),
    placeholders: noPaths,
    variableAt: (path) => causingVariable(scope, declared, path),
  };
}

/** An object of an environment before its variables are substituted. */
export function environmentSubject(
  scope: EnvironmentScope,
  object: ValueObject,
  declared: FleetObject,
): Subject {
  return {
    object,
    name: objectName(object),
    scope,
    locate: (path, part) => locateField(scope.fleet, declared, path, part),
    placeholders: placeholdersOf(object),
  };
}
