import type { Value, ValueObject } from '@kustomize-ts/core';
import { isObject, resolveScalar, YamlError } from '@kustomize-ts/core';
import type { RenderError } from './error.ts';
import type { FluxVariables } from './flux-variables.ts';
import { roundInteger } from './numbers.ts';
import { type ObjectOptions, substituteText } from './object.ts';
import type { Plan, PreparedObject } from './prepare.ts';
import { type Result, success } from './result.ts';
import type { LeafTemplate } from './template.ts';

/**
 * The same answer as `substituteObject` gives, faster: values that are harmless text are placed leaf by leaf, and what
 * holds no variable is shared with the prepared object. Anything else goes the way through text.
 */
export function substitutePrepared(
  prepared: PreparedObject,
  variables: FluxVariables,
  options: ObjectOptions,
): Result<ValueObject, RenderError> {
  if (prepared.optsOut || (variables.values.size === 0 && !options.always)) return success(prepared.object);
  if (prepared.plan === 'none') return success(prepared.substituted);
  const placed = prepared.plan === 'text' ? undefined : place(prepared.substituted, prepared.plan, variables);
  return isObject(placed) ? success(placed) : substituteText(prepared.object, variables, options.strict);
}

/** The value with variables placed, or undefined where that needs the way through text. */
function place(value: Value, plan: Plan, variables: FluxVariables): Value | undefined {
  if (plan.kind === 'leaf') return placeLeaf(plan, variables);
  if (Array.isArray(value)) {
    const items = [...value];
    for (const [step, childPlan] of plan.children) {
      const item = place(items[Number(step)] ?? null, childPlan, variables);
      if (item === undefined) return undefined;
      items[Number(step)] = item;
    }
    return items;
  }
  const copy = { ...(value as ValueObject) };
  for (const [step, childPlan] of plan.children) {
    const item = place(copy[step] ?? null, childPlan, variables);
    if (item === undefined) return undefined;
    copy[step] = item;
  }
  return copy;
}

function placeLeaf({ parts, plain }: LeafTemplate, { values, harmless }: FluxVariables): Value | undefined {
  let text = '';
  for (const part of parts) {
    if ('text' in part) text += part.text;
    else if (harmless.has(part.variable)) text += values.get(part.variable);
    else return undefined;
  }
  return plain ? typed(text) : text;
}

/** What a plain scalar reads as; undefined where no JSON value can hold it, which is an error to be found in the text. */
function typed(text: string): Value | undefined {
  try {
    const value = resolveScalar(text);
    return typeof value === 'bigint' ? roundInteger(value) : value;
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}
