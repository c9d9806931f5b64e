// npm run schemas:goldens: runs the oracle, built as README.md says, and writes again in fixtures/: answers.json,
// formats.json and costly.json.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ValueObject } from '@kustomize-ts/core';
import { stringFormats } from '../../../packages/crd-validator/src/formats.ts';
import { costlyQuestions } from '../../packages/crd-validator/costs.ts';
import { textsOf } from '../../packages/crd-validator/format-texts.ts';
import { readQuestions } from '../../packages/crd-validator/questions.ts';
import { type CrdAnswer, crdFolder, startCrdOracle } from './client.ts';

const oracle = startCrdOracle();
const karpenter = await crdFolder('1.15.1');
const fixtures = new URL('../../packages/crd-validator/fixtures/', import.meta.url);
const ours: Record<string, string> = {
  Widget: 'widget.yaml',
  Gadget: 'gadget.yaml',
  Format: 'formats.yaml',
};
const lines: string[] = [];
for (const { name, object, old } of await readQuestions()) {
  const file = ours[String(object.kind)];
  const crd = file === undefined ? karpenter : fileURLToPath(new URL(file, fixtures));
  const answer = await oracle.ask(old === undefined ? { crd, object } : { crd, object, old });
  lines.push(JSON.stringify({ name, ...withoutServerFields(answer) }));
}
await writeFile(new URL('answers.json', fixtures), `[\n${lines.join(',\n')}\n]\n`);
await writeFile(new URL('formats.json', fixtures), await validTexts());
await writeFile(new URL('costly.json', fixtures), await costlyAnswers());
oracle.close();

/** Of the texts to try each format with, those that the server accepts. */
async function validTexts(): Promise<string> {
  const crd = fileURLToPath(new URL('formats.yaml', fixtures));
  const formats: string[] = [];
  for (const format of Object.keys(stringFormats)) {
    const texts: string[] = [];
    for (const text of textsOf(format)) {
      const spec = { [format]: text };
      const object = { apiVersion: 'example.com/v1', kind: 'Format', metadata: { name: 'test' }, spec };
      if ((await oracle.ask({ crd, object })).valid === true) texts.push(text);
    }
    formats.push(`${JSON.stringify(format)}: ${JSON.stringify(texts)}`);
  }
  return `{\n${formats.join(',\n')}\n}\n`;
}

/** The errors of objects whose rules cost much. */
async function costlyAnswers(): Promise<string> {
  const crd = fileURLToPath(new URL('costly.yaml', fixtures));
  const lines: string[] = [];
  for (const { name, object, old } of costlyQuestions()) {
    const { errors = [] } = await oracle.ask(old === undefined ? { crd, object } : { crd, object, old });
    lines.push(JSON.stringify({ name, errors }));
  }
  return `[\n${lines.join(',\n')}\n]\n`;
}

/** What the server makes up (times, uids) would differ each time. */
function withoutServerFields(answer: CrdAnswer): CrdAnswer {
  if (answer.stored === undefined) return answer;
  const { metadata, ...rest } = answer.stored as ValueObject;
  const { creationTimestamp, generation, uid, resourceVersion, ...kept } = metadata as ValueObject;
  return { ...answer, stored: { ...rest, metadata: kept } };
}
