import { goTypes } from './go-types.generated.ts';

export type Decoder = 'duration' | 'nillable-duration' | 'time-or-duration' | 'time' | 'quantity' | 'any';

export interface GoField {
  type: GoType;
  /** Names of the embedded structs that the field is reached through; Go's errors print them. */
  through: readonly string[];
}

/** What a value is decoded into; `printed` is how Go's errors name it. */
export type GoType = { printed: string; pointer: boolean } & (
  | { kind: 'struct'; name: string; field(key: string): GoField | undefined; names: readonly string[] }
  | { kind: 'list' | 'map'; element: GoType }
  | { kind: 'scalar'; scalar: string }
  | { kind: 'custom'; decoder: Decoder }
);

const known = new Map<string, GoType>();

/** The type of that id, such as `[]v1.Budget`: see go-types.generated.ts. */
export function goType(id: string): GoType {
  const seen = known.get(id);
  if (seen !== undefined) return seen;
  const made = makeType(id);
  known.set(id, made);
  return made;
}

function makeType(id: string): GoType {
  if (id.startsWith('*')) return { ...goType(id.slice(1)), pointer: true };
  const printed = id.includes('#') ? id.replace(/#\d+/g, '') : id;
  const base = { printed, pointer: false };
  if (id.startsWith('[]')) return { ...base, kind: 'list', element: goType(id.slice(2)) };
  if (id.startsWith('map[string]')) return { ...base, kind: 'map', element: goType(id.slice(11)) };
  const definition = Object.hasOwn(goTypes, id) ? goTypes[id] : undefined;
  if (definition === undefined) return { ...base, kind: 'scalar', scalar: id };
  return { ...defined(definition), printed };
}

/**
 * A type by its definition: `is` and another type, `decode` and how it decodes itself, or `struct`, its name and its fields. A field is
 * `name=type`, with the embedded structs that it is reached through and a `>` before the type.
 */
function defined(definition: string): GoType {
  const [form = '', name = '', ...fields] = definition.split(' ');
  if (form === 'is') return goType(name);
  const base = { printed: name, pointer: false };
  if (form === 'decode') return { ...base, kind: 'custom', decoder: name as Decoder };
  return { ...base, kind: 'struct', name, ...fieldsOf(fields) };
}

function fieldsOf(fields: readonly string[]): Pick<GoType & { kind: 'struct' }, 'field' | 'names'> {
  const written = new Map(
    fields.map((field): [string, string] => {
      const end = field.indexOf('=');
      return [field.slice(0, end), field.slice(end + 1)];
    }),
  );
  const made = new Map<string, GoField>();
  const field = (key: string): GoField | undefined => {
    const seen = made.get(key);
    if (seen !== undefined) return seen;
    const text = written.get(key);
    if (text === undefined) return undefined;
    const path = text.split('>');
    const one = { type: goType(path.at(-1) ?? ''), through: path.slice(0, -1) };
    made.set(key, one);
    return one;
  };
  return { field, names: [...written.keys()] };
}
