import { readFileSync, writeFileSync } from 'node:fs';
import type { Built } from './build.ts';
import { type Case, summaryRows } from './cases.ts';
import { CRDS } from './servers.ts';

const BEGIN = '<!-- recorded by npm run e2e -- --record -->';
const END = '<!-- end of the record -->';

/** Puts the result of a run and the versions between the marks of a document. */
export function record(
  file: string,
  list: readonly Case[],
  built: Map<string, Built>,
  seconds: number,
): void {
  const text = readFileSync(file, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${file} has no place for the record`);
  writeFileSync(file, `${before}${BEGIN}\n${recordText(list, built, seconds)}${END}${after}`);
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
${list.length - failed.length} passed, ${failed.length} failed, in ${seconds.toFixed(0)} s with the programs in the cache. Versions: CRDs of Karpenter
${CRDS.karpenter.version}, ${versions.join(', ')}.

| suite | passed | failed | seconds |
|---|---|---|---|
${rows.join('\n')}
${failed.map(({ suite, name }) => `\nFailed: ${suite}: ${name}\n`).join('')}
`;
}
