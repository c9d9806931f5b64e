// A fleet.yaml with 2,500 to 40,000 anchors and aliases, read to the end: npm run bench -- aliases. Linear: time per alias stays the same.
import { readYaml } from '@kustomize-ts/core';
import { parseSource } from '../generator/load/document.ts';
import { timed } from './support/measure.ts';

const ROUNDS = 5;

/** What a hostile or a generated file may repeat. */
const SHAPES: Record<string, (count: number) => string> = {
  'aliases of one anchor': (count) => `a: &a [x]\nb:\n${'- *a\n'.repeat(count)}`,
  'an anchor for each alias': (count) =>
    Array.from({ length: count }, (_, i) => `k${i}: &a${i} { x: 1 }\nl${i}: *a${i}\n`).join(''),
  'merge keys': (count) => `a: &a { x: 1 }\nb:\n${'- { <<: *a, y: 2 }\n'.repeat(count)}`,
};

const READERS: Record<string, (text: string) => unknown> = {
  'fleet.yaml': (text) => {
    const { diagnostics } = parseSource('fleet.yaml', text);
    if (diagnostics.length > 0) throw new Error(diagnostics[0]?.message);
  },
  manifests: (text) => readYaml(text),
};

for (const [reader, read] of Object.entries(READERS))
  for (const [shape, textOf] of Object.entries(SHAPES)) {
    const cells = [2500, 5000, 10_000, 20_000, 40_000].map((count) => {
      const text = textOf(count);
      const taken = timed(ROUNDS, () => read(text));
      return `${count}: ${taken.toFixed(0)} ms, ${((taken * 1000) / count).toFixed(1)} µs each`;
    });
    console.log(`${reader}, ${shape}\n  ${cells.join('\n  ')}`);
  }
