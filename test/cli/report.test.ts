import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft7 from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' };
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ReportModel } from '../../generator/report/html/model.ts';
import { change, DELIVERED, generatedFiles, seedFleet } from '../support/fleets.ts';
import { git } from '../support/git.ts';
import { readPage, viewsOf } from '../support/page.ts';
import { poolwright } from '../support/poolwright.ts';
import { expectStatus, expectText, PROJECT } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { changed } from './support.ts';

const test = suite('report');

const AT = ['--at', '2026-11-29T12:00:00Z'];
const TAINTED = change(
  DELIVERED,
  '          spec:\n',
  '          spec:\n            taints: [{ key: a, effect: NoSchedule }]\n',
);

/** Fails where the data of a page is not what `schemas/page.schema.json` says. */
function expectSchema(model: ReportModel): void {
  const [page, ...others] = ['page', 'report', 'plan', 'instances'].map((name) =>
    JSON.parse(readFileSync(join(PROJECT, `schemas/${name}.schema.json`), 'utf8')),
  );
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
  ajv.addMetaSchema(draft7);
  for (const schema of others) ajv.addSchema(schema);
  ajv.addFormat('date-time', (text) => text === new Date(text).toISOString());
  const validate = ajv.compile(page);
  assert.ok(validate(model), JSON.stringify(validate.errors));
}

test('a page embeds what validate, plan and instances print as JSON', () =>
  changed(DELIVERED, TAINTED, (sandbox) => {
    const result = sandbox.poolwright('report', ...AT);
    expectStatus(result, 0);
    expectText(result.stderr, ['1 pool rolls all nodes in 2 clusters\n']);
    const { model, markup } = readPage(sandbox.read('report.html'));
    const json = (...args: string[]) => JSON.parse(sandbox.poolwright(...args, '--format', 'json').stdout);
    expectSchema(model);
    assert.equal(model.plan, json('plan', ...AT).result.plan);
    assert.equal(model.instances, json('instances').result.instances);
    assert.equal(model.diagnostics, json('validate').diagnostics);
    assert.is(model.command, 'report');
    assert.is(model.at, '2026-11-29T12:00:00.000Z');
    assert.equal(model.fleet, {
      name: 'web',
      pools: ['general'],
      environments: [
        { name: 'dev', clusters: ['dev-1'], pools: ['general'] },
        { name: 'prod', clusters: ['prod-1'], pools: ['general'] },
      ],
    });
    expectText(markup, [
      '<strong>1 pool rolls all nodes in 2 clusters</strong>',
      '1 pool with nodes replaced in 2 clusters',
      'valid: every cluster would accept what it gets',
    ]);
    const [cause] = model.plan?.entries[0]?.change.causes ?? [];
    const frame = model.frames[`fleet.yaml:${cause?.at?.line}:${cause?.at?.column}`];
    assert.is(frame?.text.slice(frame.start, frame.end), '[{ key: a, effect: NoSchedule }]');
  }));

test('its findings are those of validate with the same base, whatever part of the fleet is planned', () =>
  changed(DELIVERED, TAINTED, (sandbox) => {
    const { diagnostics } = JSON.parse(
      sandbox.poolwright('validate', '--base', 'HEAD', '--format', 'json').stdout,
    );
    const cold = { POOLWRIGHT_CACHE: 'off' };
    for (const args of [[], ['prod'], ['--nodes', 'general=3'], ['--at', '2027-01-01T00:00:00Z']]) {
      expectStatus(poolwright(sandbox.root, ['report', '--base', 'HEAD', ...args], cold), 0);
      const { model } = readPage(sandbox.read('report.html'));
      assert.equal(model.diagnostics, diagnostics);
      assert.ok(model.plan?.entries.length);
    }
    assert.equal(
      diagnostics.map(({ code }: { code: string }) => code),
      ['nodes-roll'],
    );
  }));

test('two runs write the same bytes, and leave nothing beside the page', () =>
  changed(DELIVERED, TAINTED, (sandbox) => {
    expectStatus(sandbox.poolwright('report', ...AT, '-o', 'one.html'), 0);
    expectStatus(sandbox.poolwright('report', ...AT, '--output', 'two.html'), 0);
    assert.is(sandbox.read('one.html'), sandbox.read('two.html'));
    const untracked = git(sandbox.root, 'ls-files', '--others').trimEnd();
    assert.equal(untracked.split('\n'), ['one.html', 'two.html']);
  }));

test('a fleet with errors gives a page that shows them, and 1', () =>
  changed(DELIVERED, change(DELIVERED, 'values: [on-demand]', 'values: []'), (sandbox) => {
    expectStatus(sandbox.poolwright('report', ...AT), 1);
    const { model, markup } = readPage(sandbox.read('report.html'));
    expectSchema(model);
    assert.is(model.ok, false);
    const [error] = model.diagnostics;
    assert.is(error?.severity, 'error');
    expectText(markup, ['not valid: there are errors', 'Fix first', `<code>${error?.code}</code>`]);
  }));

