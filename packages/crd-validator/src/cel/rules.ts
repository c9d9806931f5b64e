import type { ASTNode } from '@marcbachmann/cel-js';
import { addBelow, type Finding, noFindings } from '../finding.ts';
import { goQuote } from '../go-text.ts';
import { memoOf } from '../memo.ts';
import { partOf, type SchemaNode } from '../node.ts';
import { type Correlated, correlatedField, correlatedItem, isUnchanged, oldItem } from '../ratchet.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { type CompiledRule, RuleCompiler } from './compiled-rule.ts';
import { Budget } from './cost/budget.ts';
import { isSmall } from './cost/extent.ts';
import { OBJECT_LIMIT } from './cost/meter.ts';
import { boundFor, nodeCost, SMALL } from './cost/node-cost.ts';
import { failureOf, isRun, keyed, oldSelfOf } from './failure.ts';
import { celValue } from './value.ts';

/** Where a value stands on update: the old value of rules, and the pairs that decide whether an error is let pass. */
interface BaseState {
  old: Value | undefined;
  pair: Correlated | undefined;
  parent: Correlated | undefined;
}

const onCreate: BaseState = { old: undefined, pair: undefined, parent: undefined };

/**
 * Runs `x-kubernetes-validations`, as apiextensions-apiserver v0.37 does (pkg/apiserver/schema/cel/validation.go).
 * Rules are compiled when first met. What the server spends on an object is counted only where a bound on it, from the
 * sizes that the schema allows and values have, exceeds the budget. Rules that have code made ahead of time stay within it
 * on all small objects: of Karpenter's kinds it takes more than 4096 tags, capacities or letters in a key. Maps are gone over
 * in their order, which the server does in a random one.
 */
export class Rules {
  readonly #compiler = new RuleCompiler();
  /** True where what the rules may cost is not known to be little. */
  #bounding = false;
  /** The most that the rules run so far may have cost. */
  #bound = 0;
  /** What is left where costs are counted. */
  #budget: Budget | undefined;

  /** Findings on create of a whole object, remembered by identity. */
  checkCreate(node: SchemaNode, value: Value): readonly Finding[] {
    return this.#withinBudget(isSmall(value, SMALL), () => this.#check(node, value));
  }

