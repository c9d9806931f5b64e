import { addBelow, type Finding, noFindings } from '../finding.ts';
import { partOf, type SchemaNode } from '../node.ts';
import { type Correlated, correlatedField, correlatedItem, isUnchanged, oldItem } from '../ratchet.ts';
import { PerNode, SubtreeCache } from '../subtree-cache.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { type CompiledRule, RuleCompiler } from './compiled-rule.ts';
import { RuleRunner } from './run-rule.ts';

/** A value before an update: the old value of rules, and the pairs that decide whether an error is ratcheted. */
interface OldState {
  old: Value | undefined;
  pair: Correlated | undefined;
  parent: Correlated | undefined;
}

const onCreate: OldState = { old: undefined, pair: undefined, parent: undefined };

/**
 * Runs `x-kubernetes-validations`, as apiextensions-apiserver v0.37 does (pkg/apiserver/schema/cel/validation.go), without
 * its cost budget. Rules are compiled when first met. Maps are visited in their order, which the server does in a random one.
 */
export class Rules {
  readonly #runner = new RuleRunner();
  readonly #compiler = new RuleCompiler();
  readonly #compiled = new PerNode<readonly CompiledRule[]>((node) =>
    node.rules.map((rule) => this.#compiler.compile(rule)),
  );
  readonly #cache = new SubtreeCache<readonly Finding[]>();

  /** Findings on create of a whole object, cached by identity. */
  checkCreate(node: SchemaNode, value: Value): readonly Finding[] {
    return this.#check(node, value);
  }

  /** Findings on update of a whole object. */
  checkUpdate(node: SchemaNode, value: Value, old: Value): readonly Finding[] {
    return this.#walk(node, value, { old, pair: { node, value, old }, parent: undefined });
  }

  #check(node: SchemaNode, value: Value): readonly Finding[] {
    if (!node.ruled || value === null) return noFindings;
    if (typeof value !== 'object') return this.#own(node, value, onCreate);
    return this.#cache.getOrCompute(node, value, () => this.#walk(node, value, onCreate));
  }

  #walk(node: SchemaNode, value: Value, before: OldState): readonly Finding[] {
    if (!node.ruled || value === null) return noFindings;
    const own = this.#own(node, value, before);
    if (Array.isArray(value)) return this.#walkList(node, value, before, own);
    return isObject(value) ? this.#walkMapping(node, value, before, own) : own;
  }

  #walkList(node: SchemaNode, list: Value[], before: OldState, own: readonly Finding[]): readonly Finding[] {
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
    before: OldState,
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

  #own(node: SchemaNode, value: Value, before: OldState): readonly Finding[] {
    if (node.rules.length === 0) return noFindings;
    const failures = this.#runner.run(node, this.#compiled.of(node), value, before.old ?? undefined);
    if (failures.length === 0) return noFindings;
    const isSame = isSameAsBefore(before);
    return failures.flatMap(({ finding, isRatcheted }) => (isRatcheted && isSame ? [] : finding));
  }
}

/** The fields below which there are rules: of a map all, of other mappings also those it lacks. */
function ruledFields(node: SchemaNode, mapping: ValueObject): SchemaNode['ruledProperties'] {
  const { ruledProperties, properties, additional } = node;
  if (additional === undefined || additional === 'any' || !additional.ruled) return ruledProperties;
  const keys = Object.keys(mapping).filter((key) => !properties.has(key));
  return [...ruledProperties, ...keys.map((key) => [key, additional] as const)];
}

function isSameAsBefore({ pair, parent }: OldState): boolean {
  const deciding = pair ?? parent;
  return deciding !== undefined && isUnchanged(deciding);
}

function beforeField({ old, pair, parent }: OldState, key: string): OldState {
  const oldValue = isObject(old) && Object.hasOwn(old, key) ? (old as ValueObject)[key] : undefined;
  if (pair === undefined) return { old: oldValue, pair, parent };
  const typeMeta = parent === undefined && (key === 'apiVersion' || key === 'kind');
  if (typeMeta) return { old: oldValue, pair: undefined, parent: undefined };
  return { old: oldValue, pair: correlatedField(pair, key), parent: pair };
}

function beforeItem(node: SchemaNode, { old, pair, parent }: OldState, item: Value, index: number): OldState {
  const oldValue = Array.isArray(old) ? oldItem(node, old, item) : undefined;
  if (pair === undefined) return { old: oldValue, pair, parent };
  return { old: oldValue, pair: correlatedItem(pair, index), parent: pair };
}
