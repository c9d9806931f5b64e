import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { allowedText } from '../../generator/report/html/data/levels.ts';
import type { ReportModel } from '../../generator/report/html/model.ts';
import { timeIn } from '../../generator/report/plan/time-text.ts';
import { withChange } from '../cli/support.ts';
import { change, FLEET } from '../support/fleets.ts';
import { poolwright } from '../support/poolwright.ts';
import { createSandbox, withSandbox } from '../support/sandbox.ts';
import { expectAccessible } from './support/axe.ts';
import { openChromium } from './support/chromium.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { openReport } from './support/report-page.ts';

const test = suite('plots of a page');
const HOUR = 3_600_000;
const AT = '2026-11-30T12:00:00Z';

const WINDOWS = change(
  FLEET,
  '      nodeClass:\n',
  `        disruption:
          consolidateAfter: 0s
          budgets:
            - { nodes: "20%", schedule: "0 22 * * sat", duration: 8h }
            - { nodes: "0", schedule: "30 8 * * mon-fri", duration: 10h, reasons: [Drifted] }
      nodeClass:
`,
);
const BEFORE = `${WINDOWS}  checks: { budget: { prod: { dollarsPerHour: 100 } } }\n`;
const LIST = '            requirements:\n';
const AFTER = change(
  change(BEFORE, LIST, `            taints: [{ key: team, value: web, effect: NoSchedule }]\n${LIST}`),
  'cpu: "100"',
  'cpu: "200"',
);

const sandbox = createSandbox();
let browser: Browser;
let model: ReportModel;
let result: Required<Pick<ReportModel, 'plan' | 'instances'>>;

test.before(async () => {
  browser = await openChromium();
  withChange(BEFORE, AFTER, (repository) => {
    const planned = ['--nodes', 'general=30', '--at', AT];
    const json = (...args: string[]) =>
      JSON.parse(poolwright(repository.top, [...args, '--format', 'json']).stdout).result;
    result = { ...json('plan', ...planned), ...json('instances') };
    const { stderr } = poolwright(repository.top, ['report', ...planned, '-o', 'report.html']);
    assert.match(stderr, '1 pool rolls all nodes in 2 clusters');
    sandbox.write('report.html', repository.read('report.html'));
  });
  const [, data = ''] = /id="report-data">(.*?)<\/script>/s.exec(sandbox.read('report.html')) ?? [];
  model = JSON.parse(data);
});
test.after(async () => {
  await browser.close();
  sandbox.remove();
});

/** Opens the page, works with it, and fails where it did what a page must not do. */
async function withPage(
  work: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
  file = 'report.html',
): Promise<void> {
  const opened = await openReport(browser, `file://${sandbox.root}/${file}`, options);
  try {
    await work(opened.page);
    opened.expectQuiet();
  } finally {
    await opened.close();
  }
}

/** Opens all that is folded, and has each plot drawn. */
async function drawAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  for (const plot of await page.locator('.plot').all()) {
    await plot.scrollIntoViewIfNeeded();
    await plot.locator('svg').waitFor();
  }
}

/** What the marks of a plot say. */
function labels(page: Page, kind: string, nth = 0): Promise<string[]> {
  return page
    .locator(`[data-plot="${kind}"]`)
    .nth(nth)
    .locator('svg :not(g)[aria-label]')
    .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('aria-label') ?? ''));
}

