import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { overlayFolder } from '../../emit/paths.ts';
import { locateField } from '../../load/index.ts';
import { objectName, pathText } from '../../render/index.ts';
import { type EnvironmentScope, locateEnvironment } from '../scope.ts';
import { firstDifference } from '../update/difference.ts';

/** The overlay builds to the objects that the fleet declares for the environment, no more and no less. */
export function checkOverlay(scope: EnvironmentScope, built: readonly ValueObject[]): Diagnostic[] {
  const { fleet, environment } = scope;
  const folder = overlayFolder(fleet.spec, environment);
  const found: Diagnostic[] = [];
  const objects = new Map(built.map((object) => [objectName(object), object]));
  for (const declared of scope.declared.objects) {
    const name = `${declared.kind}/${declared.name}`;
    const object = objects.get(name);
    objects.delete(name);
    const difference = object ? firstDifference(declared.value, object) : [];
    if (difference === undefined) continue;
    found.push({
      ...mismatch(
        environment,
        name,
        object
          ? `${name} ${pathText(difference)} differs from what ${folder} builds`
          : `${folder} does not build ${name}`,
      ),
      ...(difference.length > 0 ? { field: pathText(difference) } : {}),
      at: locateField(fleet, declared, difference),
    });
  }
  for (const name of objects.keys()) {
    const at = locateEnvironment(scope);
    found.push({
      ...mismatch(environment, name, `${folder} builds ${name}, which the fleet does not declare`),
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
