import type { Value } from '../value.ts';
import { decodeBase64 } from './base64.ts';
import type { Dialect } from './dialect.ts';
import { isUint64Only, parseIntegerV3 } from './number.ts';
import { parseTimestamp } from './timestamp.ts';

const CORE = 'tag:yaml.org,2002:';

export const STRING_TAG = `${CORE}str`;

export const BINARY_TAG = `${CORE}binary`;

/** The tag that makes a key a merge key. */
export const MERGE_TAG = `${CORE}merge`;

/**
 * Value of a scalar with a tag. With a tag that is not YAML's own, the value is the text.
 *
 * @returns the value, or go-yaml's error for a text that does not match the tag
 */
export function resolveTagged(
  tag: string,
  text: string,
  dialect: Dialect,
): { value: Value } | { problem: string } {
  if (!tag.startsWith(CORE)) return { value: text };
  const name = tag.slice(CORE.length);
  switch (name) {
    case 'bool':
    case 'int':
    case 'float':
    case 'null':
    case 'timestamp':
      return resolveAs(name, text, dialect);
    case 'binary':
      return decodeBinary(text);
    default:
      return { value: text };
  }
}

type ScalarType = 'bool' | 'int' | 'float' | 'null' | 'timestamp' | 'str';

function decodeBinary(text: string): { value: Value } | { problem: string } {
  const value = decodeBase64(text);
  return value === undefined ? { problem: '!!binary value contains invalid base64 data' } : { value };
}

function resolveAs(tag: ScalarType, text: string, dialect: Dialect): { value: Value } | { problem: string } {
  const timestamp = tag === 'timestamp' ? parseTimestamp(text) : undefined;
  if (timestamp !== undefined) return { value: dialect.resolve(text) };
  const value = dialect.resolve(text);
  const type = typeOf(value, text);
  if (type === tag) return { value };
  const isInteger = typeof value === 'bigint' || (typeof value === 'number' && type === 'int');
  if (tag === 'float' && isInteger && !isUint64Only(value)) return { value: Number(value) };
  return { problem: `cannot decode !!${type} \`${text}\` as a !!${tag}` };
}

function typeOf(value: Value, text: string): ScalarType {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') {
    return parseIntegerV3(text.replaceAll('_', '')) === undefined ? 'float' : 'int';
  }
  return 'str';
}
