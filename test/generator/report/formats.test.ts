import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.ts';
import { REPORTERS } from '../../../generator/report/index.ts';
import { countText, reportText } from '../../../generator/report/text.ts';
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

test('markdown has no finding, and says so to programs', () => {
  assert.is(
    report('markdown', []),
    '### poolwright validate: no findings\n\n<!-- poolwright: nothing to report -->\n',
  );
});

test('markdown fits into a comment, and counts the findings that do not', () => {
  const many = Array.from({ length: 3000 }, (_, i): Diagnostic => {
    const at = { file: 'fleet.yaml', line: i + 1, column: 1 };
    const message = i === 2 ? 'x'.repeat(70_000) : `@name ${i} ${'y'.repeat(i % 300)}`;
    return { code: 'crd-schema', severity: 'error', message, at, environment: 'prod', clusters: [`c-${i}`] };
  });
  for (const room of [undefined, 30_000, 2_000, 100]) {
    const reporter = REPORTERS.markdown;
    const text =
      reporter?.({
        command: 'gate',
        version: '1.2.3',
        diagnostics: many,
        maxFindings: 0,
        result: {},
        ...(room === undefined ? {} : { room }),
      }) ?? '';
    assert.ok(text.length <= Math.max(room ?? 65_536, 300), `${text.length}`);
    const rows = text.split('| error |').length - 1;
    const [, more = ''] =
      /^and ([\d,]+) more in [\d,]+ clusters; they do not fit into a comment/m.exec(text) ?? [];
    assert.is(rows + Number(more.replace(',', '')), 3000, `${room}`);
    assert.not.match(text, 'xxxx');
    assert.not.match(text, /@(?!&#8203;)/);
    if (room === undefined) assert.ok(rows > 200);
  }
});

test('gitlab has what a code quality report needs, one line for each', () => {
  const issues = JSON.parse(report('gitlab'));
  assert.equal(
    issues.map(({ fingerprint: _, ...rest }: Record<string, unknown>) => rest),
    [
      {
        description:
          'spec: "a" & <b>, 100% | `c` second line. In NodePool/gpu spec.weight, environment prod, clusters a, b, c and 2 more. Correct: the field, now',
        check_name: 'crd-rule',
        severity: 'critical',
        location: { path: 'fleet/ä b.yaml', lines: { begin: 3 } },
      },
      {
        description: 'control \ufffd character',
        check_name: 'unused-variable',
        severity: 'minor',
        location: { path: 'fleet.yaml', lines: { begin: 1 } },
      },
    ],
  );
  assert.equal(JSON.parse(report('gitlab', [])), []);
});

test('a fingerprint stays where only lines and clusters change, and is unique', () => {
  const prints = (found: readonly Diagnostic[]): string[] =>
    JSON.parse(report('gitlab', found)).map(({ fingerprint }: Record<string, string>) => fingerprint);
  const [first, second] = diagnostics as [Diagnostic, Diagnostic];
  const moved = { ...first, at: { file: 'fleet/ä b.yaml', line: 30, column: 1 }, clusters: ['z'] };
  assert.equal(prints([moved, second]), prints(diagnostics));
  const twice = prints([first, moved]);
  assert.is(new Set(twice).size, 2);
  assert.is(twice[0], prints([first])[0]);
  assert.match(twice[0] ?? '', /^[0-9a-f]{64}$/);
  for (const other of [{ message: 'other' }, { code: 'crd-schema' as const }, { object: 'NodePool/cpu' }])
    assert.is.not(prints([{ ...first, ...other }])[0], twice[0]);
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

test('what is true of several environments is one finding, with the details of each for programs', () => {
  const [first] = diagnostics as [Diagnostic];
  const everywhere = [first, { ...first, environment: 'dev', clusters: ['f'] }];
  for (const format of ['sarif', 'junit', 'github', 'markdown']) {
    const text = report(format, everywhere);
    assert.is(text.split('environments prod, dev').length, 2, format);
    const clusters = format === 'junit' ? 'clusters a, b, c, d, e, f' : 'clusters a, b, c and 3 more';
    assert.is(text.split(clusters).length, 2, format);
  }
  const [only, ...others] = JSON.parse(report('json', everywhere)).diagnostics;
  assert.equal(others, []);
  assert.equal(only.consequences, everywhere);
  assert.equal(only.clusters, ['a', 'b', 'c', 'd', 'e', 'f']);
  assert.not.ok('environment' in only);
  const { results } = JSON.parse(report('sarif', everywhere)).runs[0];
  assert.equal(results[0].properties.environments, ['prod', 'dev']);
  assert.equal(results[0].properties.clusters.length, 6);
  assert.is(
    report('github', [...everywhere, { ...first, message: 'another' }])
      .trim()
      .split('\n').length,
    2,
  );
});

const stale: Diagnostic[] = Array.from({ length: 9 }, (_, i) => ({
  code: i === 0 ? 'tree-missing' : 'tree-stale',
  severity: 'error',
  message: `base/${i}.yaml is old`,
  help: 'Run poolwright generate',
  at: { file: `base/${i}.yaml`, line: 1, column: 1 },
  cause: {
    key: 'tree',
    finding: {
      code: 'tree-stale',
      severity: 'error',
      message: '9 files are old',
      help: 'Run poolwright generate',
    },
  },
}));

test('a cause is one finding in every format, which counts what follows from it', () => {
  const text = reportText(stale, { color: false, textOf: () => undefined });
  assert.is(
    text,
    `error[tree-stale]: 9 files are old
  help: Run poolwright generate
  covers 9 findings:
    base/0.yaml is old [tree-missing]
    base/1.yaml is old
    base/2.yaml is old
    base/3.yaml is old
    base/4.yaml is old
    and 4 more
`,
  );
  assert.is(countText(stale), '1 error');
  assert.match(report('markdown', stale), /base\/4.yaml is old<br>and 4 more \|$/m);
  assert.match(
    report('github', stale),
    /^::error file=base\/0.yaml,line=1,col=1,title=poolwright tree-stale::9 files .*and 4 more\n$/,
  );
  assert.match(report('junit', stale), 'tests="1" failures="1"');
  for (const format of ['junit', 'sarif', 'json'])
    for (let i = 0; i < 9; i++) assert.match(report(format, stale), `base/${i}.yaml is old`);
  const [result] = JSON.parse(report('sarif', stale)).runs[0].results;
  assert.is(result.message.text, '9 files are old. Run poolwright generate. Covers 9 findings');
  assert.is(result.relatedLocations.length, 9);
  assert.is(result.locations[0].physicalLocation.artifactLocation.uri, 'base/0.yaml');
  const value = JSON.parse(report('json', stale));
  assert.equal(schemaErrors('schemas/report.schema.json', value), []);
  assert.is(value.diagnostics[0].consequences.length, 9);
  assert.not.match(report('json', stale), '"cause"');
});

test('text and markdown stop after fifty findings and say what they leave out', () => {
  const many: Diagnostic[] = Array.from({ length: 8000 }, (_, i) => ({
    code: 'crd-schema',
    severity: 'error',
    message: `wrong ${i}`,
    at: { file: 'fleet.yaml', line: i + 1, column: 1 },
    environment: 'prod',
    clusters: [`c-${i % 2000}`],
  }));
  const text = (maxFindings?: number): string =>
    reportText(many, {
      color: false,
      textOf: () => undefined,
      ...(maxFindings === undefined ? {} : { maxFindings }),
    });
  const errors = (some: string): number => some.split('error[').length - 1;
  assert.is(errors(text()), 50);
  assert.match(text(), /\nand 7,950 more in 2,000 clusters; show all with --max-findings 0\n$/);
  assert.is(errors(text(7999)), 7999);
  assert.match(text(7999), /\nand 1 more in 1 cluster; show all/);
  for (const most of [0, 8000, 9000]) {
    assert.is(errors(text(most)), 8000);
    assert.not.match(text(most), 'more in');
  }
  assert.match(report('markdown', many), 'and 7,950 more in 2,000 clusters');
  assert.is(report('markdown', many).split('| error |').length - 1, 50);
  for (const format of ['json', 'sarif', 'junit'])
    assert.is(report(format, many).split('wrong 7999').length > 1, true);
  const [first] = many as [Diagnostic];
  const placed = many.map((one) => ({
    ...one,
    cause: { key: 'one', finding: { ...first, message: 'cause' } },
  }));
  const all = reportText(placed, { color: false, textOf: () => undefined, maxFindings: 0 });
  assert.match(all, 'fleet.yaml:8000:1: wrong 7999');
});

test('text shows each line of a message, and none at the start of a line', () => {
  const message = 'git push failed: no\n\n\tls\u001b[31m\r\nerror[crd-rule]: not a finding';
  const text = reportText([{ code: 'command-failed', severity: 'error', message }], {
    color: false,
    textOf: () => undefined,
  });
  assert.is(
    text,
    'error[command-failed]: git push failed: no\n     ls\ufffd[31m\n    error[crd-rule]: not a finding\n',
  );
});

test.run();
