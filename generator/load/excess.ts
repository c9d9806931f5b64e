import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { type Excess, MAX_VALUES } from './measure.ts';

const TEXTS: Record<Excess['kind'], Pick<Diagnostic, 'code' | 'message' | 'help'> & { part?: 'key' }> = {
  'too-deep': {
    code: 'yaml-syntax',
    message: 'the YAML is nested too deep to be read',
    help: 'Write it with fewer levels',
  },
  'too-many': {
    code: 'yaml-alias-limit',
    message: `aliases (*name) expand to more than ${MAX_VALUES} values`,
    help: 'Repeat the values instead, or move them to spec.defaults',
  },
  circular: {
    code: 'yaml-alias-limit',
    message: 'the alias is inside its own anchor',
    help: 'Write the value itself',
  },
  'prototype-key': {
    code: 'invalid-name',
    message: 'the key __proto__ is not allowed',
    help: 'Give it another name',
    part: 'key',
  },
  'long-key': {
    code: 'invalid-name',
    message: 'the key is longer than YAML allows',
    help: 'Give it a shorter name',
    part: 'key',
  },
  'lost-character': {
    code: 'invalid-value',
    message: 'the text contains a control character that kustomize changes or rejects',
    help: 'Remove the character: U+007F to U+009F, U+FFFE, U+FFFF, or half of a surrogate pair',
  },
  'infinite-number': {
    code: 'invalid-value',
    message: 'YAML reads this as infinity or not a number, which Kubernetes has no value for',
    help: 'Write a number, or quote it where the field takes a string',
  },
  'inexact-number': {
    code: 'invalid-value',
    message: 'the number has more digits than a 64-bit floating-point number can hold',
    help: 'Write a smaller number, or quote it where the field takes a string',
  },
};

/** The diagnostic for what `measure` found, at its place. */
export function excessDiagnostic(
  { kind, path }: Excess,
  locate: (path: Excess['path'], part?: 'key') => Location,
): Diagnostic {
  const { part, ...text } = TEXTS[kind];
  return { severity: 'error', ...text, at: locate(path, part) };
}
