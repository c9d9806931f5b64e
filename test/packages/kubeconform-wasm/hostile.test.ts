import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createValidator } from '../../../packages/kubeconform-wasm/src/index.ts';
import { object, whenBuilt, within } from './built.ts';

const check = whenBuilt(test);
const DEADLINE = 60_000;
const TEN_MB = 10_000_000;
const DEEP = 9000;

const TREE = { definitions: { n: { type: 'object', additionalProperties: { $ref: '#/definitions/n' } } } };
const SCHEMAS = {
  'pod-v1.json': '{}',
  'tree-v1.json': JSON.stringify({ ...TREE, properties: { a: { $ref: '#/definitions/n' } } }),
};

function bomb(levels: number): string {
  const lines = Array.from(
    { length: levels },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`)}]\n`,
  );
  return object('Pod', `a0: &a0 [x]\n${lines.join('')}`);
}

/** Text -> the first status and what its message holds. */
const TEXTS: Readonly<Record<string, readonly [text: string, status: string, message: string]>> = {
  'a scalar of 10 MB': [object('Pod', `a: ${'x'.repeat(TEN_MB)}\n`), 'valid', ''],
  '10 MB of brackets': ['[{'.repeat(TEN_MB / 2), 'error', 'exceeded max depth of 10000'],
  '10 MB of unclosed JSON': ['{"a":'.repeat(TEN_MB / 5), 'error', 'exceeded max depth of 10000'],
  '10 MB of dashes': ['- '.repeat(TEN_MB / 2), 'error', 'exceeded max depth of 10000'],
  '10 MB of NUL': ['\0'.repeat(TEN_MB), 'error', 'control characters are not allowed'],
  '10 MB of quotes': ['"'.repeat(TEN_MB), 'error', ''],
  '200,000 separators': ['---\n'.repeat(200_000), 'empty', ''],
  'deep sequences': [object('Pod', `a: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}\n`), 'valid', ''],
  'deep mappings under a schema that recurs': [
    object('Tree', `a: ${'{a: '.repeat(DEEP)}{}${'}'.repeat(DEEP)}\n`),
    'valid',
    '',
  ],
  'a bomb of aliases': [bomb(12), 'error', 'excessive aliasing'],
  'an alias of itself': [object('Pod', 'a: &a [*a]\n'), 'error', 'contains itself'],
  'a kind of a million letters': [object('k'.repeat(1e6)), 'error', 'could not find schema for kkk'],
};

check('hostile texts get results, and the instance lives on', async () => {
  const validator = await createValidator({ schemas: SCHEMAS });
  for (const [name, [text, status, message]] of Object.entries(TEXTS)) {
    const [result] = await within(DEADLINE, validator.validate(name, text));
    assert.is(result?.status, status, name);
    assert.match(result?.message ?? '', message, name);
    const [next] = await within(DEADLINE, validator.validate('next', object('Pod')));
    assert.is(next?.status, 'valid', `after ${name}`);
  }
  await validator.close();
});

test.run();
