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
  const placed =
    prepared.plan === 'text'
      ? undefined
      : place(prepared.substituted, prepared.plan, variables.harmless, FLUX);
  return isObject(placed) ? success(placed) : substituteText(prepared.object, variables, options.strict);
}

/**
 * The object that is read from what envsubst makes of an object's text, in the same way.
 * @param harmless of the cluster's variables; see `harmlessOf`
 * @returns undefined where only the text can tell
 */
export function placeAsEnvsubst(
  { object, optsOut, plan }: PreparedObject,
  harmless: ReadonlyMap<string, string>,
): ValueObject | undefined {
  // What keeps Flux away says nothing to envsubst.
  if (plan === 'none') return optsOut ? undefined : object;
  const placed = typeof plan === 'string' ? undefined : place(object, plan, harmless, ENVSUBST);
  return isObject(placed) ? placed : undefined;
}

/** Where the two that substitute differ. */
interface Way {
  /** Whether `$NAME` is substituted, too. */
  takesBareNames: boolean;
  bigInteger(value: bigint): Value;
}

const FLUX: Way = { takesBareNames: false, bigInteger: roundInteger };
const ENVSUBST: Way = { takesBareNames: true, bigInteger: (value) => value };

/** The value with variables placed, or undefined where that needs the way through text. */
function place(value: Value, plan: Plan, harmless: ReadonlyMap<string, string>, way: Way): Value | undefined {
  if (plan.kind === 'leaf') return placeLeaf(plan, harmless, way);
  if (Array.isArray(value)) {
    const items = [...value];
    for (const [step, childPlan] of plan.children) {
      const item = place(items[Number(step)] ?? null, childPlan, harmless, way);
      if (item === undefined) return undefined;
      items[Number(step)] = item;
    }
    return items;
  }
  const copy = { ...(value as ValueObject) };
  for (const [step, childPlan] of plan.children) {
    const item = place(copy[step] ?? null, childPlan, harmless, way);
    if (item === undefined) return undefined;
    copy[step] = item;
  }
  return copy;
}

function placeLeaf(
  { parts, plain }: LeafTemplate,
  harmless: ReadonlyMap<string, string>,
  way: Way,
): Value | undefined {
  let text = '';
  for (const part of parts) {
    const piece = 'text' in part ? part.text : harmless.get(part.variable);
    if (piece === undefined || ('text' in part && way.takesBareNames && piece.includes('$')))
      return undefined;
    text += piece;
  }
  return plain ? typed(text, way) : text;
}

/** What a plain scalar reads as; undefined where no JSON value can hold it, which is an error to be found in the text. */
function typed(text: string, way: Way): Value | undefined {
  try {
    const value = resolveScalar(text);
    return typeof value === 'bigint' ? way.bigInteger(value) : value;
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}
