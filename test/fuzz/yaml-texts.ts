import fc from 'fast-check';

/** Scalars at the limits of the type rules, and characters that YAML interprets. */
const SCALARS = list(
  `a¦b¦c¦foo bar¦yes¦No¦on¦y¦true¦False¦~¦null¦Null¦<<¦.¦..¦-¦0¦-0¦+1¦007¦08`,
  `0x1F¦0o17¦0b11¦1_000¦1e3¦1.50¦.5¦5.¦-.inf¦.nan¦1e400¦12345678901234567890¦1:30¦0b-1¦1__2¦.1_1`,
  `123456789012345678901¦-9223372036854775808¦2001-01-01¦2001-1-1¦2001-12-14t21:59:43.10-05:00¦2001-02-30¦1e-7`,
  `2001-12-14 21:59:43¦"x"¦'y'¦"a\\tb"¦'it''s'¦"\\u00e9\\x41"¦""¦''¦"a¦'b¦"\\q"¦"x" y¦é¦😀`,
  `a#b¦a #b¦#c¦a:b¦a: b¦:a¦?b¦-c¦- d¦? e¦: f¦@g¦\`h¦%i¦!j¦!¦|¦>¦*x¦*y¦&x¦&x 1¦&y`,
  `!!str¦!!str 1¦!!int "3"¦!!float 2¦[!!null ~]¦!t v¦!!binary aGk=¦[a, b]¦{a: b}¦[¦]¦{¦}¦,¦[a¦{a`,
  `{a: b, c}¦[a: b]¦{a, b: }¦[]¦{}¦[a,]¦[? a : b]¦[? : x]¦[&x]¦{a: &x}¦[?]¦{? a : b}¦{"a":1}¦["a":1]¦{a:1}¦[[a], [b]]`,
  `{a: {b: c}}¦[a, , b]¦{*x : 1}¦[]: a¦{}: b¦[[]: a]¦{[]: a}¦? []¦---¦...¦--- a¦--- # c¦%YAML 1.1`,
  `%TAG ! a:¦x: &x {k: v}¦<<: *x¦<<: [*x, *x]¦<<: {a: z}¦x: &x [a]¦&x {a: 1}¦? a¦: b¦$\${a}`,
);

const INDICATORS = list(
  `- ¦-¦? ¦?¦: ¦:¦, ¦,¦[¦]¦{¦}¦#¦ #¦&x ¦*x¦!¦!!str ¦|¦>¦'¦"¦%¦@¦\`¦\\`,
  `\n¦\n ¦\n  ¦\n    ¦\n\n¦\t¦\n\t¦ ¦  ¦\r¦\r\n¦---\n¦\n---\n¦\n...\n¦<<¦\n- ¦a¦b`,
  `c: ¦a: ¦1¦~¦\x85¦\ufeff¦\u2028¦|-\n¦>+\n`,
);

/** Texts separated by bars. */
function list(...lines: string[]): string[] {
  return lines.flatMap((line) => line.split('¦'));
}

const HEADERS = ['|', '>', '|-', '>-', '|+', '>+', '|2', '>1-', '|+3', '| # c', '|x', '|0'];

/** Any mix of YAML's indicators. */
const soup = fc.array(fc.constantFrom(...INDICATORS), { maxLength: 14 }).map((parts) => parts.join(''));

const entry = fc.oneof(
  fc.constantFrom(...SCALARS),
  fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'd', '"q"', '1', '? k\n', '*x '), fc.constantFrom(...SCALARS))
    .map(([key, value]) => `${key}: ${value}`),
  fc.constantFrom(...SCALARS).map((value) => `- ${value}`),
  fc
    .tuple(fc.constantFrom('a', 'b', 'e'), fc.constantFrom(...SCALARS))
    .map(([key, value]) => `- ${key}: ${value}`),
  fc.constantFrom(
    'a:',
    'b:',
    'c:',
    '-',
    '?',
    '',
    '# c',
    'a: # c',
    '- # c',
    '- - x',
    '- ? a',
    '? - a',
    'a: - b',
  ),
  fc.tuple(fc.constantFrom('a: ', '- ', 'd: '), fc.constantFrom(...HEADERS)).map((parts) => parts.join('')),
);

const line = fc
  .tuple(
    fc.constantFrom(0, 0, 0, 0, 2, 2, 2, 4, 4, 1, 3, 6),
    entry,
    fc.constantFrom('', '', '', '', ' ', ' # c', '\t', '#'),
  )
  .map(([indent, text, end]) => ' '.repeat(indent) + text + end);

/** Lines that are mostly YAML. */
const lines = fc.array(line, { maxLength: 8 }).map((all) => `${all.join('\n')}\n`);

