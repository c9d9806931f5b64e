import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readArguments } from '../../generator/cli/arguments.ts';
import { DELIVERED } from '../support/fleets.ts';
import { expectStatus, PROJECT, runAsync } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { installCommands, makeRepository, typed } from './shell.ts';

const test = suite('commands that pages show');

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(PROJECT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

function pageText(page: string): string {
  return readFileSync(join(PROJECT, page), 'utf8');
}

/** The command lines in the indented blocks of a page, without comments, a line that ends in `\` with the next. */
function shownLines(page: string): string[] {
  const text = pageText(page).replace(/\\\n\s*/g, '');
  return Array.from(
    text.matchAll(/^ {4}(?:\$ )?((?:poolwright|kubectl|flux|npm|npx|git) .*)$/gm),
    ([, line = '']) => line.replace(/\s+#.*$/, ''),
  );
}

/** Commands that a page names in its sentences and tables. */
function namedCommands(page: string): string[] {
  const text = pageText(page).replaceAll('\\|', '|');
  return Array.from(text.matchAll(/`((?:poolwright|npm run) [^`\n]+)`/g), ([, line = '']) => line);
}

/** The arguments of each `poolwright` in a line. */
function poolwrightCalls(line: string): string[][] {
  return line
    .split(/&&|\|\||[|;](?![a-z])/)
    .map((part) => part.trim())
    .filter((part) => part.startsWith('poolwright '))
    .map((part) =>
      Array.from(part.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g), ([, a, b, c]) => a ?? b ?? c ?? '').slice(1),
    );
}

test('every poolwright command of every page has the options and arguments of that command', () => {
  let count = 0;
  for (const page of PAGES)
    for (const line of [...shownLines(page), ...namedCommands(page)])
      for (const args of poolwrightCalls(line)) {
        if (/^[A-Z]+$/.test(args[0] ?? '')) continue; // `poolwright COMMAND` stands for any
        const request = readArguments(args);
        count += 1;
        // A sentence may name a command or an option without its value.
        const isName =
          request.kind === 'wrong' &&
          (request.message.includes('and nothing follows it') ||
            (args.length === 1 && request.message.includes(' takes ')));
        assert.ok(request.kind !== 'wrong' || isName, `${page}: ${line}: ${JSON.stringify(request)}`);
      }
  assert.ok(count > 40, String(count));
});

test('every npm script that a page names exists', () => {
  const { scripts } = JSON.parse(pageText('package.json')) as { scripts: Record<string, string> };
  for (const page of PAGES)
    for (const line of [...shownLines(page), ...namedCommands(page)]) {
      const [, name = ''] = /^npm run (?:-s )?([\w:]+)/.exec(line) ?? [];
      if (name !== '' && name !== 'fuzz:NAME') assert.ok(Object.hasOwn(scripts, name), `${page}: ${line}`);
    }
});

/** What the stand-ins of programs that need a cluster or a registry check: that what they are given is there and not empty. */
const STAND_INS = {
  kubectl: `
for last; do
  case $last in apply | label | annotate | patch) verb=$last ;; esac
done
case $verb in
  apply)
    [ -n "$(find "$last" -name '*.yaml')" ] || { echo "kubectl: $last has no manifests" >&2; exit 1; }
    grep -q '^apiVersion: ' $(find "$last" -name '*.yaml') || exit 1 ;;
  label | annotate | patch)
    case $last in
      [a-z]*/?*- | [a-z]*/?*=?* | '{'*'}') ;;
      *) echo "kubectl: $verb sets nothing by $last" >&2; exit 1 ;;
    esac ;;
  *) echo "kubectl: $* is unknown here" >&2; exit 1 ;;
esac
echo "$*" >> .bin/calls`,
  flux: `
for word; do
  case $word in
    --path=*) [ -d "\${word#--path=}" ] || { echo "flux: $word is not a folder" >&2; exit 1; } ;;
    --source=|--revision=) echo "flux: $word is empty" >&2; exit 1 ;;
  esac
done
echo "$*" >> .bin/calls`,
};

/** What a page’s lines assume: Flux and Argo CD deliver, and Argo CD has the clusters. */
const FLEET = DELIVERED.replace('web.git }', 'web.git, generator: clusters }');

for (const [page, programs] of [
  ['docs/argocd.md', ['poolwright', 'kubectl']],
  ['docs/flux.md', ['poolwright', 'flux']],
  ['docs/scale.md', ['flux']],
] as const)
  test(`the lines of ${page} run as written, in their order`, () =>
    withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
      installCommands(sandbox, STAND_INS);
      makeRepository(sandbox);
      const lines = shownLines(page);
      for (const program of programs)
        assert.ok(
          lines.some((line) => line.startsWith(`${program} `)),
          program,
        );
      const generated = lines.some((line) => line.includes('poolwright generate'));
      if (!generated) expectStatus(typed(sandbox, 'poolwright generate && poolwright commit'), 0);
      for (const line of lines) expectStatus(typed(sandbox, line), 0);
      const called = lines.filter((line) => /^(kubectl|flux) /.test(line)).length;
      assert.is(sandbox.read('.bin/calls').trim().split('\n').length, called);
      if (generated)
        assert.is(typed(sandbox, 'git log origin/main --format=%s -1').stdout.includes('start'), false);
    }));

test('the lines of docs/e2e.md have options and suites of npm run e2e', async () => {
  const lines = shownLines('docs/e2e.md');
  assert.ok(lines.length >= 4);
  const { scripts } = JSON.parse(pageText('package.json')) as { scripts: Record<string, string> };
  const entry = (scripts.e2e ?? '').split(' && ').at(-1)?.split(' ').slice(1) ?? [];
  const ended = await Promise.all(
    [...lines, 'npm run e2e -- --only nothing'].map((line) => {
      const [, given = ''] = /^npm run e2e(?: -- (.*))?$/.exec(line) ?? [];
      const args = given === '' ? [] : given.split(' ');
      return runAsync(process.execPath, [...entry, ...args, '--help'], PROJECT);
    }),
  );
  const wrong = ended.pop();
  for (const [i, result] of ended.entries()) assert.is(result.status, 0, `${lines[i]}\n${result.stderr}`);
  assert.match(wrong?.stderr ?? '', 'there is no suite nothing');
});

test.run();
