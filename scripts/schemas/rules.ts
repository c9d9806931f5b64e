import { newEnvironments } from '../../packages/crd-validator/src/cel/environment.ts';
import { ruleCode } from './cel-code.ts';
import type { ReadSchema } from './files.ts';
import { syncedNodes } from './nodes.ts';

const banner =
  '// Made by `npm run schemas:derive`: code for the CEL rules of the schemas, by their text. Do not edit.';

/** The text of `packages/crd-validator/src/cel/rules.generated.js`: code for each distinct rule of all synced schemas. */
export async function rulesText(read: ReadSchema): Promise<string> {
  const texts = new Set<string>();
  for (const { rules } of await syncedNodes(read)) {
    for (const { rule, optionalOldSelf } of rules) if (optionalOldSelf !== true) texts.add(rule);
  }
  const environment = newEnvironments().plain;
  const patterns = new Map<string, string>();
  const nameOf = (pattern: string): string => {
    const name = patterns.get(pattern) ?? `pattern${patterns.size}`;
    patterns.set(pattern, name);
    return name;
  };
  const rules = [...texts].sort().flatMap((text) => {
    const made = ruleCode(environment.parse(text).ast, nameOf);
    if (made === undefined) return [];
    return `${JSON.stringify(text)}: { usesOldSelf: ${made.usesOldSelf}, holds: ${made.code} },`;
  });
  return [
    banner,
    'export function makeRules(certainty) {',
    'const { every, some, filter, truth, lacks, equals, less, isIn, at, size, int } = certainty;',
    'const { startsWith, endsWith, split, before, matches, goRegExp } = certainty;',
    ...Array.from(patterns, ([pattern, name]) => `const ${name} = goRegExp(${JSON.stringify(pattern)});`),
    'return {',
    ...rules,
    '};',
    '}',
    '',
  ].join('\n');
}
