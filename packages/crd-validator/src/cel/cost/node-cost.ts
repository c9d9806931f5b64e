import type { ASTNode } from '@marcbachmann/cel-js';
import type { SchemaNode } from '../../node.ts';
import type { Value } from '../../value.ts';
import { costBound } from './bound.ts';
import { extentOf, isWithin, newPlace, type Place } from './extent.ts';
import { CALL_LIMIT, OBJECT_LIMIT } from './meter.ts';

/** The most that a node's rules may cost for values that are not larger than `limit` where that matters. */
export interface NodeCost {
  readonly bound: number;
  readonly limit: number;
  readonly self: Place;
  readonly oldSelf: Place;
}

/** Characters and entries of which nobody writes more. */
export const SMALL = 4096;

/** What is tried for the limit: lists of lists get the last. */
const limits = [SMALL, 64];

/** What counts as too much: whoever adds it to a sum makes that exceed any limit. */
const ENDLESS = OBJECT_LIMIT + 1;

/** Bounds what the expressions of a node may cost, by what the schema says of the sizes of values. */
export function nodeCost(node: SchemaNode, asts: readonly ASTNode[]): NodeCost {
  const tried = limits.map((limit) => costWithin(node, asts, limit));
  return tried.find(({ bound }) => bound < CALL_LIMIT) ?? costWithin(node, asts, 0);
}

function costWithin(node: SchemaNode, asts: readonly ASTNode[], limit: number): NodeCost {
  const [self, oldSelf] = [newPlace(), newPlace()];
  const scope = new Map([
    ['self', extentOf(node, self, limit)],
    ['oldSelf', extentOf(node, oldSelf, limit)],
  ]);
  const bound = asts.reduce((sum, ast) => sum + costBound(ast, scope), 0);
  return { bound: Math.min(bound, ENDLESS), limit, self, oldSelf };
}

/** The most that running the rules on a value may cost; more than any limit when that cannot be told. */
export function boundFor(
  { bound, limit, self, oldSelf }: NodeCost,
  value: Value,
  old: Value | undefined,
): number {
  return isWithin(self, value, limit) && isWithin(oldSelf, old, limit) ? bound : ENDLESS;
}
