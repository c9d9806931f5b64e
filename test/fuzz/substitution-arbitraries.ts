import fc from 'fast-check';
import type { Request } from '../oracles/substitution/client.ts';

const NAMES = ['V', 'W', 'EMPTY', 'UNDEF', '_x', 'é'];
const OPERATORS = [
  ':-',
  ':=',
  ':+',
  ':?',
  '=',
  '-',
  '#',
  '##',
  '%',
  '%%',
  '/',
  '//',
  '/#',
  '/%',
  ':',
  '^',
  '^^',
  ',',
  ',,',
];
const SYNTAX = [...'${}$:=-+?#%/^,!*[]^\\ ', '$$', '${', '$${', '\\/', '\\\\', '//'];
const PLAIN = [
  'a',
  'B',
  '1',
  '-1',
  '2',
  'ab',
  'abc.abc',
  'é',
  'ß',
  '€',
  '😀',
  '\n',
  '\0',
  'a/b/c',
  '[a-c]',
  '*b',
  '?',
];

const name = fc.constantFrom(...NAMES);
const piece = fc.oneof(fc.constantFrom(...PLAIN), fc.constantFrom(...SYNTAX));
const plainText = fc.array(fc.constantFrom(...PLAIN), { maxLength: 4 }).map((parts) => parts.join(''));

/** Mostly sound templates, so that evaluation is reached, with some noise. */
const { template } = fc.letrec<{ template: string; expression: string; word: string }>((tie) => ({
  template: fc
    .array(fc.oneof({ weight: 3, arbitrary: tie('expression') }, piece), { maxLength: 6 })
    .map((parts) => parts.join('')),
  word: fc.oneof(
    { depthSize: 'small' },
    plainText,
    tie('expression'),
    fc.array(fc.oneof(piece, tie('expression')), { maxLength: 3 }).map((parts) => parts.join('')),
  ),
  expression: fc.oneof(
    { depthSize: 'small' },
    name.map((n) => `\${${n}}`),
    name.map((n) => `\${#${n}}`),
    fc.tuple(name, fc.constantFrom(...OPERATORS), tie('word')).map(([n, o, w]) => `\${${n}${o}${w}}`),
    fc
      .tuple(name, fc.constantFrom('/', '//', '/#', '/%', ':'), tie('word'), tie('word'))
      .map(([n, o, a, b]) => `\${${n}${o}${a}${o === ':' ? ':' : '/'}${b}}`),
  ),
}));

const text = fc.array(fc.oneof(fc.constantFrom(...PLAIN), fc.constantFrom('$', '${V}', '*', 'a')), {
  maxLength: 5,
});

export const languageRequests: fc.Arbitrary<Request> = fc.record({
  mode: fc.constant('envsubst' as const),
  template,
  vars: fc.record({
    V: text.map((parts) => parts.join('')),
    W: text.map((parts) => parts.join('')),
    EMPTY: fc.constant(''),
    é: fc.constant('e'),
  }),
  strict: fc.boolean(),
});

const SCALARS = [
  ...[
    '5',
    '0123',
    '1e3',
    '1_000',
    '0x1F',
    '0o7',
    '1.50',
    '.5',
    '.inf',
    '12:30',
    '9007199254740993',
    '-0',
    '+1',
    '1e400',
  ],
  ...[
    'true',
    'yes',
    'on',
    'y',
    'No',
    'null',
    '~',
    '',
    ' ',
    '2024-01-02',
    '=',
    '<<',
    '.',
    '..',
    '---',
    '-',
    '--',
    '?',
  ],
  ...[
    '*',
    '*x',
    '&x',
    '&x y',
    '!!str 7',
    '!x',
    '@x',
    '`x',
    '%x',
    '|',
    '>',
    '"7"',
    "'7'",
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
  ],
  ...[
    'a: b',
    'a:',
    ':',
    ': b',
    'a #b',
    '#',
    'a#b',
    'a b',
    '- x',
    '[a, b]',
    '{a: b}',
    'a\nb',
    'a\tb',
    '\t',
    'é',
    '😀',
    '\u0085',
  ],
  ...[
    'arn:aws:iam::012345678901:role/x',
    'KarpenterNodeRole-dev',
    'us-east-1a',
    '$',
    '$HOME',
    '${V}',
    'x=y',
    'a\\b',
    '/p',
  ],
];
const scalar = fc.constantFrom(...SCALARS);
const reference = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('${V}', '${W}') },
  fc.constantFrom(
    '${V:-d e}',
    '${UNDEF:="7"}',
    '${V^^}',
    '${#W}',
    '$V',
    '$$',
    '$${V}',
    '${V',
    '${UNDEF}',
    '${V:0:1}',
    '${V//a/=}',
  ),
);
const leaf = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: reference },
      scalar,
      fc.constantFrom('x', ' ', ': ', ' #', '\n', "'", '"', '/', '-', 'é'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''));
const long = fc
  .array(
    fc.oneof(fc.constantFrom('word', 'a-long-word-that-fills-the-line', '${V}', '${V:-some words}'), leaf),
    { minLength: 8, maxLength: 20 },
  )
  .map((words) => words.join(' '));
const data = fc.dictionary(
  // A quoted key `<<` is merged by kustomize and refused by us, on purpose.
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'a2', 'a10', 'on') },
    leaf.filter((key) => !key.includes('<<')),
  ),
  fc.oneof(
    leaf,
    leaf,
    long,
    scalar,
    fc.integer(),
    fc.constantFrom(2 ** 60, true, null),
    fc.array(leaf, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('k', 'l'), leaf),
  ),
  { maxKeys: 5 },
);
const metadata = fc.record(
  {
    name: fc.constant('x'),
    labels: fc.dictionary(
      fc.constantFrom('a', 'kustomize.toolkit.fluxcd.io/substitute'),
      fc.constantFrom('disabled', 'x', '${V}'),
    ),
  },
  { requiredKeys: ['name'] },
);

/** JSON is YAML that both sides' readers of resource files take as it stands. */
export const objectRequests: fc.Arbitrary<Request> = fc.record({
  mode: fc.constant('kustomize' as const),
  template: fc
    .tuple(metadata, data)
    .map(([m, d]) => JSON.stringify({ apiVersion: 'v1', kind: 'Thing', metadata: m, data: d })),
  vars: fc.oneof(
    { weight: 9, arbitrary: fc.record({ V: scalar, W: scalar }) },
    fc.constantFrom<Record<string, string>>({}, { 'A-B': 'x', V: 'y' }),
  ),
  strict: fc.boolean(),
  always: fc.boolean(),
});

/** Long texts, since each costs a process; values of an environment hold no NUL. */
export const gnuTexts = fc.record({
  template: fc
    .array(
      fc.oneof(
        template,
        fc.constantFrom('$V', '$V1', '$_x', '${V}', '${V', '$', '$$V', '${V$W}', '$1', '$\u00e9'),
      ),
      {
        maxLength: 200,
      },
    )
    .map((parts) => parts.join('')),
  vars: fc.record({ V: fc.constantFrom('', 'v', '${W}', '$'), W: fc.constantFrom('w', 'é\n') }),
});