const key = fc.constantFrom('a', 'b', 'c', '"d"', "'e'", 'long key', 'x/y', 'a.b', '"multi', 'é');
const leaf = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SCALARS) },
  fc.constantFrom(
    'one\n  two',
    '"one\n  two\\\n  three"',
    "'one\n\n  two'",
    'a\n  # c',
    'a # c\n# d',
    '# c\n  a',
  ),
);

function indentAll(text: string, indent: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(indent)}`);
}

/** Nested blocks with comments between them: what manifests look like. */
const tree: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .array(fc.tuple(key, tie('node'), fc.constantFrom('', '', '# c\n', '\n', '  # c\n')), {
        minLength: 1,
        maxLength: 4,
      })
      .map((pairs) =>
        pairs
          .map(([name, value, before]) => {
            const nested = /^(?:- |[^"'\n]*: |["'][a-z ]*["']:)/.test(value) && !value.startsWith('{');
            return `${before}${name}:${nested ? `\n  ${indentAll(value, 2)}` : ` ${indentAll(value, 2)}`}`;
          })
          .join('\n'),
      ),
    fc
      .array(fc.tuple(tie('node'), fc.constantFrom('', '', '# c\n', '\n')), { minLength: 1, maxLength: 3 })
      .map((items) => items.map(([value, before]) => `${before}- ${indentAll(value, 2)}`).join('\n')),
    fc
      .tuple(
        fc.constantFrom(...HEADERS),
        fc.array(fc.constantFrom('x', ' y', '', 'z # z', 'a: b', '\tt', '  ', 'w ')),
      )
      .map(([header, body]) => [header, ...body].join('\n  ')),
  ),
})).node;

/** kyaml adds a line to a scalar of only kept line breaks when a comment follows. */
const KEPT_BREAKS_AND_COMMENT = /[|>][1-9]?\+[1-9]?\s+(?:\.\.\.\s+)?#/;

/** kyaml prints this key as `{}:`, which go-yaml then reads as the document `{}`. */
const EMPTY_MAPPING_AS_KEY = /\?(?:\s|#.*\n)+\{\s*\}/;

/** kyaml prints a comment and a tag in an order that it cannot read. */
const TAG_AFTER_COMMENT = /#[^\n]*\n\s*!/;

/** go-yaml v2 reads a second byte order mark as a part of the text after it. */
const TWO_BYTE_ORDER_MARKS = /^\ufeff\ufeff/;

const EXCLUDED = [KEPT_BREAKS_AND_COMMENT, EMPTY_MAPPING_AS_KEY, TAG_AFTER_COMMENT, TWO_BYTE_ORDER_MARKS];

/** YAML texts: valid, invalid and unusual. */
export const yamlTexts = fc
  .oneof(
    soup,
    { weight: 3, arbitrary: lines },
    { weight: 3, arbitrary: tree.map((text) => `${text}\n`) },
    fc.array(lines, { minLength: 2, maxLength: 3 }).map((parts) => parts.join('---\n')),
  )
  .filter((text) => !EXCLUDED.some((pattern) => pattern.test(text)));

const word = fc.oneof(
  fc.constantFrom(...SCALARS),
  fc.constantFrom(...INDICATORS),
  fc.constantFrom(
    '\u0000',
    '\u0007',
    '\u007f',
    '\u00a0',
    '\ufeff',
    '\ufffd',
    '\u2029',
    '\u001b',
    'ü',
    '\ud7ff',
    '\ue000',
  ),
  fc.string({ maxLength: 12 }),
);

/** Strings that need quotes, folding, literals or escapes. */
export const oddStrings = fc.oneof(
  word,
  fc.array(word, { maxLength: 6 }).map((words) => words.join('')),
  fc.array(word, { minLength: 8, maxLength: 40 }).map((words) => words.join(' ')),
  fc.array(word, { maxLength: 5 }).map((words) => words.join('\n')),
  fc
    .array(fc.constantFrom('1', '0', '10', '9', 'a', 'B', '-', '_', '.', '/', 'é', '٣'), { maxLength: 6 })
    .map((all) => all.join('')),
);

const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(
    0,
    -0,
    1e21,
    1e20,
    1e19,
    -1e19,
    123456789.123,
    1e-7,
    0.1,
    1.5,
    2 ** 53,
    2 ** 63,
    100000.5,
    1234567.5,
  ),
);

/** JSON values to print. */
export const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    { weight: 3, arbitrary: oddStrings },
    fc.constantFrom(null, true, false),
    numbers,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(oddStrings, tie('value'), { maxKeys: 5 }),
  ),
})).value;
