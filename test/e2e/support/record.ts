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
  const text = readFileSync(file, 'utf8');
  const mark = begin(set);
  const at = text.indexOf(mark);
  const end = text.indexOf(END, at);
  if (at < 0 || end < 0) throw new Error(`${file} has no place for the record of ${set}`);
  const body = recordText(list, built, seconds);
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
