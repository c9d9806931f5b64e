import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Gives the JSON text of a schema by its file name, or `undefined` when it is missing. */
export type ReadSchema = (name: string) => string | undefined | Promise<string | undefined>;

/**
 * Where schemas come from: file name -> JSON text, or a function. File names are what the locations of a
 * validator make of an object's kind, and what one schema refers to another by.
 *
 * A map is copied to the worker once, and must not be changed afterwards; a function is called for each name
 * when it is first needed, from the thread that made the validator.
 */
export type SchemaSource = ReadonlyMap<string, string> | Readonly<Record<string, string>> | ReadSchema;

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG']);

/**
 * The schemas in a folder. Names that lead out of it, as a hostile `kind` can make them, have no schema.
 * The returned function throws what reading throws, other than that there is no such file.
 */
export function schemaFolder(folder: string): ReadSchema {
  const prefix = join(folder, sep);
  return async (name) => {
    const path = join(folder, name);
    if (!path.startsWith(prefix) || path.includes('\0')) return undefined;
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && ABSENT.has(String(error.code))) return undefined;
      throw error;
    }
  };
}

/** The schemas of a source that is not a function; names of a record are its own properties. */
export function schemaMap(source: Exclude<SchemaSource, ReadSchema>): ReadonlyMap<string, string> {
  return source instanceof Map ? source : new Map(Object.entries(source));
}
