import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { PATTERNS } from '../../../../generator/diagnostics/crd-help/patterns.ts';
import { RULES } from '../../../../generator/diagnostics/crd-help/rules.ts';
import { patternHelp } from '../../../../generator/diagnostics/crd-help/values.ts';
import { PROJECT } from '../../../support/run.ts';

const KARPENTER = join(PROJECT, 'schemas/karpenter');

/** All schemas of all synced versions of Karpenter. */
function schemas(): unknown[] {
  return readdirSync(KARPENTER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes('/') && file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(KARPENTER, file), 'utf8')));
}

/** The values of a key anywhere below, where they are of a type. */
function valuesOf(root: unknown, key: string, found = new Set<string>()): Set<string> {
  if (typeof root !== 'object' || root === null) return found;
  for (const [name, value] of Object.entries(root)) {
    if (name === key && typeof value === 'string') found.add(value);
    else if (name !== 'status') valuesOf(value, key, found);
  }
  return found;
}

function rulesIn(
  root: unknown,
  found: { rule: string; message?: string }[] = [],
): { rule: string; message?: string }[] {
  if (typeof root !== 'object' || root === null) return found;
  for (const [name, value] of Object.entries(root)) {
    if (name === 'x-kubernetes-validations') found.push(...(value as { rule: string; message?: string }[]));
    else rulesIn(value, found);
  }
  return found;
}

const fleet = JSON.parse(readFileSync(join(PROJECT, 'schemas/fleet.schema.json'), 'utf8'));
const VARIABLE = /^\(\?:(.*)\)\|\\\$\\\{.*$/s;

test('every pattern of every schema has its help, and no help is for a pattern that no schema has', () => {
  const own = [...valuesOf(fleet, 'pattern')].filter((pattern) => !pattern.startsWith('\\$'));
  const patterns = new Set([
    ...schemas().flatMap((schema) => [...valuesOf(schema, 'pattern')]),
    ...own.map((pattern) => VARIABLE.exec(pattern)?.[1] ?? pattern),
  ]);
  assert.equal(Object.keys(PATTERNS).toSorted(), [...patterns].toSorted());
});

test('every CEL rule of every schema has its help, and no help is for a rule that no schema has', () => {
  const rules = schemas().flatMap((schema) => rulesIn(schema));
  assert.ok(rules.length > 300, String(rules.length));
  assert.equal(
    Object.keys(RULES).toSorted(),
    [...new Set(rules.map(({ message = '' }) => message))].toSorted(),
  );
});

test('the examples of a pattern match it', () => {
  for (const [pattern, { takes }] of Object.entries(PATTERNS)) {
    const examples = /such as (.*)$/.exec(takes)?.[1]?.split(/, (?:or |at most )?/) ?? [];
    assert.ok(examples.length > 0, takes);
    for (const example of examples)
      assert.match(example.replaceAll('"', '').replace(/ for memory$/, ''), new RegExp(pattern), takes);
  }
});

const QUANTITY = Object.keys(PATTERNS).find((pattern) => pattern.startsWith('^(\\+|-)?')) ?? '';
const SIZE = Object.keys(PATTERNS).find((pattern) => pattern.includes('59000')) ?? '';
const EVICTION = Object.keys(PATTERNS).find((pattern) => pattern.startsWith('^((\\d{1,2}')) ?? '';

/** What people write, and what help says. */
const CASES: [pattern: string, value: unknown, help: string][] = [
  [QUANTITY, '100 cores', 'Set x to "100"'],
  [QUANTITY, '1,000', 'Set x to "1000"'],
  [QUANTITY, '100GB', 'Set x to 100Gi or 100G: Gi counts in powers of 1024, G in powers of 1000'],
  [QUANTITY, '100 GiB', 'Set x to 100Gi'],
  [QUANTITY, '500 millicores', 'Set x to 500m'],
  [QUANTITY, 'plenty', 'Set x to a Kubernetes quantity, such as 100, 100m, 1.5, or 100Gi for memory'],
  [SIZE, '400GiB', 'Set x to 400Gi'],
  [SIZE, '100', 'Set x to 100Gi'],
  [SIZE, '90000Gi', 'Set x to a volume size in whole Gi, G, Ti or T, such as 100Gi, at most 64T'],
  [EVICTION, '10 percent', 'Set x to "10%"'],
  [EVICTION, '100MiB', 'Set x to 100Mi'],
  ['^(([0-9]+(s|m|h))+|Never)$', '30d', 'Set x to 720h'],
  ['^(([0-9]+(s|m|h))+|Never)$', '1.5 hours', 'Set x to 1h30m'],
  ['^(([0-9]+(s|m|h))+|Never)$', 'never', 'Set x to Never'],
  [
    '^(([0-9]+(s|m|h))+|Never)$',
    90,
    'Set x to a duration in hours, minutes and seconds, or Never, such as 720h, 1h30m',
  ],
  ['^([0-9]+(s|m|h))+$', '2 weeks', 'Set x to 336h'],
  ['^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$', '8d', 'Set x to 192h'],
  [
    '^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$',
    '30s',
    'Set x to a duration in hours and minutes, such as 8h, 1h30m',
  ],
  ['^((100|[0-9]{1,2})%|[0-9]+)$', '10 percent', 'Set x to "10%"'],
  [
    '^((100|[0-9]{1,2})%|[0-9]+)$',
    '150%',
    'Set x to a number of nodes or a whole percentage from 0% to 100%, such as "5", "10%"',
  ],
  ['^[0-9]{12}$', '1234-5678-9012', 'Set x to "123456789012"'],
  ['ami-[0-9a-z]+', ' AMI-0123 ', 'Set x to ami-0123'],
  ['^[^/]*$', 'karpenter.k8s.aws/v1', 'Set x to karpenter.k8s.aws'],
  ['^1\\.[0-9]+$', 'v1.34.2', 'Set x to "1.34"'],
  ['^[0-9]+\\.[0-9]+(\\.[0-9]+)?$', 'v1.15', 'Set x to "1.15"'],
  ['^[0-9]{4}-[0-9]{2}-[0-9]{2}$', '2027/6/30', 'Set x to "2027-06-30"'],
  ['^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$', 'team a', 'Change x, for example to team-a'],
  ['^\\d+(\\.\\d+)?$', '$0.05', 'Set x to "0.05"'],
];

for (const [pattern, value, help] of CASES)
  test(`${JSON.stringify(value)} for ${pattern.slice(0, 30)}`, () => {
    assert.is(patternHelp(pattern, value, 'x')?.help, help);
  });

test('no part of a template or placeholder becomes a value', () => {
  const label = '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$';
  const helpOf = (value: string) => patternHelp(label, value, 'x')?.help;
  assert.is(helpOf('<category>'), 'Write the value instead of the placeholder');
  assert.match(helpOf('${var.cat}') ?? '', 'Validate what Terraform applies');
  assert.match(helpOf('{{ .Values.cat }}') ?? '', 'Render the chart first');
  assert.is(helpOf('a-${CLUSTER}'), 'Write the value: nothing substitutes ${CLUSTER} here');
  assert.is(helpOf('a < b'), 'Change x, for example to a-b');
});

test('a pattern that is not known has no help', () => {
  assert.is(patternHelp('^x$', 'y', 'x'), undefined);
});

test.run();
