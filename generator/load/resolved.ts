import type { ValueObject } from '@kustomize-ts/core';
import type { Path } from './path.ts';

/** One operation of RFC 6902; `path` and `from` are JSON pointers into the object, below `/spec/`. */
export interface JsonPatchOperation {
  op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  path: string;
  from?: string;
  value?: unknown;
}

/** A NodePool or EC2NodeClass of a fleet, its strings in emitted form (`${NAME}`, `${DOLLAR}` for a literal `$`). */
export interface FleetObject {
  kind: 'NodePool' | 'EC2NodeClass';
  name: string;
  /** The pool it belongs to; `undefined` for a shared node class. */
  pool: string | undefined;
  value: ValueObject;
  /** Paths below `spec` of the fleet that the object's own `spec` is merged from, the strongest first. */
  layers: Path[];
  /** JSON6902 operations applied last, with the path below `spec` of the fleet where each stands. */
  operations: { operation: JsonPatchOperation; at: Path }[];
}

/** What one environment's clusters get before variables are substituted. */
export interface EnvironmentObjects {
  name: string;
  objects: FleetObject[];
}

/** All objects of a fleet: those of the bases, and each environment's. */
export interface ResolvedObjects {
  base: FleetObject[];
  environments: EnvironmentObjects[];
}
