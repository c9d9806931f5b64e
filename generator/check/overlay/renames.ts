import { isObject, type ResourceId } from '@kustomize-ts/core';
import { stringAt } from '../../instances/objects/fields.ts';
import { eventsOf, type OverlayBuild } from './build.ts';

/** A name that a build gave to an object, and the step that did. */
export interface Rename {
  group: string;
  kind: string;
  from: string;
  to: string;
  file: string;
  /** Such as `namePrefix`; empty for a hash. */
  field: string;
}

/** The renames of a build, by kind and the name that is gone. */
export function readRenames(
  build: OverlayBuild,
): (group: string | undefined, kind: string, name: string) => Rename | undefined {
  const renames = eventsOf(build, 'transformed').flatMap(({ objects, file, field }) =>
    objects.flatMap(({ id, after }) => {
      const to = isObject(after.metadata) ? stringAt(after.metadata, 'name') : undefined;
      return to === undefined || to === id.name ? [] : [{ ...typeOf(id), from: id.name, to, file, field }];
    }),
  );
  const find = (group: string | undefined, kind: string, name: string): Rename | undefined =>
    renames.find(
      (one) => one.kind === kind && one.from === name && (group === undefined || one.group === group),
    );
  return (group, kind, name) => {
    const first = find(group, kind, name);
    let to = first?.to ?? '';
    // Each kustomization on the way may add its own prefix.
    for (let next = find(group, kind, to), steps = 0; next && steps < renames.length; steps++) {
      to = next.to;
      next = find(group, kind, to);
    }
    return first && { ...first, to };
  };
}

function typeOf({ group, kind }: ResourceId): Pick<Rename, 'group' | 'kind'> {
  return { group, kind };
}
