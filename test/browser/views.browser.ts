import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.ts';
import { EFFECTS, type Effect } from '../../generator/plan/change.ts';
import { valueText } from '../../generator/plan/value-text.ts';
import type { PlanJson } from '../../generator/report/plan/json.ts';
import { verdictOf, verdictText } from '../../generator/report/plan/verdict.ts';
import { placeText } from '../../generator/report/scope.ts';
import type { Repository } from '../support/git.ts';
import { poolwright } from '../support/poolwright.ts';
import { expectAccessible } from './support/axe.ts';
import { openChromium } from './support/chromium.ts';
import { DEMO_OPTIONS, demoRepository, writeReport } from './support/demo.ts';
import { openAll } from './support/open-all.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { openReport } from './support/report-page.ts';

const test = suite('the views of a page');
let browser: Browser;
let repository: Repository;
let url: string;
let plan: PlanJson;
let findings: Diagnostic[];

test.before(async () => {
  repository = demoRepository();
  url = writeReport(repository);
  const json = (...args: string[]) =>
    JSON.parse(poolwright(repository.folder, [...args, '--format', 'json']).stdout);
  plan = json('plan', ...DEMO_OPTIONS).result.plan;
  findings = json('validate', '--base', 'HEAD').diagnostics;
  browser = await openChromium();
});
test.after(async () => {
  await browser.close();
  repository.remove();
});

/** Opens the page, works with it, and fails where it did what a page must not do. */
async function withPage(
  work: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const opened = await openReport(browser, url, options);
  try {
    await work(opened.page);
    opened.expectQuiet();
  } finally {
    await opened.close();
  }
}

test('the summary has the sentence of the plan, its revision and the counts of findings', async () => {
  await withPage(async (page) => {
    const text = (await page.textContent('#summary')) ?? '';
    assert.ok(text.includes(plan.summary), text);
    assert.ok(text.includes(plan.base), text);
    const notices = findings.filter(({ severity }) => severity === 'notice').length;
    assert.ok(notices > 0);
    assert.match(text, `${notices} notices`);
  });
});

/** What the plan says of a pool in an environment. */
function entriesOf(environment: string, pool: string): PlanJson['entries'] {
  return plan.entries.filter((entry) => entry.environment === environment && entry.change.pool === pool);
}

function worst(effects: readonly Effect[]): Effect | undefined {
  return EFFECTS.find((effect) => effects.includes(effect));
}

test('a cell of the matrix has the effect of the plan, and opens its fields before and after', async () => {
  await withPage(async (page) => {
    const pools = (await page.locator('#matrix thead th').allTextContents()).slice(1);
    assert.equal(pools, ['inferentia-inf2', 'x86-cpu-karpenter']);
    let opened = 0;
    for (const environment of ['dev', 'staging', 'prod']) {
      const row = page.locator('table.matrix > tbody > tr:not(.changes)', { hasText: environment });
      assert.is(await row.count(), 1, environment);
      for (const [i, pool] of pools.entries()) {
        const entries = entriesOf(environment, pool);
        const effect = worst(entries.map(({ change }) => change.effect));
        const found = entries.find(({ change }) => change.effect === effect);
        const cell = row.locator('td').nth(i);
        const text = (await cell.textContent()) ?? '';
        assert.ok(
          text.includes(found ? verdictText(verdictOf(found.change)) : 'unchanged'),
          `${environment} ${pool}: ${text}`,
        );
        if (effect === undefined) continue;
        await cell.locator('button').click();
        opened++;
        const fields = await page
          .locator('tr.changes:visible table.fields tbody tr')
          .evaluateAll((rows) =>
            rows.map((one) => [...one.children].map(({ textContent }) => textContent ?? '')),
          );
        const causes = entries.flatMap(({ change }) => [...change.causes, ...change.others]);
        assert.equal(
          fields.map(([field, before, after]) => [field, before, after]),
          causes.map(({ object, field, before, after }) => [
            `${object} ${field}`,
            valueText(before),
            valueText(after),
          ]),
        );
        for (const [index, { at }] of causes.entries())
          if (at) assert.ok(fields[index]?.[4]?.includes(placeText(at)), fields[index]?.[4]);
        await cell.locator('button').click();
        assert.is(await page.locator('tr.changes:visible').count(), 0, 'a second click closes it');
      }
    }
    assert.ok(opened >= 3, 'each environment changes');
  });
});

