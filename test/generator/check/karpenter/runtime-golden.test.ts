import { readFileSync } from 'node:fs';
import type { ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { kubeletProblems, validateRuntime } from '../../../../generator/check/karpenter/index.ts';

// Random objects with the answers of test/oracles/karpenter/runtime, which is Karpenter's own code.
interface Case {
  nodePool?: ValueObject;
  kubelet?: ValueObject;
  errors: string[];
}

const text = readFileSync(new URL('fixtures/runtime-golden.jsonl', import.meta.url), 'utf8');
const cases: Case[] = text
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

function answer({ nodePool, kubelet }: Case): string[] {
  if (kubelet !== undefined) return kubeletProblems(kubelet).map(({ message }) => message);
  return validateRuntime(nodePool ?? {}, { karpenter: '1.15.1', provider: 'aws' })
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
}

// Go prints the set of operators in random order.
function normalize(messages: string[]): string[] {
  return messages
    .map((message) => message.replace(/not in \[[^\]]*\]/, (list) => [...list].sort().join('')))
    .sort();
}

test('each finding has a fix of its own, in the imperative and without a full stop, or names what was meant', () => {
  const helps = new Set<string>();
  const findings = cases.flatMap(({ nodePool, kubelet }) => [
    ...kubeletProblems(kubelet),
    ...validateRuntime(nodePool, { karpenter: '1.15.1', provider: 'aws' }),
  ]);
  for (const { help, message } of findings) {
    assert.match(
      help,
      /^((Add|Correct|Give|Keep|Remove|Set|Use|Write) .*[^.]|Did you mean \S+\?)$/s,
      message,
    );
    assert.is.not(help, message);
    helps.add(help);
  }
  assert.ok(helps.size > 20, [...helps].join('\n'));
});

test(`${cases.length} random objects`, () => {
  for (const one of cases) assert.equal(normalize(answer(one)), normalize(one.errors), JSON.stringify(one));
});

test.run();
