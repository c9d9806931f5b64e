import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ReportModel } from '../../../../generator/report/html/model.ts';
import type { RenderPage } from '../../../../generator/report/html/render-page.ts';
import { readPage } from '../../../support/page.ts';
import { PROJECT } from '../../../support/run.ts';

const test = suite('text of a page');

/** As the build makes it, which has its own JSX. */
const { renderPage } = createRequire(import.meta.url)(join(PROJECT, 'dist/report/page.cjs')) as {
  renderPage: RenderPage;
};
const assets = {
  script: readFileSync(join(PROJECT, 'dist/report/client.js'), 'utf8'),
  style: readFileSync(join(PROJECT, 'dist/report/client.css'), 'utf8'),
};

const MODEL: ReportModel = {
  formatVersion: 1,
  poolwright: '0.1.0',
  command: 'validate',
  ok: false,
  isValidated: true,
  diagnostics: [
    {
      code: 'tree-stale',
      severity: 'error',
      message: '<b>bold</b> "quoted" & \u202etxt.exe\u0007',
      help: 'first line\nsecond line',
    },
  ],
  frames: {},
};

test('markup in a text is text, and what changes the order of a line is replaced, however often a page is made', () => {
  const first = renderPage(MODEL, assets);
  const { markup, model } = readPage(first);
  assert.match(markup, '&lt;b>bold&lt;/b> &quot;quoted&quot; &amp; \ufffdtxt.exe\ufffd');
  assert.match(markup, 'first line\nsecond line');
  assert.equal(model, MODEL);
  for (let i = 0; i < 3; i++) assert.is(renderPage(MODEL, assets), first);
});

test('of a long list of findings the first part is in the page', () => {
  const diagnostics = Array.from({ length: 120 }, (_, i) => ({
    code: 'tree-stale' as const,
    severity: 'warning' as const,
    message: `finding number ${i}`,
  }));
  const { markup } = readPage(renderPage({ ...MODEL, diagnostics }, assets));
  assert.match(markup, '120 findings');
  assert.match(markup, 'finding number 49');
  assert.not.match(markup, 'finding number 50');
  assert.match(markup, '50 of 120 findings');
});

test.run();
