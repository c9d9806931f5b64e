import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { OverlayBuild } from './build.ts';
import { duplicateObject } from './duplicate-object.ts';
import { imageNotFound } from './image-not-found.ts';
import { listReplaced } from './list-replaced.ts';
import { patchWithoutTarget } from './patch-without-target.ts';
import { referenceNotRenamed } from './reference-not-renamed.ts';
import { selectorWithoutPods } from './selector-without-pods.ts';

export type { BuiltObject, OverlayBuild, WrittenValue } from './build.ts';

const RULES: readonly ((build: OverlayBuild) => Diagnostic[])[] = [
  patchWithoutTarget,
  listReplaced,
  imageNotFound,
  referenceNotRenamed,
  selectorWithoutPods,
  duplicateObject,
];

/** What kustomize does silently with a hand-written overlay, unintended by its author. */
export function checkOverlayBuild(build: OverlayBuild): Diagnostic[] {
  return RULES.flatMap((rule) => rule(build));
}
