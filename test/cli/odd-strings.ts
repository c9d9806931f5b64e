import { change, DELIVERED } from '../support/fleets.ts';

/** Texts that YAML, a shell, Go templates or a substitution could take for something else. */
export const ODD_STRINGS = [
  ...[
    'yes',
    'no',
    'on',
    'y',
    'true',
    'null',
    '~',
    '',
    ' ',
    '-',
    '?',
    ':',
    '=',
    '<<',
    '.',
    '---',
    '...',
    '|',
    '>',
  ],
  ...[
    '0123',
    '1e3',
    '1_000',
    '0x1F',
    '0o17',
    '0b11',
    '+1',
    '-0',
    '.5',
    '5.',
    '1.50',
    '.inf',
    '-.INF',
    '.nan',
    '12:30:45',
    '190:20:30',
  ],
  ...[
    '2001-01-01',
    '2001-01-01T10:00:00Z',
    '2001-1-1 1:1:1',
    '9007199254740993',
    '123456789012345678901234567890',
  ],
  ...[
    'a: b',
    'a:b',
    'a:',
    ':a',
    'a #b',
    'a#b',
    '# a',
    '- a',
    '-a',
    '? a',
    '[a]',
    '[',
    ']',
    '{a: b}',
    '{',
    '}',
    'a, b',
    ',',
  ],
  ...[
    '*a',
    '&a',
    '!a',
    '!!str a',
    '%a',
    '@a',
    '`a`',
    '"a"',
    "'a'",
    '"',
    "'",
    'a"b',
    "a'b",
    '\\',
    'a\\nb',
    '\\"',
  ],
  ...[
    ' a',
    'a ',
    '\ta',
    'a\t',
    'a\tb',
    'a\nb',
    'a\n',
    '\na',
    'a\n\n',
    '\n',
    ' a\n b\n',
    'a \nb',
    'a\n\tb',
    'a\r\nb',
    '\r',
    '# a\n# b\n',
  ],
  ...['😀', 'ü', '日本', '\u00a0', '\u2028', '\u200b', 'e\u0301', '\u0007', '\u001b[31m', '\ufffd'],
  ...['{{ x }}', '{{', '}}', '{{ .cluster }}', '{{{', '{% x %}', '{{- x -}}', '{{ "{{" }}', '<no value>'],
  ...[
    '$',
    '$$',
    '$x',
    '$HOME',
    '$(id)',
    '$$${x}',
    '${',
    '$}',
    '${}',
    '$5',
    '$-',
    'a$',
    '`$x`',
    '$$$',
    '%HOME%',
  ],
  'x'.repeat(300),
  'word '.repeat(60),
  `${'word '.repeat(30)}\n${'x'.repeat(200)}`,
];

const inFleet = (text: string): string =>
  JSON.stringify(text.replaceAll('${', '$${').replace(/\$(?=\$\$\{)/g, '$'));

/** A fleet that carries the texts in annotations of a pool, in tags of a base, and in tags that two environments patch in. */
export function oddStringsFleet(): string {
  const mapping = (prefix: string, offset = 0): string =>
    `{ ${ODD_STRINGS.map((_, i) => `${prefix}${i}: ${inFleet(ODD_STRINGS[(i + offset) % ODD_STRINGS.length] ?? '')}`).join(', ')} }`;
  const joined = `{ ${ODD_STRINGS.map((text, i) => `j${i}: ${inFleet(`${text}\0`).replace('\\u0000', '${CLUSTER}')}`).join(', ')} }`;
  let fleet = change(DELIVERED, '      nodePool:\n', `      annotations: ${mapping('a')}\n      nodePool:\n`);
  fleet = change(fleet, '        role:', `        tags: ${mapping('t')}\n        role:`);
  fleet = change(
    fleet,
    '    dev:\n',
    `    dev:\n      pools: { general: { nodeClass: { tags: ${mapping('t', 7)} } } }\n`,
  );
  // More tags than EC2 allows: what counts here is how they are rendered.
  fleet += '  checks: { severities: { tag-invalid: off } }\n';
  return change(
    fleet,
    '    prod:\n',
    `    prod:\n      pools: { general: { nodeClassJson6902: [{ op: replace, path: /spec/tags, value: ${joined} }, { op: add, path: /spec/tags/list, value: x }] } }\n`,
  );
}
