import { KustomizeError } from '../errors.ts';
import type { SchemaNode, SchemaTable } from './schema.ts';

/** Prefixes of type names and what stands for them. */
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.';
const API = 'io.k8s.api.';

/**
 * A schema table as text, one type a line: its name, the API version of its kind if it has one, and its
 * fields as `field>Type`, `field[key,key]>Type`, `field[key]`, or `field[]` for a set of scalars. That a
 * kind has ObjectMeta for its metadata goes without saying.
 */
export function formatTypes({ types, kinds }: SchemaTable): string {
  const versions = new Map(
    Object.entries(kinds).map(([kind, name]) => [name, kind.slice(0, kind.lastIndexOf('/'))]),
  );
  return Object.entries(types)
    .map(([name, node]) => {
      const fields = Object.entries(node.fields ?? {})
        .filter(([field]) => field !== 'metadata' || !versions.has(name))
        .map(([field, child]) => `${field}${formatNode(child)}`);
      const rest = node.rest === undefined ? [] : [`*${formatNode(node.rest)}`];
      return `${[shorten(name), `=${versions.get(name) ?? ''}`, ...fields, ...rest].join(' ')}\n`;
    })
    .join('');
}

function formatNode(node: SchemaNode): string {
  const keys = node.keys === undefined ? '' : `[${node.keys.join(',')}]`;
  const ref = node.keys === undefined ? node.ref : node.items?.ref;
  if (keys === '' && ref === undefined)
    throw new KustomizeError('unsupported', 'types within types have no text');
  return `${keys}${ref === undefined ? '' : `>${shorten(ref)}`}`;
}

/** Reads what {@link formatTypes} wrote. */
export function parseTypes(text: string): SchemaTable {
  const types: Record<string, SchemaNode> = {};
  const kinds: Record<string, string> = {};
  for (const line of text.trim().split('\n')) {
    const [short = '', version = '', ...parts] = line.split(' ');
    const name = expand(short);
    const fields: Record<string, SchemaNode> = {};
    let rest: SchemaNode | undefined;
    for (const part of parts) {
      const [, field = '', keys, ref] = /^([^[>]+)(?:\[(.*)\])?(?:>(.*))?$/.exec(part) ?? [];
      const node = parseNode(keys, ref);
      if (field === '*') rest = node;
      else fields[field] = node;
    }
    types[name] = { fields, ...(rest && { rest }) };
    if (version === '=') continue;
    fields.metadata = { ref: `${META}ObjectMeta` };
    kinds[`${version.slice(1)}/${name.slice(name.lastIndexOf('.') + 1)}`] = name;
  }
  return { types, kinds };
}

function parseNode(keys: string | undefined, ref: string | undefined): SchemaNode {
  const target = ref === undefined ? {} : { ref: expand(ref) };
  if (keys === undefined) return target;
  return { keys: keys === '' ? [] : keys.split(','), ...(ref !== undefined && { items: target }) };
}

function shorten(name: string): string {
  if (name.startsWith(META)) return `~${name.slice(META.length)}`;
  return name.startsWith(API) ? name.slice(API.length) : name;
}

function expand(name: string): string {
  if (name.startsWith('~')) return META + name.slice(1);
  return name.startsWith('io.') ? name : API + name;
}