test('the page has the numbers of plan and instances', () => {
  assert.equal(model.plan, result.plan);
  assert.equal(model.instances, result.instances);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`every plot is drawn, accessible and within the window, ${colorScheme}`, () =>
    withPage(
      async (page) => {
        await drawAll(page);
        const kinds = await page
          .locator('.plot')
          .evaluateAll((plots) => [...new Set(plots.map((plot) => (plot as HTMLElement).dataset.plot))]);
        assert.equal(kinds, ['timeline', 'expiry', 'calendar', 'costs', 'funnel', 'types', 'pods']);
        await expectAccessible(page, colorScheme);
        await expectNoOverflow(page, colorScheme);
      },
      { colorScheme },
    ));

test('a narrow window has all plots', () =>
  withPage(
    async (page) => {
      await drawAll(page);
      await expectNoOverflow(page, 'narrow');
    },
    { viewport: { width: 320, height: 640 } },
  ));

/** What a cell of the calendar has to say, from the spans of the plan. */
function hourText(start: number, day: string, hours: string): string {
  const spans = result.plan.entries[0]?.schedule?.calendar ?? [];
  const within = spans
    .filter((span) => Date.parse(span.start) < start + HOUR && Date.parse(span.end) > start)
    .map(({ allowed }) => (allowed === 'unlimited' ? Number.POSITIVE_INFINITY : allowed));
  const [least, most] = [Math.min(...within), Math.max(...within)];
  const text = [least, most].map((allowed) => allowedText(allowed, 30));
  return `${day}, ${hours}: ${least === most ? text[0] : `${text[0]} for a part of it, then ${text[1]}`}`;
}

test('the calendar has each hour of the plan, in UTC and in the zone of the reader', () =>
  withPage(async (page) => {
    await drawAll(page);
    const drifted = await page.locator('[data-plot="calendar"]').count();
    assert.is(drifted, 2, 'Empty and Underutilized together, and Drifted');
    for (const [zone, hours] of [
      ['UTC', 13 * 24 + 12],
      ['Europe/Berlin', 13 * 24 + 11],
    ] as const) {
      await page.locator(`[name="calendar-zone"][value="${zone}"]`).check();
      await page.locator(`[data-plot="calendar"] >> text="hour, ${zone}"`).nth(1).waitFor();
      const found = await labels(page, 'calendar', 1);
      assert.is(found.length, hours);
      const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' });
      const date = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        weekday: 'short',
        day: 'numeric',
        month: 'short',
      });
      const wanted = Array.from({ length: hours }, (_hour, i) => {
        const start = Date.parse(AT) + i * HOUR;
        const hour = Number(clock.format(start));
        const span = [hour, hour + 1].map((one) => `${String(one).padStart(2, '0')}:00`).join(' to ');
        return hourText(start, date.format(start).replace(',', ''), `${span} ${zone}`);
      });
      assert.equal([...found].sort(), wanted.sort());
    }
  }));

test('one switch of zones is for all times of the page', () =>
  withPage(async (page) => {
    const end = timeIn('UTC')(Date.parse(result.plan.entries[0]?.schedule?.shortestEnd ?? ''));
    const caption = page.locator('#timeline figcaption').first();
    assert.match((await caption.textContent()) ?? '', end);
    await page.locator('[name="timeline-zone"][value="Europe/Berlin"]').check();
    await page.locator('#calendar figcaption >> text=Europe/Berlin').first().waitFor();
    assert.not.match((await caption.textContent()) ?? '', 'UTC');
    assert.is(await page.locator('[name="calendar-zone"]:checked').getAttribute('value'), 'Europe/Berlin');
  }));

test('the timeline has the waves of the plan, and the expiry', () =>
  withPage(async (page) => {
    await drawAll(page);
    const schedule = result.plan.entries[0]?.schedule;
    assert.ok(schedule && schedule.waves.length > 0);
    const time = timeIn('UTC');
    const found = await labels(page, 'timeline');
    const title = 'general in dev, prod (2 clusters)';
    for (const [i, wave] of schedule.waves.entries()) {
      const [start, end] = [wave.start, wave.end].map((at) => time(Date.parse(at)));
      const text = `${title}, wave ${i + 1} of ${schedule.waves.length}: ${wave.nodes} nodes, ${start} to ${end} at the earliest`;
      assert.ok(found.includes(text), `${text}\n${found.join('\n')}`);
    }
    const [start, end] = [schedule.expiry?.start, schedule.expiry?.end].map((at) =>
      time(Date.parse(at ?? '')),
    );
    const expiry = `${title}: 30 nodes expire ${start} to ${end}, whatever the budgets say`;
    assert.ok((await labels(page, 'expiry')).includes(expiry), expiry);
  }));

