import { addBelow, type Finding, finding, noFindings, schemaCause } from './finding.ts';
import { goQuote } from './go-text.ts';
import { childNode, partOf, type SchemaNode } from './node.ts';
import { type Correlated, correlatedField, correlatedItem, isUnchanged } from './ratchet.ts';
import { SubtreeCache } from './subtree-cache.ts';
import type { ValueChecks } from './value/value-checks.ts';
import type { Value, ValueObject } from './value.ts';

/**
 * Checks a whole value against its schema, as kube-openapi does for a custom resource
 * (pkg/validation/validate). Findings of subtrees are cached by identity.
 */
export class Structure {
  readonly #values: ValueChecks;
  readonly #cache = new SubtreeCache<readonly Finding[]>();

  constructor(values: ValueChecks) {
    this.#values = values;
  }

  /** Findings on create. */
  check(node: SchemaNode, value: Value): readonly Finding[] {
    if (typeof value !== 'object' || value === null) return this.#own(node, value);
    return this.#cache.getOrCompute(node, value, () => this.#walk(node, value, undefined));
  }

  /**
   * Findings on update: what was wrong before and did not change is accepted
   * (apiextensions-apiserver v0.37, pkg/apiserver/validation/ratcheting.go).
   */
  checkUpdate(pair: Correlated): readonly Finding[] {
    const { node, value } = pair;
    if (this.check(node, value).length === 0) return noFindings;
    if (isUnchanged(pair)) return noFindings;
    if (typeof value !== 'object' || value === null) return this.check(node, value);
    return this.#walk(node, value, pair);
  }

  /** The findings at a value and below it, on update where it is one of a pair. */
  #walk(node: SchemaNode, value: Value[] | ValueObject, pair: Correlated | undefined): readonly Finding[] {
    const own = this.#own(node, value);
    let all: Finding[] | undefined;
    if (Array.isArray(value)) {
      const { items } = node;
      if (items === undefined) return own;
      for (let index = 0; index < value.length; index += 1) {
        const found = this.#child(items, value[index] ?? null, pair && correlatedItem(pair, index));
        if (found.length > 0) all = addBelow(all ?? [...own], index, found);
      }
    } else {
      for (const key of Object.keys(value)) {
        const child = childNode(node, key);
        if (child === undefined || child === 'any') continue;
        const found = this.#child(child, value[key] ?? null, pair && correlatedField(pair, key));
        if (found.length > 0) all = addBelow(all ?? [...own], partOf(node, key), found);
      }
    }
    return all ?? own;
  }

  #child(child: SchemaNode, value: Value, pair: Correlated | undefined): readonly Finding[] {
    return pair === undefined ? this.check(child, value) : this.checkUpdate(pair);
  }

  #own(node: SchemaNode, value: Value): readonly Finding[] {
    const own = this.#values.check(node, value);
    if (value === null) return own;
    const joined = this.#junctors(node, value);
    return joined.length === 0 ? own : [...own, ...joined];
  }

  // kube-openapi, pkg/validation/validate/schema_props.go
  #junctors(node: SchemaNode, value: Value): readonly Finding[] {
    if (!node.joins) return noFindings;
    const { anyOf, oneOf, allOf, not } = node;
    const out: Finding[] = [];
    if (anyOf.length > 0) out.push(...anyOfFindings(this.#tried(anyOf, value)));
    if (oneOf.length > 0) out.push(...oneOfFindings(this.#tried(oneOf, value)));
    if (allOf.length > 0) out.push(...allOfFindings(this.#tried(allOf, value)));
    if (not !== undefined && this.check(not, value).length === 0)
      out.push(junctor('not', 'must not validate the schema (not)'));
    return out;
  }

  #tried(parts: readonly SchemaNode[], value: Value): (readonly Finding[])[] {
    return parts.map((part) => this.check(part, value));
  }
}

function anyOfFindings(tried: (readonly Finding[])[]): readonly Finding[] {
  if (tried.some((found) => found.length === 0)) return noFindings;
  return [junctor('anyOf', 'must validate at least one schema (anyOf)'), ...(tried[0] ?? [])];
}

function oneOfFindings(tried: (readonly Finding[])[]): readonly Finding[] {
  const valid = tried.filter((found) => found.length === 0).length;
  if (valid === 1) return noFindings;
  const found = valid === 0 ? 'Found none valid' : `Found ${valid} valid alternatives`;
  const first = valid === 0 ? (tried[0] ?? []) : [];
  return [junctor('oneOf', `must validate one and only one schema (oneOf). ${found}`), ...first];
}

function allOfFindings(tried: (readonly Finding[])[]): readonly Finding[] {
  const failed = tried.filter((found) => found.length > 0);
  if (failed.length === 0) return noFindings;
  const none = failed.length === tried.length ? '. None validated' : '';
  return [...failed.flat(), junctor('allOf', `must validate all the schemas (allOf)${none}`)];
}

/** The server names no field for these. */
function junctor(kind: 'anyOf' | 'oneOf' | 'allOf' | 'not', text: string): Finding {
  return finding(
    schemaCause(kind),
    'FieldValueInvalid',
    (field) => `Invalid value: "": ${goQuote(field)} ${text}`,
    'none',
  );
}
