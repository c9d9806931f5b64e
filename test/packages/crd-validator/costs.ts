import type { ValueObject } from '@kustomize-ts/core';
import type { Question } from './questions.ts';

/** Objects whose rules cost much or too much, by what they have in their `spec`. */
export function costlyQuestions(): Question[] {
  const pairs = (count: number) => Array.from({ length: count }, (_, n) => ({ a: String(n) }));
  return [
    question('nearly as much as all rules may cost', { text: 'a'.repeat(500_000) }),
    question('more than all rules may cost', { text: 'a'.repeat(550_000) }),
    question('more than a rule may cost', { text: 'a'.repeat(560_000) }),
    question('nested lists', { pairs: pairs(430) }),
    question('nested lists that cost too much', { pairs: pairs(460) }),
    {
      ...question('a list that grows', { kept: grown(600) }),
      old: question('', { kept: grown(599) }).object,
    },
    {
      ...question('a list that grows too much', { kept: grown(1100) }),
      old: question('', { kept: grown(1099) }).object,
    },
  ];
}

function grown(count: number): string[] {
  return Array.from({ length: count }, (_, n) => String(n));
}

function question(name: string, spec: ValueObject): Question {
  return { name, object: { apiVersion: 'example.com/v1', kind: 'Costly', metadata: { name: 'test' }, spec } };
}
