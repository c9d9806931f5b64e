import standalone from 'ajv/dist/standalone/index.js';
import { newValueAjv } from '../../generator/check/schema/value-ajv.ts';
import { valueSchema } from '../../generator/check/schema/value-schema.ts';
import type { ReadSchema } from './files.ts';
import { syncedNodes } from './nodes.ts';

const banner =
  '// Made by `npm run schemas:derive`: ajv code for what the nodes of the schemas demand. Do not edit.';

/** The text of `generator/check/schema/values.generated.js`: a check for each distinct node of all synced schemas. */
export async function valueChecksText(read: ReadSchema): Promise<string> {
  const texts = new Set<string>();
  for (const node of await syncedNodes(read)) {
    const schema = valueSchema(node);
    if (Object.keys(schema).length > 0) texts.add(JSON.stringify(schema));
  }
  const names = Object.fromEntries([...texts].sort().map((text, index) => [text, `check${index}`]));
  return [
    banner,
    `export const checkNames = ${JSON.stringify(names, null, 1)};`,
    'export function makeChecks(require, goRegExp, stringFormats, listProblems) {',
    'const exports = {};',
    checksCode(names),
    'return exports;',
    '}',
    '',
  ].join('\n');
}

function checksCode(names: Record<string, string>): string {
  const ajv = newValueAjv({ source: true, lines: true });
  for (const [text, name] of Object.entries(names)) ajv.addSchema(JSON.parse(text), name);
  const byExport = Object.fromEntries(Object.values(names).map((name) => [name, name]));
  return standalone.default(ajv, byExport).replace('"use strict";', '');
}
