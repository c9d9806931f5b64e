/** Steps from the value that a rule is about to the field that is to blame. */
export type Steps = (string | number)[];

type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Whether a mapping has a field. */
export function has(value: unknown, name: string): boolean {
  return fieldsOf(value)[name] !== undefined;
}

/** The first entry of a list that a rule rejects, and a field of it. */
export function itemWhere(test: (item: Fields) => boolean, field?: string): (value: unknown) => Steps {
  return (value) => {
    const index = itemsOf(value).findIndex((item) => test(fieldsOf(item)));
    if (index < 0) return [];
    return field !== undefined && has(itemsOf(value)[index], field) ? [index, field] : [index];
  };
}

/** The first key of a mapping that a rule rejects. */
export function keyWhere(test: (key: string, value: unknown) => boolean): (value: unknown) => Steps {
  return (value) => {
    const key = Object.entries(fieldsOf(value)).find(([name, one]) => test(name, one))?.[0];
    return key === undefined ? [] : [key];
  };
}
