import { KustomizeError } from '../errors.ts';
import { recordListSchema } from '../fields/list-schema.ts';
import { getField, setField } from '../fields/object.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { readDocuments, readYaml } from '../yaml/index.ts';
import type { SourceListener } from '../yaml/node.ts';

/** Any comment with the merge schema of a list. */
const SCHEMA = /#[ \t]*\{[^\n]*"x-kubernetes-patch-/;
/** Such a comment after the key of a list or mapping, where it applies to the key. */
const BEHIND_KEY =
  /^([ \t]*(?:- +)*)([A-Za-z_][\w.-]*)(:[ \t]+#+[ \t]*(\{[^\n]*"x-kubernetes-patch-[^\n]*\})[ \t]*)$/gm;
/** Enclose a number in a key while the text is read. */
const [OPEN, CLOSE] = ['\ue000', '\ue001'];
const MARK = `${OPEN}(\\d+)${CLOSE}`;

/**
 * Reads a resource file as `readDocuments` does, and applies comments that give the list below a key a schema:
 * `containers: # {"items":…,"x-kubernetes-patch-merge-key":"name",…}` (kyaml v0.21.2, fieldmeta and
 * yaml/walk/map.go). The reader itself skips comments, so a mark in the key takes the place of the comment while it reads.
 *
 * @throws KustomizeError `unsupported` for such a comment in another place
 */
export function readWithSchemas(text: string, listener?: SourceListener): Value[] {
  if (!SCHEMA.test(text)) return readDocuments(text, listener);
  const comments: { text: string; schema: string }[] = [];
  const marked = text.replace(
    BEHIND_KEY,
    (_all, indent: string, key: string, rest: string, schema: string) => {
      comments.push({ text: rest, schema });
      return `${indent}${key}${OPEN}${comments.length - 1}${CLOSE}:`;
    },
  );
  if (SCHEMA.test(marked) || text.includes(OPEN)) {
    throw new KustomizeError(
      'unsupported',
      'a comment with the merge schema of a list is supported only after its key',
    );
  }
  const restore = (value: Value): Value => {
    if (typeof value === 'string') {
      return value.replace(new RegExp(`${MARK}:`, 'g'), (_all, i: string) => comments[Number(i)]?.text ?? '');
    }
    if (Array.isArray(value)) return value.map(restore);
    if (isObject(value)) restoreKeys(value);
    return value;
  };
  const restoreKeys = (object: ValueObject): void => {
    for (const key of Object.keys(object)) {
      const value = restore(getField(object, key) ?? null);
      const mark = new RegExp(MARK).exec(key);
      const name = mark ? key.slice(0, mark.index) : key;
      if (mark) delete object[key];
      setField(object, name, value);
      const schema = mark && readYaml(comments[Number(mark[1])]?.schema ?? '');
      if (isObject(schema ?? null)) recordListSchema(object, name, schema as ValueObject);
    }
  };
  return readDocuments(marked, listener).map(restore);
}
