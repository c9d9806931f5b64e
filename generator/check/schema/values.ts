import type { Value } from '@kustomize-ts/core';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { type Finding, noFindings } from './finding.ts';
import { addKubernetesKeywords } from './keywords.ts';
import type { SchemaNode } from './node.ts';
import { goRegExp } from './regexp.ts';
import { namedFormat, valueFinding } from './value-messages.ts';
import { valueSchema } from './value-schema.ts';

type Check = ((value: Value) => readonly Finding[]) | undefined;

/**
 * Checks values against what a schema node says of the value itself, children aside: type, bounds, pattern,
 * required fields. Each distinct node is compiled by ajv when it is first met, and then kept.
 */
export class ValueChecks {
  #ajv: Ajv | undefined;
  readonly #checks = new WeakMap<SchemaNode, { check: Check }>();
  readonly #compiled = new Map<string, ValidateFunction>();

  /** What is wrong with the value itself. */
  check(node: SchemaNode, value: Value): readonly Finding[] {
    let entry = this.#checks.get(node);
    if (entry === undefined) {
      entry = { check: this.#build(node) };
      this.#checks.set(node, entry);
    }
    return entry.check === undefined ? noFindings : entry.check(value);
  }

  #build(node: SchemaNode): Check {
    const schema = valueSchema(node);
    if (Object.keys(schema).length === 0) return undefined;
    const validate = this.#compile(schema);
    // kube-openapi, type.go: with a format, a list passes for a string.
    const listPasses = node.types[0] === 'string' && namedFormat(node) !== undefined;
    return (value) => {
      if (listPasses && Array.isArray(value)) return noFindings;
      if (validate(typeof value === 'bigint' ? Number(value) : value)) return noFindings;
      return reported(validate.errors ?? []).map((error) => valueFinding(node, value, error));
    };
  }

  #compile(schema: Record<string, unknown>): ValidateFunction {
    const text = JSON.stringify(schema);
    const known = this.#compiled.get(text);
    if (known !== undefined) return known;
    this.#ajv ??= newAjv();
    const validate = this.#ajv.compile(schema);
    this.#compiled.set(text, validate);
    return validate;
  }
}

// kube-openapi, pkg/validation/validate/validator.go, stringValidator: of these only the first that fails is told.
const stringKeywords = ['maxLength', 'minLength', 'pattern'];

function reported(errors: ErrorObject[]): ErrorObject[] {
  const told = stringKeywords.find((keyword) => errors.some((error) => error.keyword === keyword));
  return errors.filter(({ keyword }) => keyword === told || !stringKeywords.includes(keyword));
}

function newAjv(): Ajv {
  // ajv tells patterns apart by their text.
  const regExp = (pattern: string) => ({ ...goRegExp(pattern), toString: () => pattern });
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    code: { regExp: Object.assign(regExp, { code: 'goRegExp' }) },
  });
  addKubernetesKeywords(ajv);
  return ajv;
}
