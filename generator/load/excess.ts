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
    help: 'Write the repeated values out, or move them to spec.defaults',
  },
  circular: {
    code: 'yaml-alias-limit',
    message: 'the alias stands inside of what it stands for',
    help: 'Write the value out',
  },
  'prototype-key': {
    code: 'invalid-name',
    message: 'no key can be named __proto__',
    help: 'Give it another name',
    part: 'key',
  },
  'long-key': {
    code: 'invalid-name',
    message: 'the key is longer than YAML lets a key be',
    help: 'Give it a shorter name',
    part: 'key',
  },
  'lost-character': {
    code: 'invalid-value',
    message: 'the text holds a control character that kustomize cannot carry',
    help: 'Remove the character; U+007F to U+009F, U+FFFE, U+FFFF and halves of surrogate pairs are such',
  },
  'inexact-number': {
    code: 'invalid-value',
    message: 'the number has more digits than can be kept',
    help: 'Write a smaller number, or quotes around it where text is wanted',
  },
};

/** Tells what `measure` found where it is written. */
export function excessDiagnostic(
  { kind, path }: Excess,
  locate: (path: Excess['path'], part?: 'key') => Location,
): Diagnostic {
  const { part, ...text } = TEXTS[kind];
  return { severity: 'error', ...text, at: locate(path, part) };
}
