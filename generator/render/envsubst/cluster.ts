import { emit, isObject, readYaml, type ValueObject, YamlError } from '@kustomize-ts/core';
import { objectName, type RenderError } from '../error.ts';
import type { ClusterObjects } from '../flux/cluster.ts';
import { locateFault } from '../locate.ts';
import type { Overlay } from '../overlay.ts';
import { failure, type Result, success } from '../result.ts';
import { substituteEnvsubst } from './substitute.ts';

type Variables = Readonly<Record<string, string>>;

/** Exactly the output of `kubectl kustomize OVERLAY | envsubst` with these variables as environment. */
export function renderText(overlay: Overlay, variables: Variables): string {
  return substituteEnvsubst(overlay.texts.join('---\n'), variables);
}

/**
 * The objects that `kubectl apply` reads from that text. An object without a `$` is shared with the overlay. envsubst
 * replaces an undefined variable with the empty string.
 */
export function renderEnvsubst(overlay: Overlay, variables: Variables): ClusterObjects {
  const objects: ValueObject[] = [];
  const errors: RenderError[] = [];
  for (const [index, object] of overlay.objects.entries()) {
    const read = substituteText(object, overlay.texts[index] ?? '', variables);
    if (read.ok) objects.push(...read.value);
    else errors.push(faultOf(object, variables, read.error));
  }
  return { objects, errors };
}

function substituteText(
  object: ValueObject,
  text: string,
  variables: Variables,
): ReturnType<typeof readObjects> {
  return text.includes('$') ? readObjects(substituteEnvsubst(text, variables)) : success([object]);
}

/** Usually one; a value of several lines may start further documents. */
function readObjects(text: string): Result<ValueObject[], YamlError | undefined> {
  const objects: ValueObject[] = [];
  try {
    for (const document of text.split(/^---\n/m)) {
      const value = readYaml(document);
      if (isObject(value)) objects.push(value);
      else if (value !== null) return failure(undefined);
    }
  } catch (error) {
    if (error instanceof YamlError) return failure(error);
    throw error;
  }
  return success(objects);
}

function faultOf(object: ValueObject, variables: Variables, cause: YamlError | undefined): RenderError {
  const path = locateFault(object, (leaf) => {
    const probe = readObjects(substituteEnvsubst(emit({ leaf }), variables));
    return !probe.ok && probe.error?.reason === cause?.reason;
  });
  return {
    code: 'breaks-yaml',
    message: `the value of a variable breaks the YAML around it: ${cause?.reason ?? 'the result is not a mapping'}`,
    object: objectName(object),
    ...(cause && { reported: cause.message, cause }),
    ...(path && { path }),
  };
}
