// node --conditions=development --import tsx test/oracles/go-regexp/refresh.ts: runs the oracle, built by `go build -o
// ../../../.cache/oracles/go-regexp .`, and writes its answers in test/packages/go-regexp/fixtures/golden.jsonl. With a seed and a
// number, compares with ours on that many random patterns instead.
import { mkdirSync, writeFileSync } from 'node:fs';
import { answerOf } from '../../packages/go-regexp/answer.ts';
import { type RegExpQuestion, regExpQuestions } from '../../packages/go-regexp/questions.ts';
import { answersOf, builtOracle } from '../program.ts';

const fixtures = new URL('../../packages/go-regexp/fixtures/', import.meta.url);
const [seed, count] = process.argv.slice(2).map(Number);

if (seed === undefined || count === undefined) {
  const questions = regExpQuestions(1500, 1);
  const lines = ask(questions).map((answer, index) => {
    const { pattern, texts } = questions[index] as RegExpQuestion;
    return JSON.stringify({ pattern, texts, ...JSON.parse(answer) });
  });
  mkdirSync(fixtures, { recursive: true });
  writeFileSync(new URL('golden.jsonl', fixtures), `${lines.join('\n')}\n`);
} else {
  const questions = regExpQuestions(count, seed);
  let differences = 0;
  ask(questions).forEach((answer, index) => {
    const { pattern, texts } = questions[index] as RegExpQuestion;
    const ours = JSON.stringify(answerOf(pattern, texts));
    const theirs = JSON.stringify(JSON.parse(answer));
    if (ours === theirs) return;
    differences += 1;
    if (differences <= 20)
      console.log(JSON.stringify(pattern), JSON.stringify(texts), '\n ', ours, '\n ', theirs);
  });
  console.log(`seed ${seed}: ${questions.length} patterns, ${differences} differences`);
  if (differences > 0) process.exitCode = 1;
}

function ask(questions: readonly RegExpQuestion[]): string[] {
  return answersOf(
    builtOracle('go-regexp'),
    questions.map((question) => JSON.stringify(question)),
    'inherit',
  );
}
