import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Path } from '../../load/path.ts';
import type { RenderError } from '../error.ts';
import { failure, type Result, success } from '../result.ts';
import type { Parameters, TemplateFault } from './expression.ts';
import type { Template } from './go-template.ts';

/** Gives a prepared value its parameters. */
export type Filler = (parameters: Parameters) => Result<Value, RenderError>;

/** Prepares one text; undefined for one without actions. */
export type CompileText = (text: string) => Result<Template | undefined, TemplateFault>;

/** A child of a collection that holds actions, in its value or its key. */
interface Child {
  step: string | number;
  value: Filler | undefined;
  key: Filler | undefined;
}

/**
 * Prepares the strings and keys of a value, each a template of its own, for many parameters.
 * @returns undefined for a value without actions, which all results then share
 */
export function compileValue(
  value: Value,
  path: Path,
  compile: CompileText,
): Result<Filler | undefined, RenderError> {
  if (typeof value === 'string') return compileText(value, path, compile);
  if (Array.isArray(value)) return compileChildren(value, value.entries(), path, compile);
  if (isObject(value)) return compileChildren(value, Object.entries(value), path, compile);
  return success(undefined);
}

function compileText(
  text: string,
  path: Path,
  compile: CompileText,
): Result<Filler | undefined, RenderError> {
  const compiled = compile(text);
  if (!compiled.ok) return failure({ ...compiled.error, path });
  const template = compiled.value;
  if (!template) return success(undefined);
  return success((parameters) => {
    const filled = template(parameters);
    return filled.ok ? filled : failure({ ...filled.error, path });
  });
}

function compileChildren(
  collection: Value[] | ValueObject,
  entries: Iterable<[step: string | number, value: Value]>,
  path: Path,
  compile: CompileText,
): Result<Filler | undefined, RenderError> {
  const children: Child[] = [];
  for (const [step, item] of entries) {
    const key = compileText(String(step), [...path, step], compile);
    if (!key.ok) return key;
    const value = compileValue(item, [...path, step], compile);
    if (!value.ok) return value;
    if (key.value || value.value) children.push({ step, key: key.value, value: value.value });
  }
  if (children.length === 0) return success(undefined);
  return success((parameters) =>
    Array.isArray(collection)
      ? fillList(collection, children, parameters)
      : fillMapping(collection, children, parameters),
  );
}

function fillList(list: Value[], children: Child[], parameters: Parameters): Result<Value, RenderError> {
  const filled = [...list];
  for (const { step, value } of children) {
    const item = value?.(parameters);
    if (item && !item.ok) return item;
    if (item) filled[Number(step)] = item.value;
  }
  return success(filled);
}

function fillMapping(
  mapping: ValueObject,
  children: Child[],
  parameters: Parameters,
): Result<Value, RenderError> {
  const filled = new Map(Object.entries(mapping));
  for (const { step, key, value } of children) {
    const name = key?.(parameters) ?? success(step);
    if (!name.ok) return name;
    const item = value?.(parameters) ?? success(mapping[step] ?? null);
    if (!item.ok) return item;
    if (key) filled.delete(String(step));
    filled.set(String(name.value), item.value);
  }
  return success(Object.fromEntries(filled));
}
