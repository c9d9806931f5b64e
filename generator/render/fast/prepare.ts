import type { Value, ValueObject } from '@kustomize-ts/core';
import { isObject } from '@kustomize-ts/core';
import { kyamlFault } from '../flux/kyaml.ts';
import { roundIntegers } from '../flux/numbers.ts';
import { optsOut } from '../flux/object.ts';
import { checkYamlRoundTrip } from '../round-trip.ts';
import { type LeafTemplate, leafTemplate } from './template.ts';

/** The places of variables in a value, and nothing else of it. */
export type Plan =
  | ({ kind: 'leaf' } & LeafTemplate)
  | { kind: 'branch'; children: [step: string | number, plan: Plan][] };

/** An object made ready to be given the variables of many clusters. */
export interface PreparedObject {
  /** As the overlay has it. */
  object: ValueObject;
  /** True when the object says that nothing in it is to be substituted. */
  optsOut: boolean;
  /** The object with its integers as Flux leaves them; the same object unless one is beyond 2^53. */
  substituted: ValueObject;
  /** `text`: only substitution as text is correct; `none`: it has no variable. */
  plan: Plan | 'text' | 'none';
}

export function prepare(object: ValueObject): PreparedObject {
  const out = optsOut(object);
  return {
    object,
    optsOut: out,
    substituted: out ? object : roundIntegers(object),
    plan: out ? 'none' : planObject(object),
  };
}

/** An object that is not read as it was written would differ from one with the values placed. */
function planObject(object: ValueObject): Plan | 'text' | 'none' {
  if (!checkYamlRoundTrip(object) || kyamlFault(object)) return 'text';
  const plan = planValue(object, 0, 0);
  return plan ?? 'none';
}

/**
 * @param indent where a collection's lines begin
 * @param column an upper bound for where a scalar begins
 */
function planValue(value: Value, indent: number, column: number): Plan | 'text' | undefined {
  if (typeof value === 'string') {
    if (!value.includes('$')) return undefined;
    const template = leafTemplate(value, column);
    return template ? { kind: 'leaf', ...template } : 'text';
  }
  if (Array.isArray(value)) return planChildren(value.entries(), indent + 2, () => indent + 2);
  if (!isObject(value)) return undefined;
  return planChildren(Object.entries(value), indent + 2, (key) => indent + widestKey(String(key)) + 2);
}

function planChildren(
  entries: Iterable<[step: string | number, value: Value]>,
  indent: number,
  columnOf: (step: string | number) => number,
): Plan | 'text' | undefined {
  const children: [string | number, Plan][] = [];
  for (const [step, value] of entries) {
    if (typeof step === 'string' && step.includes('$')) return 'text';
    const plan = planValue(value, indent, columnOf(step));
    if (plan === 'text' || (plan && step === '__proto__')) return 'text';
    if (plan) children.push([step, plan]);
  }
  return children.length > 0 ? { kind: 'branch', children } : undefined;
}

/** A key may be quoted, and each character of an odd one escaped as `\U0001F600`. */
function widestKey(key: string): number {
  return 2 + (/^[\w./-]*$/.test(key) ? key.length : 10 * key.length);
}
