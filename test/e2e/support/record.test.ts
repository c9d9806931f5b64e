import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withSandbox } from '../../support/sandbox.ts';
import type { Case } from './cases.ts';
import { record } from './record.ts';

const DOCUMENT = `# Suites

<!-- recorded by npm run e2e -- --record -->
<!-- end of the record -->

<!-- recorded by npm run e2e -- --versions oldest --record -->
<!-- end of the record -->
`;

const BUILT = new Map([
  ['gitsrv', { path: '', version: '' }],
  ['etcd', { path: '', version: 'v3.6.16' }],
]);

const passed = (suite: string, name: string): Case => ({ suite, name, seconds: 1 });
const failed = (suite: string, name: string): Case => ({ ...passed(suite, name), failure: 'no' });

test('suites that did not run keep what was recorded of them, in the document’s order', () =>
  withSandbox({ 'e2e.md': DOCUMENT }, ({ root, read }) => {
    const file = join(root, 'e2e.md');
    record(file, 'default', [passed('apply', 'a'), failed('apply', 'b'), failed('flux', 'c')], BUILT);
    record(file, 'default', [passed('argocd', 'e'), passed('apply', 'a'), passed('apply', 'b')], BUILT);
    const text = read('e2e.md');
    assert.match(text, '3 passed, 1 failed, in 4 s with the programs in the cache. Versions:\netcd v3.6.16.');
    assert.match(text, '| apply | 2 | 0 | 2 |\n| flux | 0 | 1 | 1 |\n| argocd | 1 | 0 | 1 |\n');
    assert.equal(text.match(/^Failed: .*/gm), ['Failed: flux: c']);
    assert.ok(text.endsWith(DOCUMENT.slice(DOCUMENT.indexOf('<!-- end'))), text);
  }));

test('a document without a place for the set is left as it is', () =>
  withSandbox({ 'e2e.md': DOCUMENT }, ({ root, read }) => {
    const file = join(root, 'e2e.md');
    assert.throws(() => record(file, 'newest', [passed('apply', 'a')], BUILT), /no place for/);
    assert.is(read('e2e.md'), DOCUMENT);
  }));

test.run();
