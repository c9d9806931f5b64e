import { readFileSync, writeFileSync } from 'node:fs';
import type { Built } from './build.ts';
import { type Case, summaryRows } from './cases.ts';
import type { VersionSetName } from './versions.ts';

const begin = (set: VersionSetName): string =>
  `<!-- recorded by npm run e2e -- ${set === 'default' ? '' : `--versions ${set} `}--record -->`;
const END = '<!-- end of the record -->';

/** Puts the result of a run and the versions between the marks that a document has for a set of versions. */
export function record(
  file: string,
  set: VersionSetName,
  list: readonly Case[],
  built: Map<string, Built>,
  seconds: number,
): void {
  replaceBetween(file, begin(set), recordText(list, built, seconds));
}

/** Puts tables of what was measured between the marks that a document has for them. */
export function recordFigures(file: string, figures: ReadonlyMap<string, string>, clusters: number): void {
  for (const [what, tables] of figures) {
    const mark = `<!-- recorded by npm run e2e -- --only scale --record: ${what} -->`;
    replaceBetween(file, mark, `\n${clusters} clusters:\n\n${tables}\n\n`);
  }
}

function replaceBetween(file: string, mark: string, body: string): void {
  const text = readFileSync(file, 'utf8');
  const at = text.indexOf(mark);
  const end = text.indexOf(END, at);
  if (at < 0 || end < 0) throw new Error(`${file} has no place for ${mark}`);
  writeFileSync(file, `${text.slice(0, at)}${mark}\n${body}${text.slice(end)}`);
}

function recordText(list: readonly Case[], built: Map<string, Built>, seconds: number): string {
  const failed = list.filter(({ failure }) => failure !== undefined);
  const rows = summaryRows(list).map(
    ([suite, passed, wrong, took]) => `| ${suite} | ${passed} | ${wrong} | ${took.toFixed(0)} |`,
  );
  const versions = [...built]
    .filter(([, { version }]) => version !== '')
    .map(([name, { version }]) => `${name} ${version}`);
  return `
${list.length - failed.length} passed, ${failed.length} failed, in ${seconds.toFixed(0)} s with the programs in the cache. Versions:
${versions.join(', ')}.

| suite | passed | failed | seconds |
|---|---|---|---|
${rows.join('\n')}
${failed.map(({ suite, name }) => `\nFailed: ${suite}: ${name}\n`).join('')}
`;
}
