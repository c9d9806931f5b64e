import type { ValueObject } from '@kustomize-ts/core';
import type { YAMLMap } from 'yaml';
import type { Location } from '../diagnostics/diagnostic.ts';
import type { Path } from '../load/path.ts';

/** A NodePool or EC2NodeClass that a source has for one target. */
export interface SourceObject {
  /** As the API server gets it: built, and with variables substituted where their values are known. */
  object: ValueObject;
  /** The same before variables were substituted. */
  written: ValueObject;
  /** What it is before any overlay changes it, where a kustomization builds on it. */
  base?: SourceObject;
  /** Whether an overlay patches it with JSON6902 operations. */
  hasOperations?: boolean;
  /** The build that it comes from; undefined where a file has it. */
  build?: string;
  /** The file that it was read from, as diagnostics name it. */
  file: string;
  /** Where the value at `path`, or its nearest parent, is written. */
  locate(path: Path, part?: 'key' | 'value'): Location;
  /** The object in its file, for comments and style; undefined where it is not written as one. */
  node?(): YAMLMap | undefined;
}

/**
 * How `$` in a target's texts is read: `literal`; `values`: substituted as Flux does; `placeholders`: something
 * unknown substitutes `${NAME}`.
 */
export type Substitution = 'literal' | 'values' | 'placeholders';

/** The objects of one cluster, or of an environment of which no cluster is known. */
export interface Target {
  environment: string;
  cluster?: string;
  objects: SourceObject[];
  substitution: Substitution;
  /** The values of a cluster's variables, where `substitution` is `values`. */
  values?: Readonly<Record<string, string>>;
  /** Whether all values belong to the fleet, since a fleet has generated them. */
  isGenerated?: boolean;
  /** What applies it. */
  at?: Location;
  /** Where it was read from: a file, a folder or standard input. */
  origin: string;
}

/** The name of a target for people. */
export function targetName({ environment, cluster }: Pick<Target, 'environment' | 'cluster'>): string {
  return cluster ?? environment;
}
