// npm run schemas:goldens: asks the oracle, built as README.md says, and writes fixtures/answers.json again.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ValueObject } from '@kustomize-ts/core';
import { readQuestions } from '../../generator/check/schema/questions.ts';
import { type CrdAnswer, crdFolder, startCrdOracle } from './client.ts';

const oracle = startCrdOracle();
const karpenter = await crdFolder('1.15.1');
const fixtures = new URL('../../generator/check/schema/fixtures/', import.meta.url);
const ours: Record<string, string> = { Widget: 'widget.yaml', Gadget: 'gadget.yaml' };
const lines: string[] = [];
for (const { name, object, old } of await readQuestions()) {
  const file = ours[String(object.kind)];
  const crd = file === undefined ? karpenter : fileURLToPath(new URL(file, fixtures));
  const answer = await oracle.ask(old === undefined ? { crd, object } : { crd, object, old });
  lines.push(JSON.stringify({ name, ...withoutServerFields(answer) }));
}
oracle.close();
await writeFile(new URL('answers.json', fixtures), `[\n${lines.join(',\n')}\n]\n`);

/** What the server makes up (times, uids) would differ each time. */
function withoutServerFields(answer: CrdAnswer): CrdAnswer {
  if (answer.stored === undefined) return answer;
  const { metadata, ...rest } = answer.stored as ValueObject;
  const { creationTimestamp, generation, uid, resourceVersion, ...kept } = metadata as ValueObject;
  return { ...answer, stored: { ...rest, metadata: kept } };
}
