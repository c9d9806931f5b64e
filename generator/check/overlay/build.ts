import type { BuildEvent, ResourceId, Value, ValueObject } from '@kustomize-ts/core';
import type { Location } from '../../diagnostics/diagnostic.ts';
import type { Path } from '../../render/index.ts';

/** A kustomize build of files that somebody wrote: its result, what its steps did, and where all of it is written. */
export interface OverlayBuild {
  events: readonly BuildEvent[];
  objects: readonly BuiltObject[];
  /** A field of a kustomization's file. */
  fieldAt(file: string, path: Path): WrittenValue;
  /** Where the patch that a field of a kustomization configures has a list. */
  locateInPatch(file: string, field: string, path: Path): Location;
  /** Where a file that was read has this very value in an object of that kind and name. */
  locateOrigin(object: ResourceId, path: Path, value: readonly Value[]): Location | undefined;
}

export interface WrittenValue {
  value: Value | undefined;
  at: Location;
}

export interface BuiltObject {
  object: ValueObject;
  locate(path: Path, part?: 'key' | 'value'): Location;
}

export type EventOf<Type extends BuildEvent['type']> = Extract<BuildEvent, { type: Type }>;

export function eventsOf<Type extends BuildEvent['type']>(
  { events }: OverlayBuild,
  type: Type,
): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

/** The objects that a step found, before it changed any. */
export function objectsBefore(
  build: OverlayBuild,
  step: BuildEvent,
): { id: ResourceId; object: ValueObject }[] {
  const from = build.events.indexOf(step);
  const done = build.events.find(
    (event, index): event is EventOf<'transformed'> =>
      index > from && event.type === 'transformed' && event.file === step.file && event.field === step.field,
  );
  return (done?.objects ?? []).map(({ id, before }) => ({ id, object: before }));
}

/** A component serves several overlays, and need not have an effect in each. */
export function isComponent(build: OverlayBuild, file: string): boolean {
  return build.fieldAt(file, ['kind']).value === 'Component';
}
