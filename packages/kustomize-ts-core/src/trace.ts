import type { ResourceId } from './resource/id.ts';
import type { Resource } from './resource/resource.ts';
import type { Value, ValueObject } from './value.ts';

/** What a step of a kustomization did. An object is named by its identity before the step. */
export type StepReport =
  /** A patch was applied to the objects that it selects. */
  | {
      readonly type: 'patch';
      /** The file of the patch; absent for one inside the kustomization. */
      readonly patchFile?: string;
      readonly form: 'strategic-merge' | 'json';
      readonly selected: readonly ResourceId[];
    }
  /** A strategic merge patch put a list in place of another, since no merge key is known for it. */
  | {
      readonly type: 'list-replaced';
      readonly patchFile?: string;
      readonly object: ResourceId;
      readonly path: readonly (string | number)[];
      readonly before: readonly Value[];
      readonly after: readonly Value[];
    }
  /** An entry of `images` was applied; it is found where an image has its name. */
  | { readonly type: 'images'; readonly name: string; readonly isFound: boolean }
  /** A transformer has run; these are all objects, changed or not. */
  | { readonly type: 'transformed'; readonly objects: readonly Transformed[] };

/** An object before and after a step; both are the same value where the step did not change it. */
export interface Transformed {
  readonly id: ResourceId;
  readonly before: ValueObject;
  /** `{}` where the step deleted the object. */
  readonly after: ValueObject;
}

/** What a step did, and the kustomization that configures it. */
export type BuildEvent = StepReport & {
  /** Path of the kustomization's file. */
  readonly file: string;
  /** Its field, such as `patches[1]`; empty for the hashes that a build adds to names at its end. */
  readonly field: string;
};

/** Receives what a step does; absent where nobody asks, so that nothing is computed for it. */
export type Report = (report: StepReport) => void;

/** Reports the objects before and after `work`. */
export function reportTransformed(
  resources: readonly Resource[],
  work: () => void,
  report: Report | undefined,
): void {
  if (report === undefined) {
    work();
    return;
  }
  const before = resources.map((resource) => ({ resource, id: resource.id, before: resource.object }));
  work();
  report({
    type: 'transformed',
    objects: before.map(({ resource, ...rest }) => ({ ...rest, after: resource.object })),
  });
}

/** The steps to a list in an object, found by its identity. */
export function pathOfList(value: Value, list: Value[]): (string | number)[] | undefined {
  if (value === list) return [];
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const rest = pathOfList(part as Value, list);
    if (rest !== undefined) return [Array.isArray(value) ? Number(key) : key, ...rest];
  }
  return undefined;
}
