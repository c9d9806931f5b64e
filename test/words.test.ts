import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { PROJECT } from './support/run.ts';

/** Forms that a platform engineer stumbles over, and what to write instead. They count in messages, help, comments and pages alike. */
const FORBIDDEN: [form: RegExp, instead: string][] = [
  [/\bmend(s|ed|ing)?\b/i, 'fix, or help'],
  [/\bjudg(e|es|ed|ing)\b/i, 'validate'],
  [/\b(is|are|was|were) told\b/i, 'is reported, is shown'],
  [/\b(is|are|was|were) (not )?asked\b/i, 'is requested, is called'],
  [/(?<!here )\b(is|are) no (?!longer|more|less|fewer)/i, 'is not a'],
  [/\bthere is none\b/i, 'not found, missing'],
  [/\bstands (twice|for no)\b/i, 'is a duplicate'],
  [/\bsurely\b/i, 'certainly, or nothing'],
  [/\bwitness/i, 'a callback named by when it is called'],
  [/\btwins?\b/i, 'fast path'],
  [/\blets? (it |them )?pass\b/i, 'accepts'],
  [/\b(remembered|recalled)\b/i, 'cached'],
  [/\bobstacles?\b/i, 'conflict'],
  [/\bleftovers?\b/i, 'orphan'],
  [/\banew\b/i, 'again'],
  [/\b(is|are) none\b/i, 'is not one, is missing'],
  [/\bstands? (in|at|on|there|here|between|beside|above|below|before|behind|alone|together)\b/i, 'is'],
  [/\bwithout a word\b/i, 'silently'],
  [/\bspeaks? of\b/i, 'mentions, is about'],
  [/\bfor ever\b/i, 'forever'],
  [/, as `[^`]*`[.;,:)]/, 'such as, in the form'],
  [/[`')\]] for one[.,;:]/, 'such as'],
  [/\bwhat (came|becomes|became|has become) of\b/i, 'the result of, what happens to'],
  [/\bwhoever\b/i, 'the caller, the author, whatever does it'],
  [/\bartefacts?\b/i, 'artifact'],
  [/\bsome \d/i, 'about'],
  [/\bconcern(s|ed)? (no|an?|the)\b/i, 'affects, touches'],
  [/\bt(ake|akes|ook) the word of\b/i, 'believes, trusts'],
];

/** Forms that hide who does what. A page says it outright. */
const FORBIDDEN_IN_PAGES: [form: RegExp, instead: string][] = [
  [/\bwhat (is|was) left\b/i, 'the rest, what remains'],
  [/\bthat (is|are) there\b/i, 'existing'],
  [/\bwhat else\b/i, 'other, everything else'],
];

/** Text that names an old word because it is about it, and the texts of licenses. */
const ALLOWED = ['CHANGELOG.md', 'THIRD_PARTY.md'];

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (file) =>
        file.endsWith(ending) &&
        extname(file) !== '' &&
        !file.includes('node_modules') &&
        !file.includes('generated'),
    )
    .map((file) => join(folder, file));
}

function pages(): string[] {
  const top = readdirSync(PROJECT).filter((file) => file.endsWith('.md'));
  return [
    ...top,
    'action.yml',
    ...['docs', 'packages'].flatMap((folder) => filesIn(folder, '.md')),
    ...['integrations', 'examples'].flatMap((folder) => filesIn(folder, '')),
  ];
}

function sources(): string[] {
  const packages = readdirSync(join(PROJECT, 'packages')).map((name) => `packages/${name}/src`);
  return ['generator', ...packages, 'test', 'bench', 'scripts']
    .flatMap((folder) => [...filesIn(folder, '.ts'), ...filesIn(folder, '.tsx')])
    .filter((file) => file !== 'test/words.test.ts');
}

/** The lines of a file that have one of the forms, each with what to write instead. */
function formsIn(file: string, forms: typeof FORBIDDEN): string[] {
  const lines = readFileSync(join(PROJECT, file), 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    forms
      .filter(([form]) => form.test(line))
      .map(([form, instead]) => `${file}:${index + 1}: ${form.exec(line)?.[0]} → ${instead}: ${line.trim()}`),
  );
}

test('messages, help, comments and pages use the words of Kubernetes, not our own', () => {
  const files = [...pages(), ...sources()].filter((file) => !ALLOWED.includes(basename(file)));
  assert.ok(files.length > 300, `${files.length} files`);
  assert.equal(
    files.flatMap((file) => formsIn(file, FORBIDDEN)),
    [],
  );
});

test('pages say outright who does what', () => {
  const files = pages().filter((file) => !ALLOWED.includes(basename(file)));
  assert.ok(files.length > 30, `${files.length} files`);
  assert.equal(
    files.flatMap((file) => formsIn(file, FORBIDDEN_IN_PAGES)),
    [],
  );
});

test.run();
