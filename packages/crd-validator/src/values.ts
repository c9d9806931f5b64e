import { type GoRegExp, goRegExp } from '@poolwright/go-regexp';
import type { Ajv } from 'ajv';
import { type Finding, noFindings } from './finding.ts';
import { floatOf } from './go-text.ts';
import type { SchemaNode } from './node.ts';
import type { Value } from './value.ts';
import { newValueAjv } from './value-ajv.ts';
import { type CheckError, namedFormat, typeFinding, valueFinding } from './value-messages.ts';
import { valueSchema } from './value-schema.ts';
import { wellTest } from './value-well.ts';

/** A check as ajv compiles it: true, or false with `errors` filled. */
interface CompiledCheck {
  (value: unknown): boolean;
  errors?: CheckError[] | null;
}

/**
 * Checks values against what a schema node says of the value itself, children aside: type, bounds, pattern,
 * required fields. A value that is not surely well is judged by ajv, which is loaded for the first of them; what it
 * compiles is kept.
 */
export class ValueChecks {
  #ajv: Ajv | undefined;
  readonly #compiled = new Map<string, CompiledCheck>();
  readonly #patterns = new Map<string, GoRegExp>();

  /** What is wrong with the value itself. */
  check(node: SchemaNode, value: Value): readonly Finding[] {
    if (this.isWell(node, value)) return noFindings;
    node.compiled.judge ??= this.#judgeOf(node);
    return node.compiled.judge(value);
  }

  /** Whether nothing is wrong with the value itself, for sure. */
  isWell(node: SchemaNode, value: Value): boolean {
    let test = node.compiled.isWell;
    if (test === undefined) {
      test = wellTest(node, (pattern) => this.#patternOf(pattern));
      node.compiled.isWell = test;
    }
    return test === null || test(value);
  }

  #judgeOf(node: SchemaNode): (value: Value) => readonly Finding[] {
    const validate = this.#compile(valueSchema(node));
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

  /** Nodes that say the same share what is made of it. */
  #compile(schema: Record<string, unknown>): CompiledCheck {
    const text = JSON.stringify(schema);
    const known = this.#compiled.get(text);
    if (known !== undefined) return known;
    this.#ajv ??= newValueAjv();
    const validate = this.#ajv.compile(schema) as CompiledCheck;
    this.#compiled.set(text, validate);
    return validate;
  }

  #patternOf(pattern: string): GoRegExp {
    let known = this.#patterns.get(pattern);
    if (known === undefined) {
      known = goRegExp(pattern);
      this.#patterns.set(pattern, known);
    }
    return known;
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