test('the matrix is filtered by name, and to what changes', async () => {
  await withPage(async (page) => {
    const heads = () => page.locator('table.matrix > tbody > tr:not(.changes) > th').allTextContents();
    const all = await heads();
    const form = page.getByRole('form', { name: 'Filter rows' });
    const place = form.getByRole('searchbox', { name: 'environment or cluster' });
    await place.fill('prod-eu');
    assert.equal(
      await heads(),
      all.filter((head) => head.startsWith('prod')),
    );
    await place.fill('no such cluster');
    assert.equal(await heads(), []);
    await place.fill('');
    await form.getByRole('checkbox').click();
    assert.equal(await heads(), all, 'something changes in each environment');
  });
});

test('the matrix is searched by pool', async () => {
  await withPage(async (page) => {
    const heads = () => page.locator('#matrix thead th').allTextContents();
    const rows = page.locator('table.matrix > tbody > tr:not(.changes)');
    const search = page.getByRole('form', { name: 'Filter rows' }).getByRole('searchbox', { name: 'pool' });
    const status = page.locator('#matrix [role=status]');
    const count = await rows.count();
    await rows.first().getByRole('button').last().click();
    assert.is(await page.locator('tr.changes:visible').count(), 1);

    await search.fill(' INF2');
    assert.equal(await heads(), ['environment', 'inferentia-inf2']);
    assert.is(
      await page.locator('tr.changes:visible').count(),
      0,
      'changes of a pool that is not shown are not either',
    );
    assert.is(await rows.count(), count, 'each environment has the pool');
    for (const row of await rows.all()) assert.is(await row.locator('td').count(), 1);
    assert.is(await rows.getByRole('button').count(), 0, 'nothing of it changes');
    await search.fill('x86');
    assert.match(
      (await page.textContent('tr.changes:visible h3')) ?? '',
      /^x86-cpu-karpenter in /,
      'opened as before',
    );
    await expectAccessible(page, 'one pool');

    await search.fill('no such pool');
    assert.equal(await heads(), ['environment']);
    assert.match((await status.textContent()) ?? '', `0 of ${count} rows`);
    await search.fill('');
    assert.equal(await heads(), ['environment', 'inferentia-inf2', 'x86-cpu-karpenter']);
    assert.is(await rows.count(), count);
  });
});

/** What a finding is shown with: its code and message. */
const textsOf = (list: readonly Diagnostic[]): string[] =>
  list.map(({ code, message }) => `${code} ${message}`);

async function shownFindings(page: Page): Promise<string[]> {
  const items = await page
    .locator('ol.findings > li')
    .evaluateAll((list) =>
      list.map((item) => item.querySelector('p')?.textContent?.replace(/^\S+ /, '') ?? ''),
    );
  return items;
}

