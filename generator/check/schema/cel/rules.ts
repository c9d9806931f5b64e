import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { ValidationRule } from '../crd-schema.ts';
import { below, type Finding, finding, noFindings, type Part } from '../finding.ts';
import { goQuote, goValue } from '../go-text.ts';
import { memoOf } from '../memo.ts';
import { childNode, type SchemaNode } from '../node.ts';
import { type Correlated, correlatedField, correlatedItem, isUnchanged, oldItem } from '../ratchet.ts';
import type { FieldErrorType } from '../types.ts';
import { Budget, Meters } from './cost/budget.ts';
import { OBJECT_LIMIT } from './cost/meter.ts';
import { boundFor, nodeCost } from './cost/node-cost.ts';
import { CelFault, type Environments, newEnvironments } from './environment.ts';
import { type CelProgram, compileProgram, optionalOldSelf } from './program.ts';
import { Passed } from './reads.ts';
import { type CelValue, celValue } from './value.ts';

export interface CompiledRule {
  rule: ValidationRule;
  program: CelProgram;
  message: CelProgram | undefined;
  /** Objects it has let pass on create; absent where what it reads cannot be told. */
  passed: Passed | undefined;
}

/** Where a value stands on update: the old value of rules, and the pairs that decide whether an error is let pass. */
interface Before {
  old: Value | undefined;
  pair: Correlated | undefined;
  parent: Correlated | undefined;
}

const onCreate: Before = { old: undefined, pair: undefined, parent: undefined };

/**
 * Runs `x-kubernetes-validations`, as apiextensions-apiserver v0.37 does (pkg/apiserver/schema/cel/validation.go).
 * Rules are compiled when first met. What the server spends on an object is counted only where a bound on it, from the
 * sizes that the schema allows and values have, exceeds the budget. Of Karpenter's kinds that takes more than 4096 tags,
 * capacities or letters in a key. Maps are gone over in their order, which the server does in a random one.
 */
export class Rules {
  #environments: Environments | undefined;
  #meters: Meters | undefined;
  /** The most that the rules run so far may have cost. */
  #bound = 0;
  /** What is left where costs are counted. */
  #budget: Budget | undefined;

  /** Findings on create of a whole object, remembered by identity. */
  checkCreate(node: SchemaNode, value: Value): readonly Finding[] {
    return this.#withinBudget(() => this.#check(node, value));
  }

  /** Findings on update of a whole object. */
  checkUpdate(node: SchemaNode, value: Value, old: Value): readonly Finding[] {
    return this.#withinBudget(() =>
      this.#walk(node, value, { old, pair: { node, value, old }, parent: undefined }),
    );
  }

  /** Runs all rules, and once more with their costs counted when they may have exceeded the budget. */
  #withinBudget(run: () => readonly Finding[]): readonly Finding[] {
    this.#bound = 0;
    const found = run();
    if (this.#bound <= OBJECT_LIMIT) return found;
    this.#budget = new Budget();
    try {
      return run();
    } finally {
      this.#budget = undefined;
    }
  }

  #check(node: SchemaNode, value: Value): readonly Finding[] {
    if (!node.ruled || value === null) return noFindings;
    if (typeof value !== 'object') return this.#own(node, value, onCreate);
    const memo = this.#budget === undefined ? memoOf(node, value) : undefined;
    if (memo?.rules !== undefined) {
      this.#bound += memo.cost ?? 0;
      return memo.rules;
    }
    const already = this.#bound;
    const found = this.#walk(node, value, onCreate);
    if (memo === undefined) return found;
    memo.rules = found;
    memo.cost = this.#bound - already;
    return found;
  }

  #walk(node: SchemaNode, value: Value, before: Before): readonly Finding[] {
    if (!node.ruled || value === null) return noFindings;
    const out = [...this.#own(node, value, before)];
    const visit = (child: SchemaNode, part: Part, inner: Value, next: () => Before) => {
      if (!child.ruled || this.#budget?.exhausted === true) return;
      const found = before === onCreate ? this.#check(child, inner) : this.#walk(child, inner, next());
      out.push(...below(part, found));
    };
    if (Array.isArray(value)) {
      const { items } = node;
      if (items !== undefined) {
        value.forEach((item, index) => {
          visit(items, index, item, () => beforeItem(node, before, item, index));
        });
      }
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        const child = childNode(node, key);
        if (child === undefined || child === 'any') continue;
        visit(child, node.properties.has(key) ? key : { key }, value[key] ?? null, () =>
          beforeField(before, key),
        );
      }
    }
    return out.length === 0 ? noFindings : out;
  }

  #own(node: SchemaNode, value: Value, before: Before): readonly Finding[] {
    if (node.rules.length === 0) return noFindings;
    const counted = this.#budget !== undefined;
    const create = before === onCreate && isObject(value) && !counted ? value : undefined;
    let self: CelValue | undefined;
    const oldSelf = before.old === undefined || before.old === null ? undefined : celValue(node, before.old);
    let out: Finding[] | undefined;
    const rules = this.#rulesOf(node);
    node.compiled.cost ??= nodeCost(node, rules.flatMap(expressionsOf));
    this.#bound += boundFor(node.compiled.cost, value, before.old);
    for (const compiled of rules) {
      if (create !== undefined && compiled.passed?.has(create)) continue;
      self ??= celValue(node, value);
      const overspent = counted ? this.#spend(node, compiled, self, oldSelf) : undefined;
      if (overspent !== undefined) return [...(out ?? noFindings), overspent];
      const found = runRule(node, value, compiled, self, oldSelf);
      if (found === undefined && create !== undefined) compiled.passed?.add(create);
      if (found === undefined || (found.passes && letPass(before))) continue;
      out ??= [];
      out.push(found.finding);
    }
    return out ?? noFindings;
  }

  #rulesOf(node: SchemaNode): readonly CompiledRule[] {
    node.compiled.rules ??= node.rules.map((rule) => this.#compile(rule));
    return node.compiled.rules;
  }

  #compile(rule: ValidationRule): CompiledRule {
    this.#environments ??= newEnvironments();
    const environment =
      rule.optionalOldSelf === true ? this.#environments.optional : this.#environments.plain;
    const { messageExpression } = rule;
    const program = compileProgram(environment, rule.rule);
    return {
      rule,
      program,
      passed: program.reads && new Passed(program.reads),
      message: messageExpression === undefined ? undefined : compileProgram(environment, messageExpression),
    };
  }

  /** Spends what running a rule costs; gives the finding when that is too much. */
  #spend(
    node: SchemaNode,
    { rule, program }: CompiledRule,
    self: CelValue,
    oldSelf: CelValue | undefined,
  ): Finding | undefined {
    if (this.#budget === undefined || this.#environments === undefined) return undefined;
    const old = oldOf(rule, program, oldSelf);
    if (old === 'none') return undefined;
    this.#meters ??= new Meters(this.#environments);
    const text = this.#budget.spend(this.#meters.cost(rule, self, old.value), rule);
    if (text === undefined) return undefined;
    return keyed('FieldValueInvalid', `Invalid value: ${goQuote(node.schema.type ?? '')}: ${text}`);
  }
}

