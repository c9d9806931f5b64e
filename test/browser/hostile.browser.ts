import type { Browser } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET } from '../support/fleets.ts';
import { Repository } from '../support/git.ts';
import { poolwright } from '../support/poolwright.ts';
import { expectAccessible } from './support/axe.ts';
import { openChromium } from './support/chromium.ts';
import { openAll } from './support/open-all.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { openReport } from './support/report-page.ts';

const test = suite('hostile names and values on a page');
let browser: Browser;

test.before(async () => {
  browser = await openChromium();
});
test.after(() => browser.close());

/** What sets a variable of the page where it runs. */
const ATTACK = 'globalThis.attacked=1';

/** Values that would run a script, end an element or an attribute, or turn text around. */
const VALUES = [
  `<script>${ATTACK}</script>`,
  `</script><script>${ATTACK}</script>`,
  `<img src=x onerror=${ATTACK}>`,
  `"><svg onload=${ATTACK}>`,
  `' onfocus=${ATTACK} autofocus='`,
  `<!--<script>`,
  `</style></title></textarea>&lt;b&gt;&amp;`,
  `javascript:${ATTACK}`,
  '{{constructor.constructor("globalThis.attacked=1")()}}',
];
const TURNED = 'left\u202eright\u2066end\u0007';
const LONG = `${'long'.repeat(40)} ${'x'.repeat(3000)}`;

/** How a page shows a value of a field: with quotes where it has some itself. */
function shown(value: string): string {
  const quoted = JSON.stringify(value);
  return quoted.includes('\\') ? quoted : value;
}

/** A fleet in which tags have these values, as YAML. */
function tagged(values: readonly string[]): string {
  const tags = values.map((value, i) => `          t${i}: ${JSON.stringify(value)}\n`).join('');
  return change(FLEET, '      nodeClass:\n', `      nodeClass:\n        tags:\n${tags}`);
}

/** Writes the page of a change from one fleet to another. */
async function withReport(
  before: string,
  after: string,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const repository = new Repository();
  try {
    repository.write('fleet.yaml', before);
    poolwright(repository.folder, ['generate', '--force']);
    repository.git('add', '.');
    repository.git('commit', '--quiet', '-m', 'Start');
    repository.write('fleet.yaml', after);
    poolwright(repository.folder, ['generate', '--force']);
    poolwright(repository.folder, ['report']);
    await work(`file://${repository.folder}/report.html`);
  } finally {
    repository.remove();
  }
}

for (const width of [320, 1280])
  test(`values are text, at ${width} px`, async () => {
    const before = tagged([...VALUES, TURNED, LONG].map((value) => `was ${value}`));
    await withReport(before, tagged([...VALUES, TURNED, LONG]), async (url) => {
      const { page, expectQuiet, close } = await openReport(browser, url, {
        viewport: { width, height: 800 },
      });
      try {
        await openAll(page);
        const text = await page.evaluate(() => document.body.textContent ?? '');
        for (const value of VALUES) {
          assert.ok(text.includes(shown(value)), `${value} is on the page`);
          assert.ok(text.includes(shown(`was ${value}`)), `was ${value} is on the page`);
        }
        assert.match(text, 'left\ufffdright\ufffdend');
        assert.ok(text.includes('x'.repeat(200)), 'the long value');
        const whole = await page.evaluate(() => document.documentElement.textContent ?? '');
        assert.not.match(whole, /[\u202a-\u202e\u2066-\u2069]/);
        assert.is(await page.evaluate(() => 'attacked' in globalThis), false);
        assert.is(await page.locator('main img, main script, main style').count(), 0);
        await expectNoOverflow(page, 'values');
        await expectAccessible(page, 'values');
        expectQuiet();
      } finally {
        await close();
      }
    });
  });

test('text that is not a name stays text in findings', async () => {
  const names = VALUES.map((name, i) => `${name} ${i}`);
  const pools = names.map((name) => `    ${JSON.stringify(name)}: { nodePool: { template: {} } }\n`).join('');
  const wrong = change(FLEET, '  pools:\n', `  pools:\n${pools}`);
  await withReport(FLEET, wrong, async (url) => {
    const { page, expectQuiet, close } = await openReport(browser, url, {
      viewport: { width: 320, height: 800 },
    });
    try {
      const findings = await page.locator('#findings').evaluate((element) => element.textContent ?? '');
      for (const name of names)
        assert.ok(findings.includes(JSON.stringify(name)), `${name} is in the findings`);
      assert.is(await page.evaluate(() => 'attacked' in globalThis), false);
      await expectNoOverflow(page, 'names');
      await expectAccessible(page, 'names');
      expectQuiet();
    } finally {
      await close();
    }
  });
});

test.run();
