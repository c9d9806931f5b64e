import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CODES, type DiagnosticCode } from '../../generator/diagnostics/codes.ts';
import { diagnosticsDocument, pageOf } from '../../generator/report/pages.ts';
import { createSandbox, PROJECT } from '../helpers.ts';

const test = suite('docs');

test('docs/diagnostics.md is what npm run docs writes', () => {
  assert.is(readFileSync(`${PROJECT}/docs/diagnostics.md`, 'utf8'), diagnosticsDocument());
});

test('every code has a page of its own with a heading', () => {
  const codes = Object.keys(CODES) as DiagnosticCode[];
  for (const code of codes) assert.ok(pageOf(code).startsWith(`# ${code}\n`), code);
  assert.is(new Set(codes.map(pageOf)).size, codes.length);
});

test('explain prints a page, and the nearest code for a misspelt one', () => {
  const sandbox = createSandbox();
  try {
    const page = sandbox.poolwright('explain', 'ami-latest');
    assert.equal([page.status, page.stdout, page.stderr], [0, pageOf('ami-latest'), '']);
    const wrong = sandbox.poolwright('explain', 'ami-lates');
    assert.is(wrong.status, 2);
    assert.match(wrong.stderr, 'Did you mean ami-latest?');
  } finally {
    sandbox.remove();
  }
});

test.run();
