import { readFileSync, writeFileSync } from 'node:fs';
import type { Built } from './build.ts';
import { type Case, summaryRows } from './cases.ts';
import type { VersionSetName } from './versions.ts';

const begin = (set: VersionSetName): string =>
  `<!-- recorded by npm run e2e -- ${set === 'default' ? '' : `--versions ${set} `}--record -->`;
const END = '<!-- end of the record -->';
const ROW = /^\| (\S+) \| (\d+) \| (\d+) \| (\d+) \|$/gm;
const FAILURE = /^Failed: (\S+): .*$/gm;

/**
 * Puts the results of suites and the versions between the marks that a document has for a set of versions. Suites that did not run keep
 * what was recorded of them.
 */
export function record(
  file: string,
  set: VersionSetName,
  list: readonly Case[],
  built: Map<string, Built>,
): void {
  const mark = begin(set);
  const before = textBetween(file, mark);
  const rows = new Map<string, string[]>(
    [...before.matchAll(ROW)].map(([, suite = '', ...figures]) => [suite, figures]),
  );
  const kept = [...before.matchAll(FAILURE)].filter(([, suite]) => !list.some((one) => one.suite === suite));
  const failed = list.filter(({ failure }) => failure !== undefined);
  for (const [suite, passed, wrong, seconds] of summaryRows(list))
    rows.set(suite, [String(passed), String(wrong), seconds.toFixed(0)]);
  const failures = [
    ...kept.map(([line]) => line),
    ...failed.map(({ suite, name }) => `Failed: ${suite}: ${name}`),
  ];
  replaceBetween(file, mark, recordText(rows, failures, built));
}

/** Puts tables of what was measured between the marks that a document has for them. */
export function recordFigures(file: string, figures: ReadonlyMap<string, string>, clusters: number): void {
  for (const [what, tables] of figures) {
    const mark = `<!-- recorded by npm run e2e -- --only scale --record: ${what} -->`;
    replaceBetween(file, mark, `\n${clusters} clusters:\n\n${tables}\n\n`);
  }
}

function textBetween(file: string, mark: string): string {
  const text = readFileSync(file, 'utf8');
  const [at, end] = placeOf(file, text, mark);
  return text.slice(at, end);
}

function replaceBetween(file: string, mark: string, body: string): void {
  const text = readFileSync(file, 'utf8');
  const [at, end] = placeOf(file, text, mark);
  writeFileSync(file, `${text.slice(0, at)}\n${body}${text.slice(end)}`);
}

function placeOf(file: string, text: string, mark: string): [start: number, end: number] {
  const at = text.indexOf(mark);
  const end = text.indexOf(END, at);
  if (at < 0 || end < 0) throw new Error(`${file} has no place for ${mark}`);
  return [at + mark.length, end];
}

function recordText(
  rows: ReadonlyMap<string, readonly string[]>,
  failures: readonly string[],
  built: Map<string, Built>,
): string {
  const [passed, failed, seconds] = [0, 1, 2].map((i) =>
    [...rows.values()].reduce((sum, figures) => sum + Number(figures[i]), 0),
  );
  const versions = [...built]
    .filter(([, { version }]) => version !== '')
    .map(([name, { version }]) => `${name} ${version}`);
  return `
${passed} passed, ${failed} failed, in ${seconds} s with the programs in the cache. Versions:
${versions.join(', ')}.

| suite | passed | failed | seconds |
|---|---|---|---|
${[...rows].map(([suite, figures]) => `| ${[suite, ...figures].join(' | ')} |`).join('\n')}
${failures.map((line) => `\n${line}\n`).join('')}
`;
}
