import { readFile } from 'node:fs/promises';
import type { Value, ValueObject } from '@kustomize-ts/core';
import { soundObjects } from './sound.ts';

interface Changes {
  /** JSON pointers and the values put there. */
  set?: Record<string, Value>;
  drop?: string[];
}

interface WrittenQuestion extends Changes {
  name: string;
  /** The kind of sound object that is changed. */
  of: string;
  /** On update: what the stored object has changed against the sound one. */
  old?: Changes;
}

export interface Question {
  name: string;
  object: ValueObject;
  old?: ValueObject;
}

/** The questions of fixtures/questions.json; fixtures/answers.json holds the API server's answers in that order. */
export async function readQuestions(): Promise<Question[]> {
  const text = await readFile(new URL('fixtures/questions.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as WrittenQuestion[]).map(({ name, of, old, ...changes }) => {
    const object = changed(of, changes);
    return old === undefined ? { name, object } : { name, object, old: changed(of, old) };
  });
}

function changed(kind: string, { set = {}, drop = [] }: Changes): ValueObject {
  const object = structuredClone(soundObjects.find((each) => each.kind === kind)) as ValueObject;
  for (const [pointer, value] of Object.entries(set)) place(object, pointer, value);
  for (const pointer of drop) place(object, pointer, undefined);
  return object;
}

function place(object: ValueObject, pointer: string, value: Value | undefined): void {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/'));
  const last = parts.pop() ?? '';
  let at: Record<string, Value> = object;
  for (const part of parts) at = at[part] as ValueObject;
  if (value === undefined) delete at[last];
  else at[last] = value;
}