test('--fail-on exits 1 with a page, as plan does', () =>
  changed(DELIVERED, TAINTED, (sandbox) => {
    const result = sandbox.poolwright('report', ...AT, '--fail-on', 'all');
    expectStatus(result, 1);
    expectText(result.stderr, ['--fail-on all: 1 pool rolls all nodes in 2 clusters\n']);
    readPage(sandbox.read('report.html'));
  }));

test('a fleet.yaml that cannot be read gives 2, and a page that says why', () =>
  withSandbox({ 'fleet.yaml': 'kind: Fleet\n' }, (sandbox) => {
    expectStatus(sandbox.poolwright('report'), 2);
    const page = readPage(sandbox.read('report.html'));
    expectSchema(page.model);
    assert.equal(viewsOf(page), ['summary', 'findings']);
    assert.is(page.model.fleet, undefined);
    assert.ok(page.model.diagnostics.length > 0);
  }));

test('a page that cannot be written gives 3 before anything runs', () =>
  withSandbox(generatedFiles(), (sandbox) => {
    const result = sandbox.poolwright('report', '-o', 'missing/report.html');
    expectStatus(result, 3);
    expectText(result.stderr, ['cannot write the report missing/report.html: no such folder: missing']);
  }));

test('a fleet outside of git gives a page without a plan, and a base that is named has to exist', () =>
  withSandbox(generatedFiles(), (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    expectStatus(sandbox.poolwright('report'), 0);
    const { model } = readPage(sandbox.read('report.html'));
    assert.is(model.plan, undefined);
    assert.ok(model.instances);
    assert.equal(
      model.diagnostics.map(({ code, severity }) => [code, severity]),
      [['base-unreadable', 'notice']],
    );
    expectStatus(sandbox.poolwright('report', '--base', 'main'), 3);
  }));

test('two revisions are compared and validated whatever is in the work tree', () =>
  changed(DELIVERED, TAINTED, (sandbox) => {
    git(sandbox.root, 'commit', '-qam', 'taint');
    sandbox.write('fleet.yaml', 'broken\n');
    expectStatus(sandbox.poolwright('report', 'HEAD~1..HEAD', 'prod', ...AT), 0);
    const { model } = readPage(sandbox.read('report.html'));
    assert.equal(
      model.plan?.entries.map(({ environment, change: { effect } }) => [environment, effect]),
      [['prod', 'all']],
    );
    assert.equal(model.instances?.entries[0]?.environments, ['prod']);
    assert.ok(model.diagnostics.some(({ code }) => code === 'nodes-roll'));
    assert.ok(Object.values(model.frames).some(({ text }) => text.includes('taints:')));
  }));

test('plan, validate and instances write a page of what they say', () =>
  changed(DELIVERED, TAINTED, (sandbox) => {
    const views = (...args: string[]): string[] => {
      sandbox.poolwright(...args, '--format', 'html=page.html');
      const page = readPage(sandbox.read('page.html'));
      assert.is(page.model.command, args[0]);
      return viewsOf(page);
    };
    assert.ok(views('plan', ...AT).includes('matrix'));
    assert.not.ok(views('validate').includes('matrix'));
    assert.ok(views('validate', 'base').includes('findings'));
    assert.ok(views('instances').includes('summary'));
    const { stdout } = sandbox.poolwright('plan', ...AT, '--format', 'html');
    assert.ok(readPage(stdout).model.plan);
    expectStatus(sandbox.poolwright('generate', '--format', 'html=page.html'), 2);
    const help = (command: string) => sandbox.poolwright(command, '--help').stdout.replace(/\s+/g, ' ');
    expectText(help('plan'), ['markdown, html; written to FILE']);
    expectText(help('generate'), ['markdown; written to FILE']);
  }));

test('names and values of a fleet are shown as text', () => {
  const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&amp;\u202etxt.exe`;
  const before = change(DELIVERED, '        role:', '        tags: { owner: me }\n        role:');
  const after = change(before, 'owner: me', `owner: ${JSON.stringify(hostile)}`);
  return changed(before, after, (sandbox) => {
    sandbox.poolwright('report', ...AT);
    const html = sandbox.read('report.html');
    const { model } = readPage(html);
    const [cause] = model.plan?.entries[0]?.change.causes ?? [];
    assert.is(cause?.after, hostile);
    assert.not.ok(html.includes('\u202e'));
    assert.not.match(html, /<img|<script>alert/);
  });
});

test('the page of the seed is small, and other commands do not load what makes it', () =>
  changed(seedFleet(), seedFleet().replace('expireAfter: 720h', 'expireAfter: 700h'), (sandbox) => {
    sandbox.poolwright('report', ...AT);
    assert.ok(sandbox.read('report.html').length < 1_000_000);
    const program = readFileSync(join(PROJECT, 'dist/cli/commands.cjs'), 'utf8');
    assert.not.match(program, 'dangerouslySetInnerHTML');
    assert.match(readFileSync(join(PROJECT, 'dist/report/page.cjs'), 'utf8'), 'dangerouslySetInnerHTML');
  }));

test.run();