test('the findings are those of validate, and are filtered by severity, environment, cluster and text', async () => {
  await withPage(async (page) => {
    const shown = await shownFindings(page);
    assert.equal(shown.toSorted(), textsOf(findings).toSorted());
    const form = page.getByRole('form', { name: 'Filter findings' });
    const expectShown = async (list: readonly Diagnostic[], by: string): Promise<void> =>
      assert.equal((await shownFindings(page)).toSorted(), textsOf(list).toSorted(), by);

    await form.getByRole('checkbox', { name: /^notice/ }).click();
    await expectShown(
      findings.filter(({ severity }) => severity !== 'notice'),
      'severity',
    );
    await form.getByRole('checkbox', { name: /^notice/ }).click();

    await form.getByRole('combobox').selectOption('prod');
    const inProd = findings.filter(({ environment, consequences = [] }) => {
      const named = [environment, ...consequences.map((one) => one.environment)].filter(Boolean);
      return named.length === 0 || named.includes('prod');
    });
    assert.ok(inProd.length > 0 && inProd.length < findings.length);
    await expectShown(inProd, 'environment');
    await form.getByRole('combobox').selectOption('');

    const [, text] = await form.getByRole('searchbox').all();
    await text?.fill('AMIDrift alias');
    await expectShown(
      findings.filter(({ message }) => message.includes('AMIDrift')),
      'text',
    );
    assert.match(
      (await page.locator('#findings [role=status]').textContent()) ?? '',
      `1 of ${findings.length} finding`,
    );
    await text?.fill('');
    await expectShown(findings, 'all again');
  });
});

test('everything is reached and worked by the keyboard', async () => {
  await withPage(async (page) => {
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    await page.keyboard.press('Tab');
    assert.is(await focused(), 'Skip to the report');
    await page.keyboard.press('Enter');
    assert.is(await page.evaluate(() => document.activeElement?.id), 'main');
    const button = page.locator('#matrix button[aria-expanded]').first();
    for (let i = 0; i < 30 && !(await button.evaluate((one) => one === document.activeElement)); i++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.is(await button.getAttribute('aria-expanded'), 'true');
    assert.ok(await page.locator('tr.changes:visible').isVisible());
    await page.keyboard.press('Space');
    assert.is(await button.getAttribute('aria-expanded'), 'false');
    // On through the page: each stop can be seen, and the last one is the end of the page.
    const stops = await page
      .locator(
        'a[href]:visible, button:visible, input:visible, select:visible, summary:visible, [tabindex="0"]:visible',
      )
      .count();
    let steps = 0;
    for (; steps < stops + 5; steps++) {
      await page.keyboard.press('Tab');
      const [isBody, isSeen] = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const { width, height } = element.getBoundingClientRect();
        return [element === document.body, width > 0 && height > 0];
      });
      if (isBody) break;
      assert.ok(isSeen, await focused());
    }
    assert.ok(steps > 10, `${steps} stops`);
  });
});

const MODES: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'high contrast': { forcedColors: 'active' },
  narrow: { viewport: { width: 320, height: 640 } },
};

for (const [mode, options] of Object.entries(MODES))
  test(`nothing is inaccessible or too wide: ${mode}`, async () => {
    await withPage(async (page) => {
      await expectAccessible(page, `${mode}, as it opens`);
      await openAll(page);
      await expectAccessible(page, `${mode}, all opened`);
      await expectNoOverflow(page, mode);
    }, options);
  });

test('the printed page is accessible, and has the changes of all cells', async () => {
  await withPage(async (page) => {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await expectAccessible(page, 'print');
    const changed = new Set(plan.entries.map(({ environment, change }) => `${environment} ${change.pool}`));
    assert.is(await page.locator('tr.changes:visible .change').count(), changed.size);
    assert.is(await page.locator('form:visible').count(), 0, 'no filters are printed');
    const pdf = await page.pdf();
    assert.is(pdf.subarray(0, 5).toString(), '%PDF-');
  });
});

test('without scripts, all that is needed is there', async () => {
  await withPage(
    async (page) => {
      const text = (await page.textContent('main')) ?? '';
      for (const finding of textsOf(findings))
        assert.ok(text.includes(finding.slice(finding.indexOf(' ') + 1)), finding);
      assert.ok(text.includes(plan.summary));
      assert.is(await page.locator('form:visible').count(), 0, 'no filters that do nothing');
    },
    { javaScriptEnabled: false },
  );
});

test('the page of the repository’s own fleet has at most a megabyte', () => {
  assert.ok(statSync(fileURLToPath(url)).size <= 1e6, String(statSync(fileURLToPath(url)).size));
});

test.run();
