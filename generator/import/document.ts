import type { ValueObject } from '@kustomize-ts/core';
import { Document, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { Origin } from './assemble.ts';

const WIDTH = 120;

/** The schema for editors. */
const MODELINE = '# yaml-language-server: $schema=./schemas/fleet.schema.json\n';

/** A list of short scalars that fits a line is written on one. */
const FLOW_WIDTH = 80;

/**
 * The text of a fleet.
 * @param origins the source objects whose comments and style the parts of the spec keep
 */
export function fleetText(fleet: ValueObject, origins: readonly Origin[]): string {
  const document = new Document(fleet, { aliasDuplicateObjects: false });
  const root = document.contents;
  if (isMap(root)) eachMapping(root, compact);
  for (const { at, source } of origins) {
    const node = document.getIn(['spec', ...at], true);
    const from = source.source.node?.()?.getIn(['spec'], true);
    if (isNode(node) && isNode(from)) copyStyle(node, from);
  }
  return MODELINE + document.toString({ lineWidth: WIDTH, flowCollectionPadding: false });
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

function eachMapping(node: unknown, work: (node: Node) => void): void {
  if (!isNode(node)) return;
  work(node);
  if (isMap(node)) for (const { value } of node.items) eachMapping(value, work);
  if (isSeq(node)) for (const item of node.items) eachMapping(item, work);
}

/** Writes short lists of scalars on one line, and texts of several lines as blocks. */
function compact(node: Node): void {
  if (isScalar(node) && typeof node.value === 'string' && node.value.includes('\n'))
    node.type = 'BLOCK_LITERAL';
  if (!isSeq(node) || !node.items.every((item) => isScalar(item) && !String(item.value).includes('\n')))
    return;
  const length = node.items.reduce<number>((sum, item) => sum + String((item as Scalar).value).length + 2, 0);
  if (length < FLOW_WIDTH) node.flow = true;
}

/** Gives a node the comments and the style of one that has the same value, as far as their fields are the same. */
function copyStyle(node: Node, from: Node): void {
  if (isScalar(node) && isScalar(from)) {
    copyComments(node, from);
    const isSame = node.value === from.value;
    if (isSame && from.type !== undefined) node.type = from.type;
    return;
  }
  if (isMap(node) && isMap(from)) {
    copyComments(node, from);
    if (from.flow) node.flow = true;
    const pairs = new Map(from.items.map((pair) => [keyOf(pair), pair]));
    for (const pair of node.items) copyPair(pair, pairs.get(keyOf(pair)));
    return;
  }
  if (!isSeq(node) || !isSeq(from) || node.items.length !== from.items.length) return;
  copyComments(node, from);
  node.flow = from.flow ?? false;
  for (const [i, item] of node.items.entries()) {
    const other = from.items[i];
    if (isNode(item) && isNode(other)) copyStyle(item, other);
  }
}

function copyPair(pair: Pair, from: Pair | undefined): void {
  if (!from) return;
  if (isNode(pair.key) && isNode(from.key)) copyComments(pair.key, from.key);
  if (isNode(pair.value) && isNode(from.value)) copyStyle(pair.value, from.value);
}

function copyComments(node: Node, from: Node): void {
  if (from.commentBefore) node.commentBefore = from.commentBefore;
  if (from.comment) node.comment = from.comment;
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}
