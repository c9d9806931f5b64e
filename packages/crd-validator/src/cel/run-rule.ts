import type { ValidationRule } from '../crd-schema.ts';
import { type Finding, type FindingCause, finding, type Part } from '../finding.ts';
import { goQuote, goValue } from '../go-text.ts';
import { childNode, type SchemaNode } from '../node.ts';
import type { FieldErrorType } from '../types.ts';
import type { Value } from '../value.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { CelFault } from './fault.ts';
import { type CelProgram, optionalOldSelf } from './program.ts';
import { type CelValue, CelValues } from './value.ts';

/** What a rule finds wrong. */
export interface Failure {
  finding: Finding;
  /** True when the server accepts on update what was wrong before and did not change. */
  isRatcheted: boolean;
}

/** Runs rules on values. */
export class RuleRunner {
  readonly #values = new CelValues();

  /** Runs the rules of a node on a value, `old` being what it was before; gives those that fail. */
  run(
    node: SchemaNode,
    rules: readonly CompiledRule[],
    value: Value,
    old: Value | undefined,
  ): readonly Failure[] {
    const self = this.#values.of(node, value);
    const oldSelf = old === undefined ? undefined : this.#values.of(node, old);
    let out = noFailures;
    for (const compiled of rules) {
      const isOptional = compiled.rule.optionalOldSelf === true;
      if (compiled.usesOldSelf && old === undefined && !isOptional) continue;
      const failure = runRule(node, compiled, value, self, isOptional ? optionalOldSelf(oldSelf) : oldSelf);
      if (failure !== undefined) out = [...out, failure];
    }
    return out;
  }
}

const noFailures: readonly Failure[] = [];

function runRule(
  node: SchemaNode,
  compiled: CompiledRule,
  value: Value,
  self: CelValue,
  old: unknown,
): Failure | undefined {
  const { rule, usesOldSelf, program, message } = compiled;
  try {
    if (program.run(self, old) === true) return undefined;
  } catch (cause) {
    if (!(cause instanceof CelFault)) throw cause;
    const text = faultMessage(node, rule, cause.message);
    const finding = keyed(causeOf(compiled, 'rule-error', 0), 'FieldValueInvalid', text);
    return { finding, isRatcheted: false };
  }
  const detail =
    messageOf(message, self, old) ?? (rule.message?.trim() || `failed rule: ${rule.rule.trim()}`);
  const path = fieldPath(node, rule.fieldPath);
  const failed = failure(node, value, causeOf(compiled, 'rule', path.length), detail);
  return { finding: { ...failed, path }, isRatcheted: !usesOldSelf };
}

function causeOf(
  { rule: { rule, fieldPath, reason }, usesOldSelf }: CompiledRule,
  kind: 'rule' | 'rule-error',
  fieldLength: number,
): FindingCause & { fieldLength: number } {
  const params = {
    rule,
    usesOldSelf,
    ...(fieldPath === undefined ? {} : { fieldPath }),
    ...(reason === undefined ? {} : { reason }),
  };
  return { source: 'cel', kind, params, fieldLength };
}

function failure(
  { schema }: SchemaNode,
  value: Value,
  cause: FindingCause & { fieldLength: number },
  detail: string,
): Finding {
  const shown = schema.type === 'object' || schema.type === 'array' ? '' : `: ${goValue(value)}`;
  switch (cause.params.reason) {
    case 'FieldValueForbidden':
      return keyed(cause, 'FieldValueForbidden', `Forbidden: ${detail}`);
    case 'FieldValueRequired':
      return keyed(cause, 'FieldValueRequired', `Required value: ${detail}`);
    case 'FieldValueDuplicate':
      return keyed(cause, 'FieldValueDuplicate', `Duplicate value${shown}`);
    default:
      return keyed(cause, 'FieldValueInvalid', `Invalid value${shown}: ${detail}`);
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

function keyed(cause: FindingCause, type: FieldErrorType, message: string): Finding {
  return finding(cause, type, () => message, 'keyed');
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
