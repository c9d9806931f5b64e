import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { git } from '../support/git.ts';
import { withSandbox } from '../support/sandbox.ts';
import { fleetOf } from './support.ts';

const test = suite('hostile names and values');

/** Texts that mean something to a shell, YAML, Go templates, git, a terminal or a workflow log. */
const TEXTS = [
  '$(touch pwned)',
  "'; touch pwned; '",
  '"; touch pwned; "',
  '${IFS}touch${IFS}pwned',
  '{{ .cluster }}',
  '--upload-pack=touch pwned',
  '../../pwned',
  '/etc/pwned',
  '::error::pwned',
  '\u001b]0;pwned\u0007\u001b[2J',
  '\u202epwned',
  '<script>alert(1)</script>',
  '[x](javascript:alert(1))',
  '@everyone #1 $x$',
  'Co-authored-by: pwned <p@example.com>',
  'a: b',
  '!!js/function x',
  '__proto__',
  ' ',
  'null',
  '0x1F',
];

const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown'];

/** Where a text goes: each replaces one name or value of the fleet. */
const PLACES: Record<string, (fleet: string, text: string) => string> = {
  'fleet name': (fleet, text) => fleet.replace('name: hostile', () => `name: ${JSON.stringify(text)}`),
  'pool name': (fleet, text) => fleet.replace('    general:', () => `    ${JSON.stringify(text)}:`),
  'environment name': (fleet, text) => fleet.replace('    prod:', () => `    ${JSON.stringify(text)}:`),
  'cluster name': (fleet, text) => fleet.replace('        c-0:', () => `        ${JSON.stringify(text)}:`),
  'variable name': (fleet, text) =>
    fleet.replace('    CLUSTER:', () => `    ${JSON.stringify(text)}: { description: x }\n    CLUSTER:`),
  'variable value': (fleet, text) => fleet.replace('CLUSTER: c-0', () => `CLUSTER: ${JSON.stringify(text)}`),
  'variable description': (fleet, text) =>
    fleet.replace('Name of the EKS cluster', () => JSON.stringify(text)),
  'label value': (fleet, text) =>
    fleet.replace(
      '        template:',
      () => `        template:\n          metadata: { labels: { team: ${JSON.stringify(text)} } }`,
    ),
  'tag key and value': (fleet, text) =>
    fleet.replace(
      '        role:',
      () => `        tags: { ${JSON.stringify(`k${text}`)}: ${JSON.stringify(text)} }\n        role:`,
    ),
  'user data': (fleet, text) =>
    fleet.replace('        role:', () => `        userData: ${JSON.stringify(text)}\n        role:`),
  'workload path': (fleet, text) =>
    fleet.replace('  pools:', () => `  workloads: [${JSON.stringify(text)}]\n  pools:`),
  'included path': (fleet, text) => fleet.replace('spec:', () => `include: [${JSON.stringify(text)}]\nspec:`),
  'repository URL': (fleet, text) => `${fleet}  delivery: { argocd: { repoURL: ${JSON.stringify(text)} } }\n`,
  'source name': (fleet, text) =>
    `${fleet}  delivery: { flux: { sourceRef: { kind: GitRepository, name: ${JSON.stringify(text)} } } }\n`,
};

const SMALL = fleetOf(100)
  .split('\n')
  .filter((line) => !/^ {8}c-([2-9]|\d\d):/.test(line))
  .join('\n');

for (const [place, put] of Object.entries(PLACES)) {
  test(`${place}: every text is refused or arrives as text, runs nothing and leaves the repository`, () =>
    withSandbox({}, (sandbox) => {
      git(sandbox.root, 'init', '-q', '-b', 'main');
      for (const [key, value] of [
        ['user.name', 'test'],
        ['user.email', 'test@example.com'],
        ['commit.gpgsign', 'false'],
      ])
        git(sandbox.root, 'config', String(key), String(value));
      for (const [n, text] of TEXTS.entries()) {
        sandbox.write('fleet.yaml', put(SMALL, text));
        const format = FORMATS[n % FORMATS.length] ?? 'text';
        const generated = sandbox.poolwright('generate', '--force', '--format', format);
        assert.ok(
          [0, 1, 2].includes(generated.status ?? -1),
          `${JSON.stringify(text)}: exit ${generated.status}\n${generated.stderr}`,
        );
        const outputs = generated.stdout + generated.stderr;
        assert.not.match(outputs, /\n\s+at .*:\d+:\d+/, 'a stack trace');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals obey them
        assert.not.match(outputs, /[\u001b\u0007\u202e]/, `${JSON.stringify(text)} reaches the terminal`);
        assert.not.match(outputs, /^::(set-output|error::pwned)/m, 'a workflow command');
        if (generated.status === 0) {
          const committed = sandbox.poolwright('commit');
          assert.ok([0, 1].includes(committed.status ?? -1), `${JSON.stringify(text)}: ${committed.stderr}`);
          sandbox.poolwright('render', 'c-1');
        }
        for (const folder of [sandbox.root, join(sandbox.root, '..'), '/etc'])
          assert.not.ok(existsSync(join(folder, 'pwned')), `${JSON.stringify(text)} wrote a file`);
      }
      git(sandbox.root, 'fsck', '--strict', '--no-dangling');
    }));
}

test.run();
