import { type GoRegExp, goRegExp } from '@poolwright/go-regexp';
import { type Finding, noFindings } from '../finding.ts';
import type { SchemaNode } from '../node.ts';
import { SchemaError } from '../types.ts';
import type { Value } from '../value.ts';
import type { Check } from './check.ts';
import { enumCheck } from './enum.ts';
import { listCheck } from './list.ts';
import { mappingCheck } from './mapping.ts';
import { numberCheck } from './number.ts';
import { formatCheck, textCheck } from './text.ts';
import { namedFormat, typeCheck, typeFinding } from './type.ts';

/**
 * Checks values against what a schema node requires of the value itself, its parts aside, as kube-openapi does
 * (pkg/validation/validate): type, bounds, pattern, required fields.
 */
export class ValueChecks {
  readonly #checks = new WeakMap<SchemaNode, Check>();
  readonly #patterns = new Map<string, GoRegExp>();

  /** What is wrong with the value itself. */
  check(node: SchemaNode, value: Value): readonly Finding[] {
    let check = this.#checks.get(node);
    if (check === undefined) {
      check = this.#checkOf(node);
      this.#checks.set(node, check);
    }
    return check(value);
  }

  #checkOf(node: SchemaNode): Check {
    const { schema } = node;
    const checks = [
      typeCheck(node),
      numberCheck(node),
      textCheck(node, (pattern) => this.#patternOf(pattern)),
      formatCheck(node),
      enumCheck(schema),
      listCheck(schema),
      mappingCheck(schema),
    ].filter((each) => each !== undefined);
    return withFormat(node, inTurn(checks));
  }

  #patternOf(pattern: string): GoRegExp {
    let known = this.#patterns.get(pattern);
    if (known === undefined) {
      known = compilePattern(pattern);
      this.#patterns.set(pattern, known);
    }
    return known;
  }
}

function compilePattern(pattern: string): GoRegExp {
  try {
    return goRegExp(pattern);
  } catch (cause) {
    throw new SchemaError(`pattern cannot be compiled: ${pattern}`, { cause });
  }
}

function inTurn(checks: readonly Check[]): Check {
  const [only = () => noFindings, second] = checks;
  if (second === undefined) return only;
  return (value) => {
    let out = noFindings;
    for (const check of checks) {
      const found = check(value);
      if (found.length > 0) out = out.length === 0 ? found : [...out, ...found];
    }
    return out;
  };
}

/** kube-openapi, type.go: with a format, a list passes for a string, and without a type only these two and null do. */
function withFormat(node: SchemaNode, check: Check): Check {
  const { types } = node;
  if (namedFormat(node) === undefined || (types.length > 0 && types[0] !== 'string')) return check;
  if (types.length > 0) return (value) => (Array.isArray(value) ? noFindings : check(value));
  return (value) =>
    value === null || typeof value === 'string' || Array.isArray(value)
      ? check(value)
      : [typeFinding(value, node)];
}
