import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { overlayFolder } from '../../emit/paths.ts';
import { type EnvironmentObjects, type Fleet, locateField } from '../../load/index.ts';
import { objectName, pathText } from '../../render/index.ts';
import { firstDifference } from '../update/difference.ts';

/** The overlay builds to the objects that the fleet declares for the environment, no more and no less. */
export function checkOverlay(
  fleet: Fleet,
  environment: EnvironmentObjects,
  built: readonly ValueObject[],
): Diagnostic[] {
  const folder = overlayFolder(environment.name);
  const found: Diagnostic[] = [];
  const objects = new Map(built.map((object) => [objectName(object), object]));
  for (const declared of environment.objects) {
    const name = `${declared.kind}/${declared.name}`;
    const object = objects.get(name);
    objects.delete(name);
    const difference = object ? firstDifference(declared.value, object) : [];
    if (difference === undefined) continue;
    found.push({
      ...mismatch(
        environment.name,
        name,
        object
          ? `${name} ${pathText(difference)} is not what ${folder} builds to`
          : `${folder} does not build ${name}`,
      ),
      ...(difference.length > 0 ? { field: pathText(difference) } : {}),
      at: locateField(fleet, declared, difference),
    });
  }
  for (const name of objects.keys()) {
    const at = fleet.sources.locate(['environments', environment.name], 'key');
    found.push({
      ...mismatch(environment.name, name, `${folder} builds ${name}, which the fleet does not declare`),
      at,
    });
  }
  return found;
}

function mismatch(environment: string, object: string, message: string): Diagnostic {
  return {
    code: 'render-mismatch',
    severity: 'error',
    message,
    help: 'Run poolwright generate',
    environment,
    object,
  };
}
