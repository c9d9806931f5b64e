import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts';
import { pointer } from '../../load/json-pointer.ts';
import { type Path, pathText } from '../../render/index.ts';
import { lostElements } from '../karpenter/list-elements.ts';
import { eventsOf, type OverlayBuild } from './build.ts';

/** Merge patches that lose elements of a list of Karpenter's, whose CRDs have no merge keys. */
export function listReplaced(build: OverlayBuild): Diagnostic[] {
  return eventsOf(build, 'list-replaced').flatMap(({ object, path, before, after, file, field }) => {
    const lost = lostElements(object.kind, path, before, after);
    if (lost.length === 0) return [];
    return replacedDiagnostic({
      what: field,
      ...{ path, lost, object: `${object.kind}/${object.name}` },
      help: `Repeat ${themOf(lost)} in the patch, or append with a JSON patch: { op: add, path: ${pointer(path)}/-, value: … }`,
      at: build.locateInPatch(file, field, path),
      origin: build.locateOrigin(object, path, before),
    });
  });
}

export interface ReplacedList {
  /** What has the new list, such as `the override`. */
  what: string;
  object: string;
  path: Path;
  /** What the old list had and the new one lacks. */
  lost: readonly string[];
  help: string;
  at: Location;
  origin: Location | undefined;
}

export function replacedDiagnostic({ what, object, path, lost, help, at, origin }: ReplacedList): Diagnostic {
  return {
    code: 'list-replaced',
    severity: 'warning',
    impact: 'scheduling',
    message: `${what} replaces ${pathText(path)} of ${object} and drops ${lost.join(', ')}: lists of custom resources are replaced, not merged`,
    help,
    object,
    field: pathText(path),
    at,
    ...(origin ? { related: [{ message: 'the replaced list', at: origin }] } : {}),
  };
}

/** `it` for one thing, `them` for several. */
export function themOf({ length }: readonly unknown[]): string {
  return length === 1 ? 'it' : 'them';
}
