import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cause, Effect } from '../../../../generator/plan/change.ts';
import type { PlanEntry } from '../../../../generator/plan/entry.ts';
import type { Plan } from '../../../../generator/plan/plan.ts';
import type { Upgrade } from '../../../../generator/plan/upgrade/upgrade.ts';
import { planMarkdown } from '../../../../generator/report/plan/markdown.ts';

const test = suite('a plan as Markdown');

const GITHUB = 65_536;

function cause(effect: Effect, note: string): Cause {
  const field = 'spec.template.spec.taints';
  return { effect, object: 'NodePool/general', field, before: 'a', after: 'b', note };
}

/** One entry for each cluster, all distinct. */
function planOf(clusters: number, note = 'a note', pool = 'general'): Plan {
  const entries = Array.from({ length: clusters }, (_, i): PlanEntry => {
    const effect = i % 7 === 0 ? 'deleted' : 'all';
    return {
      environment: `env-${i % 40}`,
      clusters: [`cluster-${i}`],
      change: { pool: `${pool}-${i}`, effect, causes: [cause(effect, `${note} ${i}`)], others: [] },
    };
  });
  return {
    base: 'main (1a2b3c4)',
    entries,
    delivery: [],
    outOfSync: [],
    emptied: new Set(),
    renames: [],
    clusters,
  };
}

function upgrade(i: number, findings: number): Upgrade {
  return {
    environment: `env-${i}`,
    clusters: [`cluster-${i}`],
    karpenter: { from: '1.9', to: '1.15' },
    rejected: Array.from({ length: findings }, (_, n) => ({
      object: `NodePool/general-${n}`,
      field: 'spec',
      code: 'crd-schema' as const,
      message: `wrong ${n} <b> \`\`\` ${i}`,
      clusters: [`cluster-${i}`],
    })),
    ignored: [],
    steps: [],
  };
}

/** Fails where a comment would be rejected, or an element, a table row or a fence is cut. */
function expectWhole(text: string): void {
  assert.ok(text.length <= GITHUB, `${text.length} characters`);
  assert.is(text.split('<details>').length, text.split('</details>').length);
  assert.is(text.split('<summary>').length, text.split('</summary>').length);
  assert.not.ok(text.includes('```'));
  assert.ok(text.endsWith('\n'));
  for (const line of text.split('\n'))
    if (line.startsWith('|')) assert.match(line, /^\|( [^\n]* \||---\|)+$/);
  // A table and a list end with a blank line or the end, before what follows.
  assert.not.match(text, /\|\n[^|\n]/);
  assert.not.match(text, /\n<details>(?!<summary>)/);
}

test('what is the same in several environments is one row, and what differs is a row of its own', () => {
  const [first] = planOf(1).entries;
  assert.ok(first);
  const entries = ['dev', 'prod', 'test'].map((environment) => ({
    ...first,
    environment,
    clusters: [`${environment}1`],
    change: { ...first.change, effect: environment === 'test' ? ('all' as const) : first.change.effect },
  }));
  const rows = planMarkdown({ ...planOf(1), entries }, 'UTC')
    .split('\n')
    .filter((line) => /^\| (dev|prod|test)/.test(line))
    .map((line) => line.replaceAll('\\', ''));
  assert.is(rows.length, 2);
  assert.match(rows[0] ?? '', '| dev, prod | general-0 | is deleted |  | 2 clusters: dev1, prod1 |');
  assert.match(rows[1] ?? '', '| test | general-0 | rolls all nodes |  | 1 cluster: test1 |');
});

