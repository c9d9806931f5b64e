import type { ValidationRule } from '../crd-schema.ts';
import { type Finding, finding, type Part } from '../finding.ts';
import { goQuote, goValue } from '../go-text.ts';
import { childNode, type SchemaNode } from '../node.ts';
import type { FieldErrorType } from '../types.ts';
import type { Value } from '../value.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { CelFault } from './fault.ts';
import { type CelProgram, optionalOldSelf } from './program.ts';
import { type CelValue, celValue } from './value.ts';

/** What a rule finds wrong. */
export interface Failure {
  finding: Finding;
  /** True when what was wrong before may stay so. */
  passes: boolean;
}

/** Runs a rule on a value, `old` being what it was before; undefined where it holds, or has nothing to compare with. */
export function failureOf(
  node: SchemaNode,
  compiled: CompiledRule,
  value: Value,
  old: Value | undefined,
): Failure | undefined {
  if (!isRun(compiled, old)) return undefined;
  if (compiled.holds?.(value, old) === true) return undefined;
  return runRule(node, value, compiled, old);
}

/** False for a rule that asks for an old value where there is none. */
export function isRun({ usesOldSelf, rule }: CompiledRule, old: Value | undefined): boolean {
  return !usesOldSelf || old !== undefined || rule.optionalOldSelf === true;
}

/** `oldSelf` as a rule sees it. */
export function oldSelfOf(
  node: SchemaNode,
  { optionalOldSelf: optional }: ValidationRule,
  old: Value | undefined,
): unknown {
  const oldSelf = old === undefined ? undefined : celValue(node, old);
  return optional === true ? optionalOldSelf(oldSelf) : oldSelf;
}

function runRule(
  node: SchemaNode,
  value: Value,
  { rule, usesOldSelf, programs }: CompiledRule,
  oldValue: Value | undefined,
): Failure | undefined {
  const { program, message } = programs();
  const self = celValue(node, value);
  const old = oldSelfOf(node, rule, oldValue);
  try {
    if (program.run(self, old) === true) return undefined;
  } catch (cause) {
    if (!(cause instanceof CelFault)) throw cause;
    return { finding: keyed('FieldValueInvalid', faultMessage(node, rule, cause.message)), passes: false };
  }
  const detail =
    messageOf(message, self, old) ?? (rule.message?.trim() || `failed rule: ${rule.rule.trim()}`);
  const failed = failure(node, value, rule.reason, detail);
  return { finding: { ...failed, path: fieldPath(node, rule.fieldPath) }, passes: !usesOldSelf };
}

function failure({ schema }: SchemaNode, value: Value, reason: string | undefined, detail: string): Finding {
  const shown = schema.type === 'object' || schema.type === 'array' ? '' : `: ${goValue(value)}`;
  switch (reason) {
    case 'FieldValueForbidden':
      return keyed(reason, `Forbidden: ${detail}`);
    case 'FieldValueRequired':
      return keyed(reason, `Required value: ${detail}`);
    case 'FieldValueDuplicate':
      return keyed(reason, `Duplicate value${shown}`);
    default:
      return keyed('FieldValueInvalid', `Invalid value${shown}: ${detail}`);
  }
}

function faultMessage({ schema }: SchemaNode, rule: ValidationRule, fault: string): string {
  const name = rule.message?.trim() || rule.rule.trim();
  const text = fault.startsWith('no such overload')
    ? `'${fault}': call arguments did not match a supported operator, function or macro signature for rule: ${name}`
    : `${fault} evaluating rule: ${name}`;
  return `Invalid value: ${goQuote(schema.type ?? '')}: ${text}`;
}

/** The text of a message expression; undefined when it gives none the server would take. */
function messageOf(message: CelProgram | undefined, self: CelValue, oldSelf: CelValue): string | undefined {
  if (message === undefined) return undefined;
  try {
    const text = message.run(self, oldSelf);
    const trimmed = typeof text === 'string' ? text.trim() : '';
    const isUnfit = trimmed === '' || Buffer.byteLength(trimmed) > 5 * 1024 || trimmed.includes('\n');
    return isUnfit ? undefined : trimmed;
  } catch (cause) {
    if (cause instanceof CelFault) return undefined;
    throw cause;
  }
}

export function keyed(type: FieldErrorType, message: string): Finding {
  return finding(type, () => message, 'keyed');
}

/** A rule's `fieldPath`, `.spec.a` or `['a.b']`, as path parts. */
function fieldPath(node: SchemaNode, text: string | undefined): Part[] {
  const parts = (text ?? '').matchAll(/\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/g);
  let at: SchemaNode | 'any' | undefined = node;
  return Array.from(parts, ([, plain, quoted]) => {
    const name = plain ?? (quoted ?? '').replace(/\\(.)/g, '$1');
    const isField = typeof at !== 'object' || at.properties.has(name);
    at = typeof at === 'object' ? childNode(at, name) : undefined;
    return isField ? name : { key: name };
  });
}
