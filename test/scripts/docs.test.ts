import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openCrds } from '../../generator/crds/karpenter.ts';
import { CODES, type DiagnosticCode } from '../../generator/diagnostics/codes.ts';
import { diagnosticsDocument, pageOf } from '../../generator/report/pages.ts';
import { fleetDocument } from '../../generator/report/reference/document.ts';
import { checksDocument } from '../../scripts/docs/checks.ts';
import { PROJECT } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('docs');

test('docs/diagnostics.md is what npm run docs writes', () => {
  assert.is(readFileSync(`${PROJECT}/docs/diagnostics.md`, 'utf8'), diagnosticsDocument());
});

test('docs/checks.md is what npm run docs writes', () => {
  assert.is(readFileSync(`${PROJECT}/docs/checks.md`, 'utf8'), checksDocument());
});

test('docs/fleet.md is what npm run docs writes', () => {
  assert.is(readFileSync(`${PROJECT}/docs/fleet.md`, 'utf8'), fleetDocument(openCrds().history));
});

test('every code has a page of its own with a heading', () => {
  const codes = Object.keys(CODES) as DiagnosticCode[];
  for (const code of codes) assert.ok(pageOf(code).startsWith(`# ${code}\n`), code);
  assert.is(new Set(codes.map(pageOf)).size, codes.length);
});

test('explain prints the page of a code or a field, and the nearest for a misspelled one', () =>
  withSandbox({}, (sandbox) => {
    const page = sandbox.poolwright('explain', 'ami-latest');
    assert.equal([page.status, page.stdout, page.stderr], [0, pageOf('ami-latest'), '']);
    const wrong = sandbox.poolwright('explain', 'ami-lates');
    assert.is(wrong.status, 2);
    assert.match(wrong.stderr, 'Did you mean ami-latest?');
    const field = sandbox.poolwright('explain', 'spec.pools.*.nodePool.limits');
    assert.is(field.status, 0, field.stderr);
    assert.match(field.stdout, /^# spec\.pools\.\*\.nodePool\.limits\n/);
    const unknown = sandbox.poolwright('explain', 'spec.pools.*.nodePool.limit');
    assert.is(unknown.status, 2);
    assert.match(
      unknown.stderr,
      'fleet.yaml has no field spec.pools.*.nodePool.limit\n  help: Did you mean limits?',
    );
    const word = sandbox.poolwright('explain', 'consolidateAfter');
    assert.is(word.status, 2);
    assert.match(word.stderr, 'give its path: spec.pools.*.nodePool.disruption.consolidateAfter');
  }));

test.run();
