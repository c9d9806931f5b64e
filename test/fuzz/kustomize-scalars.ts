import fc from 'fast-check';

const LONG =
  'a text of many words that is longer than a line of eighty columns, with a  gap and a few words more';

const LINES = [
  'one',
  'two words',
  '  two blanks in front',
  ' one blank in front',
  '      many blanks in front',
  '',
  '',
  '- item',
  '# hash',
  'key: value',
  '$(VAR)',
  '\ttab in front',
  '  \tblanks and a tab in front',
  'blank at the end ',
  LONG,
  LONG,
  `  ${LONG}`,
];

const headers = fc
  .tuple(fc.constantFrom('>', '>', '|'), fc.constantFrom('', '', '-', '+'))
  .map((parts) => parts.join(''));

/**
 * A literal or folded scalar below a key in one of the first three columns: long lines, blank lines, lines indented
 * by more than the first. None starts with a tab: upstream fails on it later than this engine, or not at all.
 */
export const blockScalars: fc.Arbitrary<string> = fc
  .tuple(headers, fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 7 }))
  .filter(([, lines]) => !/^ *\t/.test(lines.join('')))
  .map(([header, lines]) => {
    const first = lines.find((line) => line !== '') ?? '';
    const hint = first.startsWith(' ') ? '2' : '';
    return [`${header}${hint}`, ...lines.map((line) => line && `    ${line}`)].join('\n');
  });

/** Scalars as an author may write them, where any scalar does. */
export const oddScalars: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'plain',
      '"quoted"',
      "'single'",
      '1',
      '"1"',
      '1.50',
      '1e3',
      '0x1F',
      '0777',
      '1_000',
      '9007199254740993',
      '18446744073709551615',
      'true',
      'True',
      '"true"',
      'yes',
      'null',
      '~',
      '',
      '"~"',
      '2001-01-01',
      '"a: b"',
      "'it''s'",
      '"tab\\there"',
      '"line\\nbreak"',
      '"line\\n  break\\n\\n"',
      '"\\ttab\\nbreak"',
      '"$(VAR)"',
      'ünïcödé',
      '-1.5',
    ),
  },
  { weight: 1, arbitrary: blockScalars },
);

/** Pieces of text that must be text. */
export const textScalars: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('plain', '"1"', "'true'", '"a b"', '"x:y"', 'one-two', '"$(VAR)"'),
  },
  { weight: 1, arbitrary: blockScalars },
);
