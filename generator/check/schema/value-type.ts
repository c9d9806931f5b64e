import type { Value } from '@kustomize-ts/core';
import { isObject } from '@kustomize-ts/core';
import { noFindings } from './finding.ts';
import { floatOf } from './go-text.ts';
import type { SchemaNode } from './node.ts';
import type { ValueCheck } from './value-check.ts';
import { typeFinding } from './value-messages.ts';

/** Tests that a value is of one of a node's types, of which there are one or two. */
export function typeTest(node: SchemaNode): ValueCheck {
  const [type = '', other] = node.types;
  const { nullable } = node;
  return (value) =>
    isOf(type, value) || (other !== undefined && isOf(other, value)) || (nullable && value === null)
      ? noFindings
      : [typeFinding(value, node)];
}

function isOf(type: string, value: Value): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return isInteger(value);
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint';
    default:
      return typeof value === type;
  }
}

/** What JSON writes like 1e20 is a float to the server, and none of its integers. */
function isInteger(value: Value): boolean {
  if (typeof value === 'bigint') return floatOf(value) === undefined;
  return typeof value === 'number' && Number.isSafeInteger(value);
}
