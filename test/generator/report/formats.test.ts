import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.ts';
import { REPORTERS } from '../../../generator/report/index.ts';
import { PROJECT } from '../../support/run.ts';

const test = suite('report formats');

const diagnostics: Diagnostic[] = [
  {
    code: 'crd-rule',
    severity: 'error',
    message: 'spec: "a" & <b>, 100% | `c`\nsecond line',
    help: 'Correct: the field, now',
    at: { file: 'fleet/ä b.yaml', line: 3, column: 5, endLine: 3, endColumn: 9 },
    related: [{ message: 'uses it', at: { file: 'fleet.yaml', line: 1, column: 1 } }],
    environment: 'prod',
    clusters: ['a', 'b', 'c', 'd', 'e'],
    object: 'NodePool/gpu',
    field: 'spec.weight',
  },
  { code: 'unused-variable', severity: 'warning', message: 'control \u0000 character' },
];

function report(format: string, found: readonly Diagnostic[] = diagnostics): string {
  const reporter = REPORTERS[format];
  if (!reporter) throw new Error(`no reporter ${format}`);
  return reporter({ command: 'validate', version: '1.2.3', diagnostics: found, result: { clusters: 2 } });
}

/** The errors that a JSON Schema of a file finds in a value. */
function schemaErrors(file: string, value: unknown): unknown[] {
  // SARIF's schema is of draft 4, whose `id` ajv does not take; no reference in it needs that.
  const { id: _, ...schema } = JSON.parse(readFileSync(`${PROJECT}/${file}`, 'utf8'));
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    validateSchema: false,
    unicodeRegExp: false,
  });
  const validate = ajv.compile(schema);
  validate(value);
  return validate.errors ?? [];
}

test('json is what schemas/report.schema.json says', () => {
  const value = JSON.parse(report('json'));
  assert.equal(schemaErrors('schemas/report.schema.json', value), []);
  assert.is(value.ok, false);
  assert.is(JSON.parse(report('json', [])).ok, true);
  assert.is.not(schemaErrors('schemas/report.schema.json', { ...value, diagnostics: [{}] }).length, 0);
});

test('sarif is what its own schema says', () => {
  const value = JSON.parse(report('sarif'));
  const file = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
  assert.equal(schemaErrors(file, value), []);
  const [run] = value.runs;
  assert.equal(
    run.results.map(({ ruleId, ruleIndex, level }: Record<string, unknown>) => [ruleId, ruleIndex, level]),
    [
      ['crd-rule', 0, 'error'],
      ['unused-variable', 1, 'warning'],
    ],
  );
  const place = run.results[0].locations[0].physicalLocation;
  assert.is(place.artifactLocation.uri, 'fleet/%C3%A4%20b.yaml');
  assert.equal(place.region, { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 });
});

test('junit escapes what XML takes for its own', () => {
  const xml = report('junit');
  assert.match(xml, '<testsuite name="validate" tests="2" failures="1" errors="0">');
  assert.match(xml, 'spec: &quot;a&quot; &amp; &lt;b&gt;, 100% | `c`&#10;second line');
  assert.match(xml, 'control \ufffd character');
  assert.match(report('junit', []), '<testcase classname="poolwright" name="validate"/>');
});

test('github commands escape data and properties', () => {
  const [error, warning] = report('github').split('\n');
  assert.is(
    error,
    '::error file=fleet/ä b.yaml,line=3,col=5,endLine=3,endColumn=9,title=poolwright crd-rule::spec: "a" & <b>, 100%25 | `c`%0Asecond line%0ANodePool/gpu spec.weight, environment prod, clusters a, b, c and 2 more%0ACorrect: the field, now',
  );
  assert.match(warning ?? '', /^::warning title=poolwright unused-variable::control/);
  assert.is(report('github', []), '');
});

test('markdown keeps a table whatever the text', () => {
  const lines = report('markdown').trimEnd().split('\n');
  assert.is(lines[0], '### poolwright validate: 1 error, 1 warning');
  assert.is(lines.length, 6);
  for (const line of lines.slice(4)) assert.is(line.replaceAll('\\|', '').split('|').length, 6);
  assert.match(lines[4] ?? '', '&lt;b&gt;');
});

test('each severity has the level that a format has for it', () => {
  const notice: Diagnostic = { code: 'unused-variable', severity: 'notice', message: 'good to know' };
  assert.match(report('github', [notice]), /^::notice /);
  assert.is(JSON.parse(report('sarif', [notice])).runs[0].results[0].level, 'note');
  assert.equal(schemaErrors('schemas/report.schema.json', JSON.parse(report('json', [notice]))), []);
  assert.is(JSON.parse(report('json', [notice])).ok, true);
  assert.match(report('junit', [notice]), 'failures="0"');
  assert.match(report('markdown', [...diagnostics, notice]), '1 error, 1 warning, 1 notice');
});

test('what is true of several environments is told once to people, and of each to programs', () => {
  const [first] = diagnostics as [Diagnostic];
  const everywhere = [first, { ...first, environment: 'dev', clusters: ['f'] }];
  for (const format of ['sarif', 'junit', 'github', 'markdown']) {
    const text = report(format, everywhere);
    assert.is(text.split('environments prod, dev').length, 2, format);
    assert.is(text.split('clusters a, b, c and 3 more').length, 2, format);
  }
  assert.is(JSON.parse(report('json', everywhere)).diagnostics.length, 2);
  assert.is(
    report('github', [...everywhere, { ...first, message: 'another' }])
      .trim()
      .split('\n').length,
    2,
  );
});

test.run();
