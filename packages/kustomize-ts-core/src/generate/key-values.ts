import { KustomizeError } from '../errors.ts';
import type { Loader } from '../load/loader.ts';
import { baseName } from '../path.ts';

/** Where the data of a generated ConfigMap or Secret comes from. */
export interface KeyValueSources {
  readonly envs?: readonly string[];
  readonly env?: string;
  readonly literals?: readonly string[];
  readonly files?: readonly string[];
}

/** Reads all key-value pairs; throws `conflict` for a duplicate key. */
export function readKeyValues(sources: KeyValueSources, loader: Loader): Map<string, Uint8Array> {
  const envFiles = [...(sources.envs ?? []), ...(sources.env ? [sources.env] : [])];
  const pairs = [
    ...envFiles.flatMap((path) => readEnvFile(path, loader)),
    ...(sources.literals ?? []).map(readLiteral),
    ...(sources.files ?? []).map((source) => readFileSource(source, loader)),
  ];
  const values = new Map<string, Uint8Array>();
  for (const [key, value] of pairs) {
    if (values.has(key)) throw new KustomizeError('conflict', `duplicate key '${key}'`);
    values.set(key, value);
  }
  return values;
}

type Pair = readonly [key: string, value: Uint8Array];

function readEnvFile(path: string, loader: Loader): Pair[] {
  const text = decodeUtf8(loader.readBytes(path));
  if (text === undefined)
    throw new KustomizeError('malformed', 'not valid UTF-8', { file: loader.path(path) });
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line): Pair[] => {
    const trimmed = line.replace(/^[\s\u0085]+/u, '');
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const equals = trimmed.indexOf('=');
    const key = equals < 0 ? trimmed : trimmed.slice(0, equals);
    return key === '' ? [] : [[key, encodeUtf8(equals < 0 ? '' : trimmed.slice(equals + 1))]];
  });
}

function readLiteral(source: string): Pair {
  const equals = source.indexOf('=');
  if (equals <= 0)
    throw new KustomizeError('invalid', `invalid literal source ${source}, expected key=value`);
  const value = source.slice(equals + 1);
  const quoted = /^(["'])(.*)\1$/s.exec(value);
  return [source.slice(0, equals), encodeUtf8(quoted?.[2] ?? value)];
}

function readFileSource(source: string, loader: Loader): Pair {
  const [first = '', path, ...rest] = source.split('=');
  if (rest.length > 0)
    throw new KustomizeError('invalid', `source "${source}" key name or file path contains '='`);
  if (path === undefined) return [baseName(first), loader.readBytes(first)];
  if (first === '') throw new KustomizeError('invalid', `missing key name for file path in "${source}"`);
  if (path === '') throw new KustomizeError('invalid', `missing file path for key name in "${source}"`);
  return [first, loader.readBytes(path)];
}

/** The text of the bytes, `undefined` when they are not UTF-8; without a byte order mark. */
export function decodeUtf8(bytes: Uint8Array, keepMark = false): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepMark }).decode(bytes);
  } catch {
    return undefined;
  }
}

function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
