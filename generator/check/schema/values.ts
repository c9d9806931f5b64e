import type { Value } from '@kustomize-ts/core';
import type { Ajv } from 'ajv';
import { type Finding, noFindings } from './finding.ts';
import { floatOf } from './go-text.ts';
import type { SchemaNode } from './node.ts';
import { type CheckError, type CompiledCheck, precompiledChecks } from './precompiled.ts';
import { newValueAjv } from './value-ajv.ts';
import { namedFormat, typeFinding, valueFinding } from './value-messages.ts';
import { valueSchema } from './value-schema.ts';

/**
 * Checks values against what a schema node says of the value itself, children aside: type, bounds, pattern,
 * required fields. What a node says is checked by code of ajv's: made ahead of time for the schemas that come
 * with this program, and when first met for others.
 */
export class ValueChecks {
  #ajv: Ajv | undefined;
  #precompiled: ((text: string) => CompiledCheck | undefined) | undefined;
  readonly #compiled = new Map<string, CompiledCheck>();

  /** What is wrong with the value itself. */
  check(node: SchemaNode, value: Value): readonly Finding[] {
    let check = node.compiled.value;
    if (check === undefined) {
      check = this.#build(node);
      node.compiled.value = check;
    }
    return check === null ? noFindings : check(value);
  }

  #build(node: SchemaNode): ((value: Value) => readonly Finding[]) | null {
    const schema = valueSchema(node);
    if (Object.keys(schema).length === 0) return null;
    const validate = this.#compile(schema);
    // kube-openapi, type.go: with a format, a list passes for a string, and all but these two is wrong without a type.
    const listPasses = node.types[0] === 'string' && namedFormat(node) !== undefined;
    const textOnly = node.types.length === 0 && namedFormat(node) !== undefined;
    return (value) => {
      if (listPasses && Array.isArray(value)) return noFindings;
      if (textOnly && value !== null && typeof value !== 'string' && !Array.isArray(value))
        return [typeFinding(value, node)];
      if (typeof value === 'bigint' || typeof value === 'number')
        return numberFindings(node, value, validate);
      return validate(value) ? noFindings : findingsOf(node, value, validate);
    };
  }

  #compile(schema: Record<string, unknown>): CompiledCheck {
    const text = JSON.stringify(schema);
    this.#precompiled ??= precompiledChecks();
    const known = this.#precompiled(text) ?? this.#compiled.get(text);
    if (known !== undefined) return known;
    this.#ajv ??= newValueAjv();
    const validate = this.#ajv.compile(schema);
    this.#compiled.set(text, validate);
    return validate;
  }
}

/** JSON Schema takes 1e20 for an integer; to the server it is a float that is none. */
function numberFindings(
  node: SchemaNode,
  value: number | bigint,
  validate: CompiledCheck,
): readonly Finding[] {
  const number = Number(value);
  const own = validate(number) ? noFindings : findingsOf(node, value, validate);
  const wide = Number.isInteger(number) && floatOf(value) !== undefined;
  return wide && node.types.includes('integer') ? [typeFinding(value, node), ...own] : own;
}

function findingsOf(node: SchemaNode, value: Value, validate: CompiledCheck): readonly Finding[] {
  return reported(validate.errors ?? []).map((error) => valueFinding(node, value, error));
}

// kube-openapi, pkg/validation/validate/validator.go, stringValidator: of these only the first that fails is told.
const stringKeywords = ['maxLength', 'minLength', 'pattern'];

function reported(errors: CheckError[]): CheckError[] {
  const told = stringKeywords.find((keyword) => errors.some((error) => error.keyword === keyword));
  return errors.filter(({ keyword }) => keyword === told || !stringKeywords.includes(keyword));
}
