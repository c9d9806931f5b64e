// npm run schemas:goldens: asks the oracle, built as README.md says, and writes fixtures/answers.json again.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ValueObject } from '@kustomize-ts/core';
import { readQuestions } from '../../generator/check/schema/questions.ts';
import { type CrdAnswer, crdFolder, startCrdOracle } from './client.ts';

const oracle = startCrdOracle();
const karpenter = await crdFolder('1.15.1');
const widget = fileURLToPath(new URL('../../generator/check/schema/fixtures/widget.yaml', import.meta.url));
const lines: string[] = [];
for (const { name, object, old } of await readQuestions()) {
  const crd = object.kind === 'Widget' ? widget : karpenter;
  const answer = await oracle.ask(old === undefined ? { crd, object } : { crd, object, old });
  lines.push(JSON.stringify({ name, ...withoutServerFields(answer) }));
}
oracle.close();
const target = new URL('../../generator/check/schema/fixtures/answers.json', import.meta.url);
await writeFile(target, `[\n${lines.join(',\n')}\n]\n`);

/** What the server makes up (times, uids) would differ each time. */
function withoutServerFields(answer: CrdAnswer): CrdAnswer {
  if (answer.stored === undefined) return answer;
  const { metadata, ...rest } = answer.stored as ValueObject;
  const { creationTimestamp, generation, uid, resourceVersion, ...kept } = metadata as ValueObject;
  return { ...answer, stored: { ...rest, metadata: kept } };
}
