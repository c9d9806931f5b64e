import type { Value } from '@kustomize-ts/core';
import type { CompiledCheck } from './precompiled.ts';

/** The name of the check for each value schema, by the schema's text. */
export const checkNames: Readonly<Record<string, string>>;

/** Makes the checks, by name; what ajv's code refers to is passed in. */
export function makeChecks(
  require: (module: string) => unknown,
  goRegExp: (pattern: string) => { test(text: string): boolean },
  stringFormats: Readonly<Record<string, (text: string) => boolean>>,
  listProblems: (list: Value[], keys: string[] | null) => object[],
): Readonly<Record<string, CompiledCheck>>;
