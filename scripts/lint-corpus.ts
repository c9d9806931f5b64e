/**
 * `npm run -s lint:corpus -- [--show CODE] PATH...`: runs all lint rules over manifests that somebody else wrote, and prints on how many
 * objects each fires. PATH is a file of YAML, JSON or JSON Lines, or a folder of them. Ends with 1 where an error was found.
 */
import { parseArgs } from 'node:util';
import { openCrds } from '../generator/crds/karpenter.ts';
import { countFindings } from './lint-corpus/count.ts';
import { readGroups } from './lint-corpus/read.ts';

function main(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { show: { type: 'string' }, karpenter: { type: 'string' } },
  });
  if (positionals.length === 0) {
    process.stderr.write('usage: npm run -s lint:corpus -- [--show CODE] [--karpenter VERSION] PATH...\n');
    return 2;
  }
  const karpenter = values.karpenter ?? openCrds().versions.at(-1) ?? '';
  const { kinds, counts } = countFindings(readGroups(positionals), karpenter);
  if (values.show !== undefined) {
    const shown = counts.filter(({ code }) => code === values.show);
    process.stdout.write(shown.flatMap(({ findings }) => findings.map((one) => `${one}\n`)).join(''));
    return 0;
  }
  const named = Array.from(kinds, ([kind, count]) => `${count} ${kind}`).sort();
  process.stdout.write(`${named.join(', ')}\n\n`);
  for (const { code, severity, objects, share } of counts)
    process.stdout.write(
      `${code.padEnd(28)}${severity.padEnd(9)}${String(objects).padStart(6)}${(share * 100).toFixed(1).padStart(8)} %\n`,
    );
  return counts.some(({ severity }) => severity === 'error') ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
