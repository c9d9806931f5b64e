import {
  emitDocuments,
  isObject,
  readDocuments,
  type Value,
  type ValueObject,
  YamlError,
} from '@kustomize-ts/core';
import { substituteObject } from '../../../generator/render/flux/object.ts';
import { substituteFlux } from '../../../generator/render/flux/substitute.ts';
import type { Answer, Request } from './client.ts';

/** Our response to a request of the oracle. */
export function answer({ mode, template, vars, strict, always = false }: Request): Answer {
  if (mode === 'envsubst') {
    const text = substituteFlux(template, vars, { strict });
    return text.ok ? { result: text.value } : { error: text.error.message };
  }
  try {
    return answerObjects(template, vars, { strict, always });
  } catch (error) {
    if (error instanceof YamlError) return { error: error.message };
    throw error;
  }
}

function answerObjects(
  template: string,
  vars: Record<string, string>,
  options: { strict: boolean; always: boolean },
): Answer {
  const objects = [];
  for (const object of readDocuments(template).flatMap(unwrapped)) {
    if (!isNamed(object)) return { error: 'missing Resource metadata' };
    const substituted = substituteObject(object, vars, options);
    if (!substituted.ok) return { error: substituted.error.reported ?? substituted.error.message };
    objects.push(substituted.value);
  }
  return { result: emitDocuments(objects) };
}

/** The items of a List, as kustomize's resource factory takes them one by one. */
function unwrapped(document: Value): Value[] {
  const isList = isObject(document) && typeof document.kind === 'string' && document.kind.endsWith('List');
  return isList && Array.isArray(document.items) ? document.items.flatMap(unwrapped) : [document];
}

function isNamed(document: Value): document is ValueObject {
  return (
    isObject(document) &&
    Boolean(document.kind) &&
    isObject(document.metadata) &&
    Boolean(document.metadata.name)
  );
}
