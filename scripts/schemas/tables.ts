import { Automaton, contains, type State } from '../../packages/go-regexp/src/automaton.ts';
import { type CharacterSet, parsePattern } from '../../packages/go-regexp/src/parse.ts';
import { type Program, programOf } from '../../packages/go-regexp/src/program.ts';
import { MOST, OTHERS, ZERO } from '../../packages/go-regexp/src/table.ts';
import type { ReadSchema } from './files.ts';
import { syncedNodes } from './nodes.ts';
import { rulesText } from './rules.ts';

const banner = `// Made by \`npm run schemas:derive\`: tables of the patterns of the schemas, as \`testByTable\` takes them. Do not edit.`;

/** The text of `packages/go-regexp/src/tables.generated.ts`. */
export async function tablesText(read: ReadSchema): Promise<string> {
  const lines: string[] = [];
  for (const pattern of await patternsOf(read)) {
    const table = tableOf(pattern);
    if (table !== undefined) lines.push(`  ${JSON.stringify(pattern)}: ${JSON.stringify(table)},`);
  }
  return `${banner}\nexport const tables: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n};\n`;
}

/** The distinct patterns that fields must match, or that CEL rules name. */
async function patternsOf(read: ReadSchema): Promise<string[]> {
  const ofFields = (await syncedNodes(read)).flatMap(({ schema }) => schema.pattern ?? []);
  const ofRules = (await rulesText(read)).matchAll(/goRegExp\((".*")\)/g);
  return [
    ...new Set([...ofFields, ...Array.from(ofRules, ([, text = '']) => JSON.parse(text) as string)]),
  ].sort();
}

/** Undefined for a pattern that has no automaton, tells characters beyond ASCII apart or has too many states. */
function tableOf(pattern: string): string | undefined {
  const expression = parsePattern(pattern);
  const program = expression && programOf(expression);
  if (program === undefined) return undefined;
  const sets = program.steps.flatMap((step) => (step.kind === 'character' ? [step.set] : []));
  if (sets.some(({ ranges }) => ranges.some(([, high]) => high >= OTHERS))) return undefined;
  const classOf = classesOf(sets);
  const rows = rowsOf(program, classOf);
  if (rows.length > MOST) return undefined;
  const classes = Math.max(...classOf) + 1;
  return String.fromCharCode(...[...classOf, classes, ...rows.flat()].map((number) => number + ZERO));
}

/** For each character of ASCII, and one beyond, a number that is the same for those that no set tells apart. */
function classesOf(sets: readonly CharacterSet[]): number[] {
  const names = new Map<string, number>();
  return Array.from({ length: OTHERS + 1 }, (_, point) => {
    const name = sets.map((set) => Number(contains(set, point))).join('');
    const known = names.get(name) ?? names.size;
    names.set(name, known);
    return known;
  });
}

/** For each state where each class leads, and whether the text may end there. */
function rowsOf(program: Program, classOf: readonly number[]): number[][] {
  const automaton = new Automaton(program);
  const points = [...new Set(classOf)].map((name) => classOf.indexOf(name));
  const states: State[] = [automaton.start()];
  const rows: number[][] = [];
  for (let at = 0; at < states.length && at <= MOST; at += 1) {
    const from = states[at] as State;
    const row = points.map((point) => {
      // Once there is a match, it does not matter what follows.
      const to = from.matched ? from : automaton.next(from, point);
      const known = states.indexOf(to);
      return known < 0 ? states.push(to) - 1 : known;
    });
    rows.push([...row, Number(automaton.matchesAtEnd(from))]);
  }
  return rows;
}
