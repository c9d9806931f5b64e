/**
 * Asks the real engines the questions of the golden file again and writes their answers.
 *
 *     (cd test/oracles/yaml && go build -o /tmp/yaml-oracle .)
 *     node --conditions=development --import tsx test/oracles/yaml/refresh.ts /tmp/yaml-oracle
 *
 * To add a case, append a line with its `question` alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { YamlOracle } from '../../fuzz/yaml-oracle.ts';
import type { Question } from '../../packages/kustomize-ts-core/yaml/answer.ts';

const GOLDEN = new URL('../../packages/kustomize-ts-core/yaml/fixtures/golden.jsonl', import.meta.url);

async function refresh(program: string): Promise<void> {
  const oracle = new YamlOracle(program);
  const lines = readFileSync(GOLDEN, 'utf8').trimEnd().split('\n');
  const answered: string[] = [];
  for (const line of lines) {
    const { question } = JSON.parse(line) as { question: Question };
    answered.push(JSON.stringify({ question, answer: await oracle.ask(question) }));
  }
  oracle.stop();
  writeFileSync(GOLDEN, `${answered.join('\n')}\n`);
}

await refresh(process.argv[2] ?? '/tmp/yaml-oracle');
