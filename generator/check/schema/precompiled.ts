import equal from 'ajv/dist/runtime/equal.js';
import ucs2length from 'ajv/dist/runtime/ucs2length.js';
import { stringFormats } from './formats.ts';
import { listProblems } from './list-items.ts';
import { goRegExp } from './regexp/go-regexp.ts';
import { checkNames, makeChecks } from './values.generated.js';

/** The part of ajv's error objects that messages are made of. */
export interface CheckError {
  keyword: string;
  params: Record<string, unknown>;
}

/** A check as ajv compiles it: true, or false with `errors` filled. */
export interface CompiledCheck {
  (value: unknown): boolean;
  errors?: CheckError[] | null;
}

/** Finds the check made ahead of time for a value schema, by the schema's text. */
export function precompiledChecks(): (schemaText: string) => CompiledCheck | undefined {
  const modules: Record<string, unknown> = {
    'ajv/dist/runtime/equal': equal,
    'ajv/dist/runtime/ucs2length': ucs2length,
  };
  const checks = makeChecks((name) => modules[name], goRegExp, stringFormats, listProblems);
  return (schemaText) => checks[checkNames[schemaText] ?? ''];
}