  /** Findings on update of a whole object. */
  checkUpdate(node: SchemaNode, value: Value, old: Value): readonly Finding[] {
    return this.#withinBudget(isSmall(value, SMALL) && isSmall(old, SMALL), () =>
      this.#walk(node, value, { old, pair: { node, value, old }, parent: undefined }),
    );
  }

  /** Runs all rules, and once more with their costs counted when they may have exceeded the budget. */
  #withinBudget(small: boolean, run: () => readonly Finding[]): readonly Finding[] {
    this.#bounding = !small;
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
    // What is large is new to each object.
    const memo = this.#bounding ? undefined : memoOf(node, value);
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

  #walk(node: SchemaNode, value: Value, before: BaseState): readonly Finding[] {
    if (!node.ruled || value === null || this.#budget?.exhausted === true) return noFindings;
    const own = this.#own(node, value, before);
    if (Array.isArray(value)) return this.#walkList(node, value, before, own);
    return isObject(value) ? this.#walkMapping(node, value, before, own) : own;
  }

  #walkList(node: SchemaNode, list: Value[], before: BaseState, own: readonly Finding[]): readonly Finding[] {
    const { items } = node;
    if (items?.ruled !== true) return own;
    let all: Finding[] | undefined;
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index] ?? null;
      const found =
        before === onCreate
          ? this.#check(items, item)
          : this.#walk(items, item, beforeItem(node, before, item, index));
      if (found.length > 0) all = addBelow(all ?? [...own], index, found);
    }
    return all ?? own;
  }

  #walkMapping(
    node: SchemaNode,
    mapping: ValueObject,
    before: BaseState,
    own: readonly Finding[],
  ): readonly Finding[] {
    let all: Finding[] | undefined;
    for (const [key, child] of ruledFields(node, mapping)) {
      const value = Object.hasOwn(mapping, key) ? (mapping[key] ?? null) : null;
      if (value === null) continue;
      const found =
        before === onCreate ? this.#check(child, value) : this.#walk(child, value, beforeField(before, key));
      if (found.length > 0) all = addBelow(all ?? [...own], partOf(node, key), found);
    }
    return all ?? own;
  }

  #own(node: SchemaNode, value: Value, before: BaseState): readonly Finding[] {
    if (node.rules.length === 0) return noFindings;
    let out: Finding[] | undefined;
    const rules = this.#rulesOf(node);
    if (this.#bounding || !rules.every(hasCode)) {
      node.compiled.cost ??= nodeCost(node, rules.flatMap(expressionsOf));
      this.#bound += boundFor(node.compiled.cost, value, before.old);
    }
    for (const compiled of rules) {
      const overspent = this.#spend(node, compiled, value, before.old ?? undefined);
      if (overspent !== undefined) return [...(out ?? noFindings), overspent];
      const found = failureOf(node, compiled, value, before.old ?? undefined);
      if (found === undefined || (found.passes && letPass(before))) continue;
      out ??= [];
      out.push(found.finding);
    }
    return out ?? noFindings;
  }

  /** Spends what running a rule costs, where costs are counted; gives the finding when that is too much. */
  #spend(
    node: SchemaNode,
    compiled: CompiledRule,
    value: Value,
    old: Value | undefined,
  ): Finding | undefined {
    if (this.#budget === undefined || !isRun(compiled, old)) return undefined;
    const { rule } = compiled;
    const cost = this.#compiler.costOf(rule, celValue(node, value), oldSelfOf(node, rule, old));
    const text = this.#budget.spend(cost, rule);
    if (text === undefined) return undefined;
    return keyed('FieldValueInvalid', `Invalid value: ${goQuote(node.schema.type ?? '')}: ${text}`);
  }

  #rulesOf(node: SchemaNode): readonly CompiledRule[] {
    node.compiled.rules ??= node.rules.map((rule) => this.#compiler.compile(rule));
    return node.compiled.rules;
  }
}

function hasCode({ holds }: CompiledRule): boolean {
  return holds !== undefined;
}

function expressionsOf({ programs }: CompiledRule): ASTNode[] {
  const { program, message } = programs();
  return message === undefined ? [program.ast] : [program.ast, message.ast];
}

/** The fields below which rules stand: of a map all, of other mappings also those it lacks. */
function ruledFields(node: SchemaNode, mapping: ValueObject): SchemaNode['ruledProperties'] {
  const { ruledProperties, properties, additional } = node;
  if (additional === undefined || additional === 'any' || !additional.ruled) return ruledProperties;
  const keys = Object.keys(mapping).filter((key) => !properties.has(key));
  return [...ruledProperties, ...keys.map((key) => [key, additional] as const)];
}

function letPass({ pair, parent }: BaseState): boolean {
  const deciding = pair ?? parent;
  return deciding !== undefined && isUnchanged(deciding);
}

function beforeField({ old, pair, parent }: BaseState, key: string): BaseState {
  const oldValue = isObject(old) && Object.hasOwn(old, key) ? (old as ValueObject)[key] : undefined;
  if (pair === undefined) return { old: oldValue, pair, parent };
  const typeMeta = parent === undefined && (key === 'apiVersion' || key === 'kind');
  if (typeMeta) return { old: oldValue, pair: undefined, parent: undefined };
  return { old: oldValue, pair: correlatedField(pair, key), parent: pair };
}

function beforeItem(
  node: SchemaNode,
  { old, pair, parent }: BaseState,
  item: Value,
  index: number,
): BaseState {
  const oldValue = Array.isArray(old) ? oldItem(node, old, item) : undefined;
  if (pair === undefined) return { old: oldValue, pair, parent };
  return { old: oldValue, pair: correlatedItem(pair, index), parent: pair };
}
