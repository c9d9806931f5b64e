import { KustomizeError } from '../errors.ts';
import type { SchemaNode, SchemaTable } from './schema.ts';

/** Prefixes of type names and their abbreviations. */
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.';
const API = 'io.k8s.api.';

/**
 * A schema table as text. A line with `=`, a package and perhaps the API version of its kinds begins the types of
 * that package; each has a line with its name, after `+` if it is a kind, and its fields as `field>Type`,
 * `field[key,key]>Type`, `field[key]`, or `field[]` for a set of scalars. Types of the same package go by
 * their name alone; that the metadata of a kind is ObjectMeta is implied.
 */
export function formatTypes({ types, kinds }: SchemaTable): string {
  const versions = new Map(
    Object.entries(kinds).map(([kind, name]) => [name, kind.slice(0, kind.lastIndexOf('/'))]),
  );
  const packages = new Map<string, string[]>();
  for (const name of Object.keys(types))
    packages.set(packageOf(name), [...(packages.get(packageOf(name)) ?? []), name]);
  return [...packages]
    .map(([own, names]) => {
      const version = names.map((name) => versions.get(name)).find((known) => known !== undefined) ?? '';
      const lines = names.map((name) => formatType(name, types[name] ?? {}, versions.has(name)));
      return `=${shorten(own)} ${version}\n${lines.join('')}`;
    })
    .join('');
}

function formatType(name: string, node: SchemaNode, isKind: boolean): string {
  const own = packageOf(name);
  const fields = Object.entries(node.fields ?? {})
    .filter(([field]) => field !== 'metadata' || !isKind)
    .map(([field, child]) => `${field}${formatNode(child, own)}`);
  const rest = node.rest === undefined ? [] : [`*${formatNode(node.rest, own)}`];
  return `${[`${isKind ? '+' : ''}${name.slice(own.length)}`, ...fields, ...rest].join(' ')}\n`;
}

function formatNode(node: SchemaNode, own: string): string {
  const keys = node.keys === undefined ? '' : `[${node.keys.join(',')}]`;
  const ref = node.keys === undefined ? node.ref : node.items?.ref;
  if (keys === '' && ref === undefined)
    throw new KustomizeError('unsupported', 'types within types have no text');
  if (ref === undefined) return keys;
  return `${keys}>${packageOf(ref) === own ? ref.slice(own.length) : shorten(ref)}`;
}

/** Reads what {@link formatTypes} wrote. */
export function parseTypes(text: string): SchemaTable {
  const types: Record<string, SchemaNode> = {};
  const kinds: Record<string, string> = {};
  let own = '';
  let version = '';
  for (const line of text.trim().split('\n')) {
    const [first = '', ...parts] = line.split(' ');
    if (first.startsWith('=')) {
      own = expand(first.slice(1), '');
      [version = ''] = parts;
      continue;
    }
    const isKind = first.startsWith('+');
    const name = own + (isKind ? first.slice(1) : first);
    types[name] = parseType(parts, own, isKind);
    if (isKind) kinds[`${version}/${first.slice(1)}`] = name;
  }
  return { types, kinds };
}

function parseType(parts: readonly string[], own: string, isKind: boolean): SchemaNode {
  const fields: Record<string, SchemaNode> = isKind ? { metadata: { ref: `${META}ObjectMeta` } } : {};
  let rest: SchemaNode | undefined;
  for (const part of parts) {
    const [, field = '', keys, ref] = /^([^[>]+)(?:\[(.*)\])?(?:>(.*))?$/.exec(part) ?? [];
    const target = ref === undefined ? {} : { ref: expand(ref, own) };
    const list = {
      keys: keys?.split(',').filter((key) => key !== '') ?? [],
      ...(ref !== undefined && { items: target }),
    };
    if (field === '*') rest = target;
    else fields[field] = keys === undefined ? target : list;
  }
  return { fields, ...(rest && { rest }) };
}

/** The name up to and with its last dot. */
function packageOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.') + 1);
}

function shorten(name: string): string {
  if (name.startsWith(META)) return `~${name.slice(META.length)}`;
  return name.startsWith(API) ? name.slice(API.length) : name;
}

function expand(name: string, own: string): string {
  if (name.startsWith('~')) return META + name.slice(1);
  if (name.startsWith('io.')) return name;
  return name.includes('.') || own === '' ? API + name : own + name;
}
