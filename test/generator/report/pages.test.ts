import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CODES, type DiagnosticCode } from '../../../generator/diagnostics/codes.ts';
import { codePage, pageOf } from '../../../generator/report/pages.ts';
import { PROJECT } from '../../support/run.ts';
import { findingsOf } from './snippets.ts';

const codes = Object.keys(CODES) as DiagnosticCode[];

function codesOf(findings: readonly string[]): string[] {
  return [...new Set(findings.map((finding) => finding.slice(0, finding.indexOf(':'))))];
}

/** All tests but this folder's. */
const texts = readdirSync(join(PROJECT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(test|e2e)\.ts$|lint\/fixtures\/.*yaml$/.test(file) && !file.includes('report/pages'))
  .map((file) => `${file}\n${readFileSync(join(PROJECT, 'test', file), 'utf8')}`);

/** An expired waiver hides its finding no longer. */
function expected(code: DiagnosticCode): string[] {
  if (code === 'expired-waiver') return ['limits-missing', code];
  return [code];
}

for (const code of codes) {
  const { what, why, help, bad, good, situation } = codePage(code);

  test(`${code} has a page that says what, why and how`, () => {
    for (const text of [what, why, help]) assert.match(text, /^[\p{L}`“].{30,}[.)]$/su, text);
    for (const part of [
      `# ${code}`,
      '## Why it hurts',
      '## Bad',
      '## Good',
      '## How to fix it',
      '## Waivers',
    ])
      assert.ok(pageOf(code).includes(`${part}\n`), part);
  });

  if (situation === undefined) {
    test(`the bad example of ${code} has that finding and no other`, () => {
      const found = findingsOf(bad);
      assert.equal(codesOf(found), expected(code), found.join('\n'));
    });
    test(`the good example of ${code} has no finding`, () => {
      assert.equal(findingsOf(good), []);
    });
  } else {
    test(`the situation of ${code} is brought about by a test`, () => {
      assert.ok(
        texts.some((text) => text.includes(code)),
        code,
      );
    });
  }
}

test.run();
