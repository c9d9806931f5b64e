import { goTypes } from './go-types.generated.ts';

/** A type of Karpenter's Go code: a struct, another type under a new name, or one that decodes itself. */
export type GoDefinition =
  | { struct: string; fields: Readonly<Record<string, string>> }
  | { is: string }
  | { decode: Decoder };

export type Decoder = 'duration' | 'nillable-duration' | 'time-or-duration' | 'time' | 'quantity' | 'any';

export interface GoField {
  type: GoType;
  /** Names of the embedded structs that the field is reached through; Go's errors print them. */
  through: readonly string[];
}

/** What a value is decoded into; `printed` is how Go's errors name it. */
export type GoType = { printed: string; pointer: boolean } & (
  | { kind: 'struct'; name: string; field(key: string): GoField | undefined }
  | { kind: 'list' | 'map'; element: GoType }
  | { kind: 'scalar'; scalar: string }
  | { kind: 'custom'; decoder: Decoder }
);

const known = new Map<string, GoType>();

/** The type of that id, as `[]v1.Budget`: see go-types.generated.ts. */
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
  const definition = goTypes[id];
  if (definition === undefined) return { ...base, kind: 'scalar', scalar: id };
  if ('is' in definition) return { ...goType(definition.is), printed };
  if ('decode' in definition) return { ...base, kind: 'custom', decoder: definition.decode };
  return { ...base, kind: 'struct', name: definition.struct, field: fieldsOf(definition.fields) };
}

function fieldsOf(fields: Readonly<Record<string, string>>): (key: string) => GoField | undefined {
  const made = new Map<string, GoField>();
  return (key) => {
    const seen = made.get(key);
    if (seen !== undefined || !Object.hasOwn(fields, key)) return seen;
    const path = (fields[key] ?? '').split('>');
    const field = { type: goType(path.at(-1) ?? ''), through: path.slice(0, -1) };
    made.set(key, field);
    return field;
  };
}
