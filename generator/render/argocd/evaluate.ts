import { isObject, type Value } from '@kustomize-ts/core';
import { failure, type Result, success } from '../result.ts';
import type { Expression, Parameters, TemplateFault } from './expression.ts';

/** A value and how the template names it, for messages. */
export interface Evaluated {
  value: Value;
  source: string;
}

/** Evaluates as Go does under `missingkey=error`; a missing key of `index` is an error, too, since Go prints `<no value>`. */
export function evaluate(expression: Expression, parameters: Parameters): Result<Evaluated, TemplateFault> {
  switch (expression.kind) {
    case 'literal':
      return success({ value: expression.value, source: JSON.stringify(expression.value) });
    case 'field':
      return walk({ value: parameters, source: '' }, expression.path);
    case 'toJson': {
      const inner = evaluate(expression.of, parameters);
      if (!inner.ok) return inner;
      return success({ value: goJson(inner.value.value), source: `toJson ${inner.value.source}` });
    }
    case 'index':
      return evaluateIndex(expression.of, expression.keys, parameters);
  }
}

function evaluateIndex(
  of: Expression,
  keys: Expression[],
  parameters: Parameters,
): Result<Evaluated, TemplateFault> {
  let current = evaluate(of, parameters);
  for (const key of keys) {
    if (!current.ok) return current;
    const step = evaluate(key, parameters);
    if (!step.ok) return step;
    const name = step.value.value;
    if (typeof name !== 'string' && typeof name !== 'number') {
      return failure({ code: 'unsupported-template', message: `index by ${step.value.source}` });
    }
    current = walk(current.value, [name]);
  }
  return current;
}

function walk(from: Evaluated, path: (string | number)[]): Result<Evaluated, TemplateFault> {
  let { value, source } = from;
  for (const step of path) {
    source += typeof step === 'number' ? `[${step}]` : `.${step}`;
    const next = childOf(value, step);
    if (next === undefined)
      return failure({ code: 'undefined-parameter', message: `the parameter ${source} has no value` });
    value = next;
  }
  return success({ value, source: source || '.' });
}

function childOf(value: Value, step: string | number): Value | undefined {
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** As Go's encoding/json writes: keys sorted, and what HTML could trip over escaped. */
function goJson(value: Value): string {
  return JSON.stringify(value, (_key, item: Value) => {
    if (typeof item === 'bigint') return Number(item);
    return isObject(item) ? Object.fromEntries(Object.entries(item).sort(byBytes)) : item;
  }).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function byBytes([a]: [string, Value], [b]: [string, Value]): number {
  return a < b ? -1 : 1;
}
