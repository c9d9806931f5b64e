import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { PROJECT } from '../../support/run.ts';
import { emitted } from './support.ts';

const test = suite('documentation of delivery');

/** The sections `delivery` that a page shows. */
function examples(page: string): string[] {
  const text = readFileSync(join(PROJECT, 'docs', page), 'utf8');
  return Array.from(text.matchAll(/```yaml\ndelivery:\n(.*?)```/gs), ([, section = '']) => section);
}

/** Of two clusters, one is a canary. */
const ENVIRONMENTS = `  dev:
    clusters:
      dev-1: { labels: { ring: canary }, variables: { CLUSTER: dev-1, ROLE: nodes } }
  prod:
    clusters:
      prod-1: { variables: { CLUSTER: prod-1, ROLE: nodes } }
`;

for (const page of ['flux.md', 'argocd.md']) {
  test(`every delivery that ${page} shows is generated and accepted`, () => {
    const sections = examples(page);
    assert.ok(sections.length >= 4);
    for (const delivery of sections) {
      const variables = '  CLUSTER: {}\n  ROLE: { example: nodes }\n';
      assert.equal(emitted({ variables, delivery, environments: ENVIRONMENTS }).findings(), [], delivery);
    }
  });
}

test('links between pages lead somewhere', () => {
  for (const page of ['flux.md', 'argocd.md', 'scale.md']) {
    const text = readFileSync(join(PROJECT, 'docs', page), 'utf8');
    for (const [, file = ''] of text.matchAll(/docs\/([\w-]+\.md)/g))
      assert.ok(readFileSync(join(PROJECT, 'docs', file), 'utf8').length > 0);
  }
});

test.run();
