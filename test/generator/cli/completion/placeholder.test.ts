import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FORMATS } from '../../../../generator/cli/choices.ts';
import { COMMANDS, SHARED_OPTIONS } from '../../../../generator/cli/commands.ts';
import { wantedBy } from '../../../../generator/cli/completion/placeholder.ts';

const test = suite('placeholders');

/** What a word may become, in short: words, `<KIND>` of names, and the paths. */
function wanted(placeholder: string, typed = '', choices?: readonly string[]): string[] {
  const { head, candidates, names, paths } = wantedBy(placeholder, typed, choices);
  return [
    ...candidates.map(({ text }) => head + text),
    ...names.map(({ kind, suffix }) => `${head}<${kind}>${suffix}`),
    ...(paths ? [`${head}:${paths}`] : []),
  ];
}

test('words stand for themselves, names for their kind', () => {
  assert.equal(wanted('REF|auto|none'), ['auto', 'none', '<REF>']);
  assert.equal(wanted('ENV|CLUSTER'), ['<ENV>', '<CLUSTER>']);
  assert.equal(wanted('bash|zsh|fish'), ['bash', 'zsh', 'fish']);
  assert.equal(wanted('DIR'), [':folders']);
  assert.equal(wanted('TIME'), []);
  assert.equal(wanted('[REV1..REV2]'), []);
});

test('a part that may be left out is offered with what follows it', () => {
  assert.equal(wanted('POOL=N'), ['<POOL>=']);
  assert.equal(wanted('POOL=N', 'gpu='), []);
  assert.equal(wanted('[CLUSTER=]FILE'), ['<CLUSTER>=', ':files']);
  assert.equal(wanted('[CLUSTER=]FILE', 'dev-1=a'), ['dev-1=:files']);
  assert.equal(wanted('[[CLUSTER=]CONTEXT]'), ['<CLUSTER>=']);
  assert.equal(wanted('FORMAT[=FILE]', '', FORMATS), FORMATS);
  assert.equal(wanted('FORMAT[=FILE]', 'json=', FORMATS), ['json=:files']);
  assert.equal(wanted('[ENV/]NAME=SOURCE'), ['<ENV>/']);
  assert.equal(wanted('[ENV/]NAME=SOURCE', 'dev-1=a/b'), ['dev-1=:files']);
  assert.equal(wanted('[ENV/]NAME=SOURCE', 'dev/'), []);
  assert.equal(wanted('A[@REV]', 'prod@'), ['prod@<REV>']);
});

test('a list goes on after a comma, without what it has', () => {
  assert.equal(wanted('EFFECT,…', '', ['all', 'some']), ['all', 'some']);
  assert.equal(wanted('EFFECT,…', 'all,s', ['all', 'some']), ['all,some']);
  assert.equal(wanted('none|nvidia,neuron', 'nvidia,'), ['nvidia,none', 'nvidia,neuron']);
  assert.equal(wanted('[ENV/]NAME,…', 'a,'), ['a,<ENV>/']);
});

test('what an option takes is what help shows, and every choice of it is offered', () => {
  let count = 0;
  for (const { options } of Object.values(COMMANDS))
    for (const [name, { value, choices }] of Object.entries({ ...options, ...SHARED_OPTIONS })) {
      if (!choices) continue;
      count += 1;
      assert.equal(wanted(value ?? '', '', choices), choices, name);
    }
  assert.ok(count > 3);
});

test.run();
