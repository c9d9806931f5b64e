import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { stepsOf } from '../field-path.ts';
import { eventsOf, isComponent, type OverlayBuild, objectsBefore } from './build.ts';
import { closest, explainTarget } from './target.ts';

/** Patches whose target selects nothing, which kustomize skips silently. */
export function patchWithoutTarget(build: OverlayBuild): Diagnostic[] {
  const idle = eventsOf(build, 'patch').filter(({ selected }) => selected.length === 0);
  return idle.flatMap((event) => {
    const field = [...stepsOf(event.field), 'target'];
    const { value: target = null, at } = build.fieldAt(event.file, field);
    const ids = objectsBefore(build, event).map(({ id }) => id);
    const miss = closest(target, ids);
    // Files that a tool writes later, such as flux bootstrap, may be empty until then.
    if (ids.length === 0 || (miss === undefined && isComponent(build, event.file))) return [];
    return {
      code: 'patch-without-target',
      severity: 'warning' as const,
      impact: 'upkeep' as const,
      ...explainTarget(event.field, miss, ids),
      at: miss ? build.fieldAt(event.file, [...field, miss.part]).at : at,
    };
  });
}
