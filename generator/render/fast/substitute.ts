import type { Value, ValueObject } from '@kustomize-ts/core';
import { isObject, resolveScalar, YamlError } from '@kustomize-ts/core';
import type { RenderError } from '../error.ts';
import { roundInteger } from '../flux/numbers.ts';
import { type ObjectOptions, substituteText } from '../flux/object.ts';
import type { FluxVariables } from '../flux/variables.ts';
import { type Result, success } from '../result.ts';
import type { Plan, PreparedObject } from './prepare.ts';
import type { LeafTemplate } from './template.ts';

/**
 * Fast path of `substituteObject` (`flux/object.ts`), with the same result: puts values that cannot change the YAML around them into each
 * string, and shares what contains no variable with the prepared object. Everything else is substituted as text.
 */
export function substituteFast(
  prepared: PreparedObject,
  variables: FluxVariables,
  options: ObjectOptions,
): Result<ValueObject, RenderError> {
  if (prepared.optsOut || (variables.values.size === 0 && !options.always)) return success(prepared.object);
  if (prepared.plan === 'none') return success(prepared.substituted);
  const placed =
    prepared.plan === 'text' ? undefined : place(prepared.substituted, prepared.plan, variables.harmless);
  return isObject(placed) ? success(placed) : substituteText(prepared.object, variables, options.strict);
}

/** The value with its variables substituted, or undefined where only the text can show the result. */
function place(value: Value, plan: Plan, harmless: ReadonlyMap<string, string>): Value | undefined {
  if (plan.kind === 'leaf') return placeLeaf(plan, harmless);
  if (Array.isArray(value)) {
    const items = [...value];
    for (const [step, childPlan] of plan.children) {
      const item = place(items[Number(step)] ?? null, childPlan, harmless);
      if (item === undefined) return undefined;
      items[Number(step)] = item;
    }
    return items;
  }
  const copy = { ...(value as ValueObject) };
  for (const [step, childPlan] of plan.children) {
    const item = place(copy[step] ?? null, childPlan, harmless);
    if (item === undefined) return undefined;
    copy[step] = item;
  }
  return copy;
}

function placeLeaf({ parts, plain }: LeafTemplate, harmless: ReadonlyMap<string, string>): Value | undefined {
  let text = '';
  for (const part of parts) {
    const piece = 'text' in part ? part.text : harmless.get(part.variable);
    if (piece === undefined) return undefined;
    text += piece;
  }
  return plain ? typed(text) : text;
}

/** What a plain scalar reads as; undefined where JSON cannot represent it, an error that the plain path reports. */
function typed(text: string): Value | undefined {
  try {
    const value = resolveScalar(text);
    return typeof value === 'bigint' ? roundInteger(value) : value;
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}