test('2,000 clusters with an entry each fit into a comment, and what does not is counted', () => {
  const text = planMarkdown(planOf(2_000), 'UTC');
  expectWhole(text);
  assert.match(text, /^### Plan: /);
  const rows = text.split('\n').filter((line) => line.startsWith('| env\\-')).length;
  const left = Number(
    /^([\d,]+) more changes did not fit into the table\.$/m.exec(text)?.[1]?.replace(',', ''),
  );
  assert.is(rows + left, 2_000);
  assert.ok(rows > 100);
  const sections = text.split('<details>').length - 1;
  const more = Number(/^([\d,]+) more sections did not fit: /m.exec(text)?.[1]?.replace(',', ''));
  assert.is(sections + more, 2_000);
  assert.ok(sections > 50);
});

test('the worst come first in the table', () => {
  const rows = planMarkdown(planOf(20), 'UTC')
    .split('\n')
    .filter((line) => line.startsWith('| env\\-'));
  const deleted = rows.map((line) => line.includes('is deleted'));
  assert.equal(deleted, [...deleted].sort().reverse());
  assert.ok(deleted.includes(true) && deleted.includes(false));
});

test('notes and names longer than a comment leave whole elements', () => {
  expectWhole(planMarkdown(planOf(30, 'x'.repeat(5_000)), 'UTC'));
  expectWhole(planMarkdown(planOf(3, 'x'.repeat(100_000)), 'UTC'));
  expectWhole(planMarkdown(planOf(300, '``` | </details> <!--', 'p'.repeat(200)), 'UTC'));
});

test('sizes around the limit never cut anything', () => {
  for (let clusters = 1; clusters < 700; clusters += 23)
    expectWhole(planMarkdown(planOf(clusters, 'n'.repeat(clusters % 97)), 'UTC'));
});

test('upgrades are bounded, too, and leave room for the changes', () => {
  const text = planMarkdown(
    planOf(500),
    'UTC',
    Array.from({ length: 200 }, (_, i) => upgrade(i, 40)),
  );
  expectWhole(text);
  assert.match(text, /more upgrades did not fit/);
  assert.match(text, '| environment | pool | effect | nodes | clusters |');
});

test('environments whose upgrade is the same are one section, and those of which some clusters differ are not', () => {
  const [one, other] = [upgrade(1, 1), upgrade(1, 1)];
  const alike: Upgrade = {
    ...other,
    environment: 'env-2',
    clusters: ['cluster-2'],
    rejected: other.rejected.map((finding) => ({ ...finding, clusters: ['cluster-2'] })),
  };
  const titles = (upgrades: Upgrade[]): string[] =>
    planMarkdown(planOf(0), 'UTC', upgrades).match(/(?<=<summary>).*(?=<\/summary>)/g) ?? [];
  assert.equal(titles([one, alike]), ['env-1, env-2: Karpenter 1.9 → 1.15 in 2 clusters']);
  assert.match(planMarkdown(planOf(0), 'UTC', [one, alike]), 'Karpenter 1.15 rejects 1 object in 2 clusters');
  const partly: Upgrade = { ...alike, clusters: ['cluster-2', 'cluster-3'] };
  assert.is(titles([one, partly]).length, 2);
  assert.is(titles([one, { ...alike, karpenter: { from: '1.10', to: '1.15' } }]).length, 2);
});

test('an upgrade of an otherwise empty plan is shown', () => {
  const text = planMarkdown(planOf(0), 'UTC', [upgrade(1, 1)]);
  expectWhole(text);
  assert.match(text, 'rejects NodePool/general\\-0: wrong 0 &lt;b&gt;');
});

test('values are text: no mention, reference, formula, element or entity', () => {
  const hostile = '@everyone #1 !2 GH-3 $x$ <img src=x> &#64;me `c` **b** [l](u)\n/close';
  const text = planMarkdown(planOf(2, hostile, hostile), 'UTC');
  expectWhole(text);
  assert.match(text, 'GH\\-&#8203;3 <span>$</span>x<span>$</span> &lt;img src=x&gt; &amp;\\#&#8203;64;me');
  assert.match(text, '\\@&#8203;everyone \\#&#8203;1 \\!&#8203;2 ');
  assert.not.match(text, /@(?!&#8203;)/);
  assert.not.match(text, /^\//m);
});

test('a plan without a change says so to programs, too', () => {
  const nothing = '<!-- poolwright: nothing to report -->';
  assert.is(planMarkdown(planOf(0), 'UTC').trimEnd().split('\n').at(-1), nothing);
  assert.not.match(planMarkdown(planOf(1), 'UTC'), nothing);
  assert.not.match(planMarkdown(planOf(0), 'UTC', [upgrade(1, 1)]), nothing);
});

test('a summary is HTML, in which Markdown is not read', () => {
  assert.match(planMarkdown(planOf(1), 'UTC'), '<summary>env-0: 1 cluster: cluster-0</summary>');
});

test.run();
