/** A step into a YAML value: a mapping key or a list index. */
export type Path = readonly (string | number)[];

/** What of an entry is located: its key, its value, or a text within the value, the `nth` of its occurrences from 0. */
export type Part = 'key' | 'value' | { text: string; nth: number };
