/**
 * `npm run -s conformance -- KIND FILE`: runs our engine over a corpus with a real engine's answers.
 * A `.jsonl` file gives one value a line, a `.txt` file its lines, a `.json` file one value.
 */
import { readFileSync } from 'node:fs';
import type { Outcome } from './conformance/outcome.ts';

type Run = (lines: unknown[]) => Promise<Outcome>;

async function main(kind: string | undefined, file: string | undefined): Promise<number> {
  if (!kind || !file || !/^[a-z-]+$/.test(kind)) {
    process.stderr.write('usage: npm run -s conformance -- KIND FILE\n');
    return 2;
  }
  const { default: run }: { default: Run } = await import(`./conformance/${kind}.ts`);
  const text = readFileSync(file, 'utf8');
  const { passed, total, failures } = await run(valuesOf(file, text));
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  process.stdout.write(`${kind}: ${passed}/${total}\n`);
  return passed === total ? 0 : 1;
}

function valuesOf(file: string, text: string): unknown[] {
  if (file.endsWith('.json')) return [JSON.parse(text)];
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return file.endsWith('.txt') ? lines : lines.map((line) => JSON.parse(line));
}

process.exitCode = await main(process.argv[2], process.argv[3]);
