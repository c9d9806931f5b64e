import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FLEET } from '../support/fleets.ts';
import { PROJECT, run } from '../support/run.ts';
import { createSandbox } from '../support/sandbox.ts';
import { installCommands } from './shell.ts';

const test = suite('completion in shells');

const sandbox = createSandbox({ 'fleet.yaml': FLEET, 'notes.txt': '', 'folder/file': '' });
installCommands(sandbox);
test.after(() => sandbox.remove());

const env = {
  PATH: `${sandbox.root}/.bin:${process.env.PATH}`,
  HOME: sandbox.root,
  XDG_CONFIG_HOME: `${sandbox.root}/.config`,
  TERM: 'xterm',
  INPUTRC: '/dev/null',
};

/** The line of docs/completion.md that loads the script of a shell. */
function loading(shell: string): string {
  const page = readFileSync(join(PROJECT, 'docs/completion.md'), 'utf8');
  const [, line] =
    new RegExp(`\\n *\`\`\`sh\\n *(.*poolwright completion ${shell}\\b.*)\\n`).exec(page) ?? [];
  assert.ok(line, shell);
  return line;
}

function has(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined;
}

/** A test that needs programs; without one of them it is skipped, and says so. */
function testWith(programs: readonly string[], name: string, work: () => void): void {
  const missing = programs.filter((program) => !has(program));
  if (missing.length === 0) test(name, work);
  else {
    console.log(`skipped, without ${missing.join(' and ')}: ${name}`);
    test.skip(name, work);
  }
}

/** What is typed before a tab, what after it, and the line that comes of it. */
const TYPED: [before: string, after: string, line: string][] = [
  ['poolwright rend', 'prod', 'poolwright render prod'],
  ['poolwright generate --dry', '--no-c', 'poolwright generate --dry-run --no-c'],
  ['poolwright plan --fail-on deleted,st', '', 'poolwright plan --fail-on deleted,stalls'],
  ['poolwright plan --format=js', '', 'poolwright plan --format=json'],
  ['poolwright plan --nodes gen', '4', 'poolwright plan --nodes general=4'],
  ['poolwright explain spec.po', '', 'poolwright explain spec.pools.'],
  ['poolwright validate not', '', 'poolwright validate notes.txt'],
  ['poolwright plan --format json=not', '', 'poolwright plan --format json=notes.txt'],
  ['poolwright render --cwd fol', '', 'poolwright render --cwd folder'],
];

/** The lines that come of `TYPED` at a shell's own prompt; each is printed instead of being run. */
function linesAtPrompt(shell: string, setUp: string): string[] {
  const keys = TYPED.map(([before, after]) => `${before}\t${after}\u0001printf "<%s>\\\\n" "\u0005"\n`);
  const input = `${setUp}\n${keys.join('')}exit\n`;
  const { stdout } = run('script', ['-qec', shell, '/dev/null'], sandbox.root, {
    input,
    env,
    timeout: 120_000,
  });
  return Array.from(stdout.matchAll(/^<(.*?)>\r?$/gm), ([, line = '']) => withoutSlash(line.trim()));
}

/** zsh takes the slash of a folder back once the line ends. */
function withoutSlash(line: string): string {
  return line.replace(/\/$/, '');
}

const EXPECTED = TYPED.map(([, , line]) => line);

testWith(['bash', 'script'], 'bash completes at its prompt', () => {
  assert.equal(linesAtPrompt('bash --norc -i', `PS1=; ${loading('bash')}`), EXPECTED);
});

testWith(['zsh', 'script'], 'zsh completes at its prompt', () => {
  const setUp = `PS1=; autoload -U compinit; compinit -u -D; ${loading('zsh')}`;
  assert.equal(linesAtPrompt('zsh -f -i', setUp), EXPECTED);
});

testWith(['bash'], 'bash gets all candidates in COMPREPLY, with words cut as bash cuts them', () => {
  const reply = (...words: string[]): string[] => {
    const line = words.join(' ').replace(/ = ?/g, '=');
    const script = `source <(poolwright completion bash)
COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
COMP_LINE=$1; COMP_POINT=\${#1}; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_poolwright poolwright "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = run('bash', ['-c', script, 'bash', line, ...words], sandbox.root, { env });
    assert.is(stderr, '');
    return stdout.split('\n').slice(0, -1);
  };
  assert.equal(reply('poolwright', 'render', ''), ['dev', 'prod', 'dev-1', 'prod-1']);
  assert.equal(reply('poolwright', 'validate', '--format', '=', 'j'), ['json', 'junit']);
  assert.equal(reply('poolwright', 'plan', '--format', '='), ['text', 'json', 'markdown', 'html']);
  assert.equal(reply('poolwright', 'plan', '--state', 'dev-1', '=', 'not'), ['notes.txt']);
});

testWith(['fish'], 'fish completes with descriptions', () => {
  mkdirSync(join(sandbox.root, '.config/fish/completions'), { recursive: true });
  assert.is(run('fish', ['-c', loading('fish')], sandbox.root, { env }).stderr, '');
  const candidates = (line: string): string[] => {
    const { stdout, stderr } = run('fish', ['-c', 'complete -C $argv[1]', line], sandbox.root, { env });
    assert.is(stderr, '');
    return stdout.split('\n').slice(0, -1);
  };
  assert.equal(candidates('poolwright render p'), [
    'prod\tenvironment of 1 cluster',
    'prod-1\tcluster of prod',
  ]);
  const last = ([, , line]: (typeof TYPED)[number]): string => line.split(' ').at(-1) ?? '';
  for (const typed of TYPED.filter(([, after]) => after === '')) {
    const found = candidates(typed[0]).map((entry) => withoutSlash(entry.split('\t')[0] ?? ''));
    assert.equal(found, [last(typed)], typed[0]);
  }
});

testWith(['zsh'], 'zsh and bash find no fault in their scripts', () => {
  for (const shell of ['zsh', 'bash']) {
    const script = run('poolwright', ['completion', shell], PROJECT, { env }).stdout;
    const { status, stderr } = run(shell, ['-n'], sandbox.root, { input: script, env });
    assert.is(stderr, '');
    assert.is(status, 0);
  }
});

test.run();
