// npm run policies:goldens: runs the oracle, built as README.md says, and writes again expressions.json and decisions.json.
import { writeFile } from 'node:fs/promises';
import { ExpressionMaker } from '../../fuzz/cel-expressions.ts';
import { Random } from '../../fuzz/crd-objects.ts';
import { PolicyMaker } from '../../fuzz/policy-maker.ts';
import { subject } from '../../packages/crd-validator/cel/evaluation.ts';
import { expressions } from '../../packages/crd-validator/cel/expressions.ts';
import { startPolicyOracle } from './client.ts';
import { serverDecisions } from './decisions.ts';

const maker = new ExpressionMaker(new Random(2));
const all = [...new Set([...expressions, ...Array.from({ length: 500 }, () => maker.make())])];
const oracle = startPolicyOracle();
const { values = [] } = await oracle.answer({ expressions: all, object: subject });
const policies = new PolicyMaker(new Random(1));
const decided: string[] = [];
for (let i = 0; i < 500; i += 1)
  decided.push(JSON.stringify(serverDecisions(await oracle.answer(policies.make())) ?? null));
oracle.close();
const lines = all.map((expression, i) => JSON.stringify([expression, recorded(values[i] ?? '')]));
const fixtures = new URL('../../packages/crd-validator/fixtures/', import.meta.url);
await writeFile(new URL('expressions.json', fixtures), `[\n${lines.join(',\n')}\n]\n`);

await writeFile(
  new URL('../../generator/check/rules/fixtures/decisions.json', import.meta.url),
  `[\n${decided.join(',\n')}\n]\n`,
);

/** The reason of an error without the expression, of which it also names the place in its own way. */
function recorded(value: string): string {
  if (!value.startsWith('error: ')) return value;
  const [, fault] = /resulted in error: (.*)/s.exec(value) ?? [];
  return fault === undefined ? 'error: not compiled' : `error: ${fault}`;
}
