import type { SchemaNode } from '../node.ts';
import { PerNode } from '../subtree-cache.ts';
import { SchemaError } from '../types.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { escapeName } from './escape.ts';
import { CelFault } from './fault.ts';

/** A value as CEL rules see it: integers are bigint, times are dates, mappings with awkward keys are Maps. */
export type CelValue = unknown;

/** What of a mapping or list has to be made fit for CEL; computed once for a node. */
export interface CelPlan {
  /** True when values are fit as they are. */
  plain: boolean;
  /** Properties that are not, or go by another name. */
  fields: readonly { name: string; escaped: string; child: SchemaNode }[];
}

/**
 * Makes CEL values of values by their schema (apiserver v0.37, pkg/cel/common/valuesunstructured.go). Subtrees
 * that need no change are given as they are.
 */
export class CelValues {
  readonly #plans = new PerNode<CelPlan>((node) => this.#newPlan(node));

  of(node: SchemaNode, value: Value): CelValue {
    if (this.#plans.of(node).plain) return value;
    if (typeof value !== 'object' || value === null) return celScalar(node, value);
    return Array.isArray(value) ? this.#list(node, value) : this.#mapping(node, value);
  }

  #newPlan(node: SchemaNode): CelPlan {
    const { types, items, properties, preserve, embedded, additional, schema } = node;
    const fields = [...properties]
      .map(([name, child]) => ({ name, escaped: escapeName(name), child }))
      .filter(({ name, escaped, child }) => name !== escaped || !this.#plans.of(child).plain);
    const [type] = types;
    if (types.length !== 1 || preserve || embedded || additional !== undefined)
      return { plain: false, fields };
    const plain =
      type === 'boolean' ||
      type === 'number' ||
      (type === 'string' && schema.format === undefined) ||
      (type === 'array' && items !== undefined && this.#plans.of(items).plain) ||
      (type === 'object' && properties.size > 0 && fields.length === 0);
    return { plain, fields };
  }

  #list({ items }: SchemaNode, value: Value[]): CelValue {
    if (items === undefined) return value;
    let out: CelValue[] | undefined;
    for (let index = 0; index < value.length; index += 1) {
      const made = this.of(items, value[index] ?? null);
      if (made === value[index]) continue;
      out ??= [...value];
      out[index] = made;
    }
    return out ?? value;
  }

  #mapping(node: SchemaNode, value: ValueObject): CelValue {
    if (node.properties.size === 0) return this.#map(node, value);
    let out: Record<string, CelValue> | undefined;
    if (node.preserve || node.embedded) out = onlyVisible(node, value);
    for (const { name, escaped, child } of this.#plans.of(node).fields) {
      if (!Object.hasOwn(value, name)) continue;
      const misfit = isMisfit(child, value[name]);
      const made = misfit ? undefined : this.of(child, value[name] ?? null);
      if (made === value[name] && name === escaped) continue;
      out ??= { ...value };
      if (name !== escaped) delete out[name];
      if (misfit) Object.defineProperty(out, escaped, { enumerable: true, get: rejectList });
      else out[escaped] = made;
    }
    return out ?? value;
  }

  /** A map, or an object of which rules can see nothing. */
  #map({ additional }: SchemaNode, value: ValueObject): CelValue {
    if (typeof additional !== 'object') return {};
    // The CEL library distinguishes kinds of values by `constructor`, so no mapping may have such a key of its own.
    const awkward = Object.hasOwn(value, 'constructor') || Object.hasOwn(value, '__proto__');
    if (!awkward && this.#plans.of(additional).plain) return value;
    const entries = Object.entries(value).map(([key, inner]) => [key, this.of(additional, inner)] as const);
    return awkward ? new Map(entries) : Object.fromEntries(entries);
  }
}

function celScalar({ types, schema }: SchemaNode, value: Value): CelValue {
  if (typeof value === 'number')
    return types[0] === 'integer' && Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value === 'bigint') return types[0] === 'integer' ? value : Number(value);
  return typeof value === 'string' && types[0] === 'string' ? celText(schema.format, value) : value;
}

function celText(format: string | undefined, value: string): CelValue {
  if (format === 'date-time' || format === 'date') return new Date(value);
  if (format === 'byte' || format === 'duration')
    throw new SchemaError(`format ${format} is not supported where there are CEL rules`);
  return value;
}

/** A list where there should be a text with a format: the schema accepts it, and a rule fails that reads it. */
function isMisfit({ types }: SchemaNode, value: Value | undefined): boolean {
  return types.length === 1 && types[0] === 'string' && Array.isArray(value);
}

function rejectList(): never {
  throw new CelFault('invalid data, expected string, got []interface {}');
}

/** The fields that rules can see: those the schema knows, and of metadata the names. */
function onlyVisible({ properties, embedded }: SchemaNode, value: ValueObject): Record<string, CelValue> {
  const out: Record<string, CelValue> = {};
  for (const name of properties.keys()) if (Object.hasOwn(value, name)) out[name] = value[name];
  if (!embedded) return out;
  const { apiVersion, kind, metadata } = value;
  const { name, generateName } = isObject(metadata) ? metadata : {};
  const names = {
    ...(name === undefined ? {} : { name }),
    ...(generateName === undefined ? {} : { generateName }),
  };
  return Object.assign(out, { apiVersion, kind, metadata: names });
}
