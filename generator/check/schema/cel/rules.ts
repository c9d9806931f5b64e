import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { addBelow, type Finding, noFindings } from '../finding.ts';
import { memoOf } from '../memo.ts';
import { partOf, type SchemaNode } from '../node.ts';
import { type Correlated, correlatedField, correlatedItem, isUnchanged, oldItem } from '../ratchet.ts';
import { type CompiledRule, RuleCompiler } from './compiled-rule.ts';
import { failureOf } from './failure.ts';

/** Where a value stands on update: the old value of rules, and the pairs that decide whether an error is let pass. */
interface Before {
  old: Value | undefined;
  pair: Correlated | undefined;
  parent: Correlated | undefined;
}

const onCreate: Before = { old: undefined, pair: undefined, parent: undefined };

/**
 * Runs `x-kubernetes-validations`, as apiextensions-apiserver v0.37 does (pkg/apiserver/schema/cel/validation.go).
 * Rules are compiled when first met. What the server spends on cost budgets is not counted.
 */
export class Rules {
  readonly #compiler = new RuleCompiler();

  /** Findings on create, remembered by identity. */
  check(node: SchemaNode, value: Value): readonly Finding[] {
    if (!node.ruled || value === null) return noFindings;
    if (typeof value !== 'object') return this.#own(node, value, onCreate);
    const memo = memoOf(node, value);
    if (memo?.rules !== undefined) return memo.rules;
    const found = this.#walk(node, value, onCreate);
    if (memo !== undefined) memo.rules = found;
    return found;
  }

  /** Findings on update of a whole object. */
  checkUpdate(node: SchemaNode, value: Value, old: Value): readonly Finding[] {
    return this.#walk(node, value, { old, pair: { node, value, old }, parent: undefined });
  }

  #walk(node: SchemaNode, value: Value, before: Before): readonly Finding[] {
    if (!node.ruled || value === null) return noFindings;
    const own = this.#own(node, value, before);
    if (Array.isArray(value)) return this.#walkList(node, value, before, own);
    return isObject(value) ? this.#walkMapping(node, value, before, own) : own;
  }

  #walkList(node: SchemaNode, list: Value[], before: Before, own: readonly Finding[]): readonly Finding[] {
    const { items } = node;
    if (items?.ruled !== true) return own;
    let all: Finding[] | undefined;
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index] ?? null;
      const found =
        before === onCreate
          ? this.check(items, item)
          : this.#walk(items, item, beforeItem(node, before, item, index));
      if (found.length > 0) all = addBelow(all ?? [...own], index, found);
    }
    return all ?? own;
  }

  #walkMapping(
    node: SchemaNode,
    mapping: ValueObject,
    before: Before,
    own: readonly Finding[],
  ): readonly Finding[] {
    let all: Finding[] | undefined;
    for (const [key, child] of ruledFields(node, mapping)) {
      const value = Object.hasOwn(mapping, key) ? (mapping[key] ?? null) : null;
      if (value === null) continue;
      const found =
        before === onCreate ? this.check(child, value) : this.#walk(child, value, beforeField(before, key));
      if (found.length > 0) all = addBelow(all ?? [...own], partOf(node, key), found);
    }
    return all ?? own;
  }

  #own(node: SchemaNode, value: Value, before: Before): readonly Finding[] {
    if (node.rules.length === 0) return noFindings;
    let out: Finding[] | undefined;
    for (const compiled of this.#rulesOf(node)) {
      const found = failureOf(node, compiled, value, before.old ?? undefined);
      if (found === undefined || (found.passes && letPass(before))) continue;
      out ??= [];
      out.push(found.finding);
    }
    return out ?? noFindings;
  }

  #rulesOf(node: SchemaNode): readonly CompiledRule[] {
    node.compiled.rules ??= node.rules.map((rule) => this.#compiler.compile(rule));
    return node.compiled.rules;
  }
}

/** The fields below which rules stand: of a map all, of other mappings also those it lacks. */
function ruledFields(node: SchemaNode, mapping: ValueObject): SchemaNode['ruledProperties'] {
  const { ruledProperties, properties, additional } = node;
  if (additional === undefined || additional === 'any' || !additional.ruled) return ruledProperties;
  const keys = Object.keys(mapping).filter((key) => !properties.has(key));
  return [...ruledProperties, ...keys.map((key) => [key, additional] as const)];
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