/** `oldSelf` as a rule sees it; none where it asks for an old value that is not there, and so is not run. */
function oldOf(
  { optionalOldSelf: optional }: ValidationRule,
  { usesOldSelf }: CelProgram,
  oldSelf: CelValue | undefined,
): { value: unknown } | 'none' {
  if (optional === true) return { value: optionalOldSelf(oldSelf) };
  return usesOldSelf && oldSelf === undefined ? 'none' : { value: oldSelf };
}

function expressionsOf({ program, message }: CompiledRule): ASTNode[] {
  return message === undefined ? [program.ast] : [program.ast, message.ast];
}

function runRule(
  node: SchemaNode,
  value: Value,
  { rule, program, message }: CompiledRule,
  self: CelValue,
  oldSelf: CelValue | undefined,
): { finding: Finding; passes: boolean } | undefined {
  const before = oldOf(rule, program, oldSelf);
  if (before === 'none') return undefined;
  const old = before.value;
  try {
    if (program.run(self, old) === true) return undefined;
  } catch (cause) {
    if (!(cause instanceof CelFault)) throw cause;
    return { finding: keyed('FieldValueInvalid', faultMessage(node, rule, cause.message)), passes: false };
  }
  const detail =
    messageOf(message, self, old) ?? (rule.message?.trim() || `failed rule: ${rule.rule.trim()}`);
  const failed = failure(node, value, rule.reason, detail);
  return { finding: { ...failed, path: fieldPath(node, rule.fieldPath) }, passes: !program.usesOldSelf };
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
    return trimmed === '' || Buffer.byteLength(trimmed) > 5 * 1024 || trimmed.includes('\n')
      ? undefined
      : trimmed;
  } catch (cause) {
    if (cause instanceof CelFault) return undefined;
    throw cause;
  }
}

function keyed(type: FieldErrorType, message: string): Finding {
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

function letPass({ pair, parent }: Before): boolean {
  const deciding = pair ?? parent;
  return deciding !== undefined && isUnchanged(deciding);
}

function beforeField({ old, pair, parent }: Before, key: string): Before {
  const oldValue = isObject(old) && Object.hasOwn(old, key) ? (old as ValueObject)[key] : undefined;
  if (pair === undefined) return { old: oldValue, pair, parent };
  const typeMeta = parent === undefined && (key === 'apiVersion' || key === 'kind');
  if (typeMeta) return { old: oldValue, pair: undefined, parent: undefined };
  return { old: oldValue, pair: correlatedField(pair, key), parent: pair };
}

function beforeItem(node: SchemaNode, { old, pair, parent }: Before, item: Value, index: number): Before {
  const oldValue = Array.isArray(old) ? oldItem(node, old, item) : undefined;
  if (pair === undefined) return { old: oldValue, pair, parent };
  return { old: oldValue, pair: correlatedItem(pair, index), parent: pair };
}