test('instance types are those of instances, with prices and pods, against vCPU and memory', () =>
  withPage(async (page) => {
    await drawAll(page);
    const [entry] = result.instances.entries;
    assert.ok(entry && entry.types.length > 10);
    const names = entry.types.map(({ name }) => name).sort();
    const typesOf = async (): Promise<string[]> =>
      (await labels(page, 'types')).map((label) => label.split(',')[0] ?? '').sort();
    assert.equal(await typesOf(), names);
    const [first] = entry.types;
    assert.ok(first?.price.kind === 'exact');
    const { name: type, arch, vcpus, memoryMib, price } = first;
    const text = `${type}, ${arch}: ${vcpus} vCPU, ${memoryMib / 1024} GiB, $${price.dollarsPerHour.toFixed(4)}/h`;
    assert.ok((await labels(page, 'types')).includes(text), text);
    await page.locator('#instances').getByLabel('memory').first().check();
    await page.locator('[data-plot="types"] >> text=/memory, GiB/').first().waitFor();
    assert.equal(await typesOf(), names);
    assert.equal(
      await labels(page, 'pods'),
      entry.types.map(({ name, allocatable }) => `${name}: ${allocatable.pods} pods`),
    );
    const left = (await labels(page, 'funnel')).map((label) =>
      Number(/(\d[\d,]*) types?(?: left)?$/.exec(label)?.[1]?.replace(',', '')),
    );
    const steps = entry.steps.filter(({ kind, removed }) => kind === 'requirement' || removed > 0);
    assert.equal(left, [entry.listed, ...steps.map((step) => step.left)]);
  }));

test('environments have a bar before and after, and their budget', () =>
  withPage(async (page) => {
    await drawAll(page);
    const found = await labels(page, 'costs');
    assert.is(found.length, 2 * 2 + 2, found.join('\n'));
    for (const { environment, ceiling } of result.instances.entries[0]?.costs ?? []) {
      assert.ok(typeof ceiling === 'object');
      const cost = ceiling.dearest.dollarsPerHour.toFixed(2);
      assert.ok(
        found.some((label) => label.startsWith(`${environment} after: at most $${cost}/h`)),
        cost,
      );
    }
    assert.is(found.filter((label) => label.startsWith('prod: a budget of $100.00/h')).length, 2);
  }));

test('the keyboard goes through values, which a pointer shows, too', () =>
  withPage(async (page) => {
    await drawAll(page);
    const plot = page.locator('[data-plot="pods"]').first();
    const [first = '', second = ''] = await labels(page, 'pods');
    await plot.focus();
    await page.keyboard.press('ArrowDown');
    assert.is(await plot.locator('.tip').textContent(), first);
    await page.keyboard.press('ArrowDown');
    assert.is(await plot.locator('.tip').textContent(), second);
    assert.is(await plot.locator('[aria-live]').textContent(), second);
    await expectAccessible(page, 'with a value shown');
    await page.keyboard.press('Escape');
    assert.is(await plot.locator('.tip').isVisible(), false);
    await plot.locator('rect[aria-label]').nth(2).hover();
    assert.is(await plot.locator('.tip').textContent(), (await labels(page, 'pods'))[2]);
  }));

test('plots are drawn when they come into view, and before printing', () =>
  withPage(async (page) => {
    const drawn = page.locator('[data-plot="types"] svg');
    assert.is(await drawn.count(), 0);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.is(await drawn.count(), 1);
  }));

test('a page of instances alone has ceilings, and a table of types where no source has their prices', async () => {
  const nowhere = change(FLEET, 'prod-1: { ', 'prod-1: { region: cn-north-1, ');
  withSandbox({ 'fleet.yaml': nowhere }, (own) => {
    assert.is(own.poolwright('instances', '--format', 'html=page.html').status, 0);
    sandbox.write('instances.html', own.read('page.html'));
  });
  await withPage(
    async (page) => {
      await drawAll(page);
      assert.is(await page.locator('#timeline, #calendar').count(), 0);
      assert.is((await labels(page, 'costs')).at(-1), 'prod after: general unknown');
      assert.is(await page.locator('[data-plot="funnel"]').count(), 2);
      assert.is(await page.locator('[data-plot="types"]').count(), 1);
      const unpriced = page.locator('#instances .pool').nth(1);
      assert.match((await unpriced.textContent()) ?? '', /60 of unknown price are not drawn/);
      await expectAccessible(page, 'instances alone');
    },
    {},
    'instances.html',
  );
});

test('without a script, captions and tables say the same', () =>
  withPage(
    async (page) => {
      assert.is(await page.locator('.plot:visible').count(), 0);
      assert.is(await page.locator('fieldset.choice').count(), 0);
      const rows = await page.locator('#calendar table').nth(1).locator('tbody tr').allTextContents();
      const time = timeIn('UTC');
      assert.equal(
        rows,
        result.plan.entries[0]?.schedule?.calendar.map(({ start, end, allowed }) => {
          const text = allowedText(allowed === 'unlimited' ? Number.POSITIVE_INFINITY : allowed, 30);
          return `${time(Date.parse(start))}${time(Date.parse(end))}${text}`;
        }),
      );
    },
    { javaScriptEnabled: false },
  ));

test.run();
