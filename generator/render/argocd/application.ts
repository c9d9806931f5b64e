import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Path } from '../../load/path.ts';
import { objectName, type RenderError } from '../error.ts';
import { applyPatchesFast } from '../fast/argocd-patches.ts';
import type { Overlay } from '../overlay.ts';
import { failure, type Result, success } from '../result.ts';
import { buildPatched } from './patched-build.ts';

/**
 * The objects that Argo CD (3.2) applies for an Application whose source is an overlay: it appends the Application's
 * patches to those of the overlay's kustomization and builds that (util/kustomize/kustomize.go). Argo CD substitutes
 * nothing itself.
 */
export function applyApplication(
  overlay: Overlay,
  application: ValueObject,
): Result<ValueObject[], RenderError> {
  const patches = patchesOf(application);
  if (!patches.ok) return failure({ ...patches.error, object: objectName(application) });
  if (patches.value.length === 0) return success([...overlay.objects]);
  const direct = applyPatchesFast(overlay, patches.value);
  if (direct) return success(direct);
  const built = buildPatched(overlay, patches.value);
  return built.ok ? built : failure({ ...built.error, object: objectName(application) });
}

/** The patches of an Application; whatever else it may change in a kustomization is refused by name. */
function patchesOf({ spec }: ValueObject): Result<ValueObject[], RenderError> {
  if (!isObject(spec) || !isObject(spec.source))
    return failure(unsupported('several sources or none', ['spec', 'source']));
  const { source } = spec;
  const tool = ['helm', 'directory', 'plugin', 'chart'].find((field) => Object.hasOwn(source, field));
  if (tool !== undefined) return failure(unsupported(`a source with ${tool}`, ['spec', 'source', tool]));
  const options = source.kustomize ?? {};
  const path = ['spec', 'source', 'kustomize'];
  if (!isObject(options)) return failure(malformed('kustomize must be a mapping', path));
  const other = Object.keys(options).find((field) => field !== 'patches');
  if (other !== undefined) return failure(unsupported(`kustomize.${other}`, [...path, other]));
  const patches = options.patches ?? [];
  if (Array.isArray(patches) && patches.every(isObject)) return success(patches.filter(isObject));
  return failure(malformed('patches must be a list of mappings', [...path, 'patches']));
}

function unsupported(what: string, path: Path): RenderError {
  return { code: 'unsupported-template', message: `an Application with ${what} is not supported`, path };
}

function malformed(message: string, path: Path): RenderError {
  return { code: 'bad-patch', message, path };
}
