import type { Value } from '@kustomize-ts/core';
import { type Finding, noFindings } from './finding.ts';
import type { SchemaNode } from './node.ts';
import { type GoRegExp, goRegExp } from './regexp/go-regexp.ts';
import { valueCheck } from './value-check.ts';

/** Checks values against what a schema node says of the value itself, children aside: type, bounds, pattern, required fields. */
export class ValueChecks {
  readonly #patterns = new Map<string, GoRegExp>();

  /** What is wrong with the value itself. */
  check(node: SchemaNode, value: Value): readonly Finding[] {
    let check = node.compiled.value;
    if (check === undefined) {
      check = valueCheck(node, (pattern) => this.#patternOf(pattern));
      node.compiled.value = check;
    }
    return check === null ? noFindings : check(value);
  }

  /** Nodes with the same pattern share what is made of it. */
  #patternOf(pattern: string): GoRegExp {
    let known = this.#patterns.get(pattern);
    if (known === undefined) {
      known = goRegExp(pattern);
      this.#patterns.set(pattern, known);
    }
    return known;
  }
}
