import type { Value } from '../value.ts';
import type { Dialect } from './dialect.ts';
import { isUint64Only } from './number.ts';
import { parseTimestamp } from './timestamp.ts';

const CORE = 'tag:yaml.org,2002:';

export const STRING_TAG = `${CORE}str`;

/** The tag that makes a key a merge key. */
export const MERGE_TAG = `${CORE}merge`;

/**
 * Value of a scalar with a tag. Tags that are not YAML's own say nothing about the type: the text
 * stays as it is.
 *
 * @returns the value, or what go-yaml says of a text that does not fit the tag
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
      return decodeBase64(text);
    default:
      return { value: text };
  }
}

type ScalarType = 'bool' | 'int' | 'float' | 'null' | 'timestamp' | 'str';

function resolveAs(tag: ScalarType, text: string, dialect: Dialect): { value: Value } | { problem: string } {
  const timestamp = tag === 'timestamp' ? parseTimestamp(text) : undefined;
  if (timestamp !== undefined) return { value: dialect.resolve(text) };
  const value = dialect.resolve(text);
  const type = typeOf(value, text);
  if (type === tag) return { value };
  if (
    tag === 'float' &&
    typeof value !== 'string' &&
    type === 'int' &&
    !isUint64Only(value as number | bigint)
  ) {
    return { value: Number(value) };
  }
  return { problem: `cannot decode !!${type} \`${text}\` as a !!${tag}` };
}

function typeOf(value: Value, text: string): ScalarType {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return /^[^.]*$/.test(text) && !/^[-+0-9_]*e/i.test(text) ? 'int' : 'float';
  return 'str';
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes as text; what is not UTF-8 is replaced, as it is on the way through JSON. */
function decodeBase64(text: string): { value: Value } | { problem: string } {
  const compact = text.replace(/[\r\n]/g, '');
  if (!BASE64.test(compact)) return { problem: '!!binary value contains invalid base64 data' };
  const bytes = Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
  return { value: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}
