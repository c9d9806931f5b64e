import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FORMATS } from '../../generator/cli/choices.ts';
import { COMMANDS, SHARED_OPTIONS } from '../../generator/cli/commands.ts';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.ts';
import { change, FLEET, generatedFiles } from '../support/fleets.ts';
import { CLI, expectStatus, expectText, run } from '../support/run.ts';
import { createSandbox, withSandbox } from '../support/sandbox.ts';

const test = suite('options');

const sandbox = createSandbox(generatedFiles());
test.after(() => sandbox.remove());

const ESCAPE = '\u001b';

test('--help of the program names every command', () => {
  for (const args of [[], ['--help'], ['-h'], ['help']]) {
    const result = sandbox.poolwright(...args);
    expectStatus(result, 0);
    assert.is(result.stderr, '');
    expectText(result.stdout, [
      ...Object.keys(COMMANDS).map((name) => `\n  ${name} `),
      'Exit codes: 0 success',
    ]);
  }
});

test('--help of each command shows every option and an example, in lines that fit', () => {
  for (const [name, { options, examples, summary }] of Object.entries(COMMANDS)) {
    const result = sandbox.poolwright(name, '--help');
    expectStatus(result, 0);
    expectText(result.stdout, [`poolwright ${name}: ${summary}`, 'Usage: ', 'Examples:']);
    for (const option of Object.keys({ ...options, ...SHARED_OPTIONS }))
      expectText(result.stdout, [`--${option}`]);
    for (const [line, does] of examples) expectText(result.stdout, [line, does]);
    assert.not.match(result.stdout, /[ \t]$/m);
  }
});

test('help of a command, wherever the word stands', () => {
  const { stdout } = sandbox.poolwright('generate', '--help');
  for (const args of [
    ['help', 'generate'],
    ['generate', 'help'],
    ['generate', '-h'],
    ['--help', 'generate'],
  ]) {
    const result = sandbox.poolwright(...args);
    expectStatus(result, 0);
    assert.is(result.stdout, stdout);
  }
  const unknown = sandbox.poolwright('help', 'generat');
  expectStatus(unknown, 2);
  expectText(unknown.stderr, ['unknown command generat', 'Did you mean generate?']);
});

test('the version, and nothing else', () => {
  for (const word of ['--version', '-V', '-v', 'version']) {
    const result = sandbox.poolwright(word);
    expectStatus(result, 0);
    assert.match(result.stdout, /^\d+\.\d+\.\d+\n$/);
  }
});

test('unknown commands, options and formats exit 2 with the nearest name', () => {
  for (const [args, says] of [
    [['generat'], ['unknown command generat', 'help: Did you mean generate?']],
    [['constructor'], ['unknown command constructor']],
    [['lint'], ['unknown command lint', 'Did you mean validate?']],
    [['apply'], ['unknown command apply', 'Did you mean generate?']],
    [
      ['generate', '--chek'],
      ['unknown option --chek', 'Did you mean --check?'],
    ],
    [['generate', '-x'], ['unknown option -x']],
    [['validate', '--max-findings', '-1'], ['--max-findings takes a number, not -1']],
    [['generate', '-1'], ['unknown option -1']],
    [
      ['validate', '--max-findings=-1'],
      ['--max-findings takes a number, not -1', 'Use 0 to show all findings'],
    ],
    [['--hepl'], ['unknown option --hepl', 'Did you mean --help?']],
    [
      ['generate', '-help'],
      ['unknown option -help', 'Did you mean --help?'],
    ],
    [['generate', 'dev'], ['generate takes no arguments, not dev']],
    [
      ['render'],
      ['render takes ENV|CLUSTER: the name of an environment or cluster', 'such as poolwright render prod'],
    ],
    [
      ['validate', '--format', 'yaml'],
      ['unknown format yaml', ...FORMATS],
    ],
    [['generate', '--check', '--watch'], ['--check and --watch exclude each other']],
    [
      ['generate', '--cwd'],
      ['--cwd takes DIR, and nothing follows it', 'Write --cwd DIR: run in DIR'],
    ],
    [
      ['generate', '--check=yes'],
      ['--check takes no value', 'Write --check, or leave it out'],
    ],
  ] as const) {
    const result = sandbox.poolwright(...args);
    expectStatus(result, 2);
    assert.is(result.stdout, '');
    expectText(result.stderr, ['error: ', '  help: ', ...says]);
  }
});

test('--format json parses, carries the diagnostics, and is all that is printed', () => {
  const bad = createSandbox({ 'fleet.yaml': change(FLEET, 'values: [on-demand]', 'values: []') });
  for (const args of [
    ['generate'],
    ['generate', '--check'],
    ['generate', '--dry-run'],
    ['validate'],
    ['commit'],
  ]) {
    const { status, stdout, stderr } = bad.poolwright(...args, '--format', 'json');
    assert.is(status, 1);
    assert.is(stderr, '');
    const report = JSON.parse(stdout) as Record<string, unknown>;
    assert.is(report.version, 1);
    assert.is(report.command, args[0]);
    assert.is(report.ok, false);
    const [first] = report.diagnostics as Diagnostic[];
    assert.is(first?.severity, 'error');
    const shown = first?.at ?? first?.consequences?.[0]?.at;
    assert.ok(shown?.line !== undefined);
  }
  bad.remove();
  const good = sandbox.poolwright('generate', '--format', 'json');
  const { ok, result } = JSON.parse(good.stdout) as { ok: boolean; result: Record<string, unknown> };
  assert.is(ok, true);
  assert.equal(result, {
    pools: 1,
    environments: 2,
    clusters: 2,
    files: 8,
    written: [],
    removed: [],
    unchanged: 8,
  });
  const rendered = JSON.parse(sandbox.poolwright('render', 'dev-1', '--format', 'json').stdout) as {
    result: { text: string };
  };
  assert.is(rendered.result.text, sandbox.poolwright('render', 'dev-1').stdout);
});

test('no colours where nobody looks, nor under NO_COLOR; a file cannot send any', () => {
  withSandbox(
    {
      'fleet.yaml': change(FLEET, 'limits', 'limit').replace('cpu: "100" }', `cpu: "100" } # ${ESCAPE}[31m`),
    },
    (bad) => {
      const piped = bad.poolwright('generate').stderr;
      expectText(piped, ['control character U+001B', 'limit: { cpu: "100" }']);
      assert.not.match(piped, ESCAPE);
      const terminal = (environment: string): string =>
        run(
          'script',
          ['-qec', `${environment} "${process.execPath}" "${CLI}" generate`, '/dev/null'],
          bad.root,
        ).stdout;
      if (run('which', ['script'], bad.root).status === 0) {
        assert.match(terminal('env -u NO_COLOR TERM=xterm'), `${ESCAPE}[31m`);
        assert.not.match(terminal('NO_COLOR=1'), ESCAPE);
      } else console.log('skipped: script not installed, so there is no terminal');
    },
  );
});

test('--timing tells each stage on stderr', () => {
  const { stdout, stderr } = sandbox.poolwright('render', 'dev', '--timing');
  expectText(stderr, [
    ' ms  load\n',
    ' ms  emit\n',
    ' ms  render\n',
    'all, from the start of the process',
    'MiB peak memory',
  ]);
  assert.is(stdout, sandbox.poolwright('render', 'dev').stdout);
});

test('stdout holds only the product', () => {
  for (const args of [['generate'], ['generate', '--check'], ['validate']])
    assert.is(sandbox.poolwright(...args).stdout, '');
  assert.match(sandbox.poolwright('render', 'dev').stdout, /^apiVersion: /);
});

test.run();
