import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, DELIVERED, generatedFiles, placeIn } from '../support/fleets.ts';
import { expectStatus, expectText, run } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { expectRefusal } from './support.ts';

const test = suite('values of variables');

/** The fleet with a value for the cluster of prod, as YAML writes it. */
function withValue(yaml: string): string {
  return change(DELIVERED, '{ CLUSTER: prod-1 }', `{ CLUSTER: ${yaml} }`);
}

/** The fleet with a cluster for each value: v-0, v-1, ... */
function withValues(values: readonly string[]): string {
  const clusters = values.map((value, i) => `        v-${i}: { variables: { CLUSTER: ${quoted(value)} } }\n`);
  return change(DELIVERED, '        prod-1: { variables: { CLUSTER: prod-1 } }\n', clusters.join(''));
}

const quoted = (value: string): string => JSON.stringify(value);

test('an undeclared variable, an operator and a variable in a key', () => {
  let fleet = change(DELIVERED, 'karpenter-node-${CLUSTER}', '"${CLUSTR}-${CLUSTER:-none}"');
  fleet = change(
    fleet,
    'subnetSelectorTerms: [{ tags: { discovery:',
    'subnetSelectorTerms: [{ tags: { "a/${CLUSTER}":',
  );
  expectRefusal(fleet, {
    status: 2,
    says: [
      'error[undeclared-variable]: the variable CLUSTR is not declared',
      'help: Did you mean CLUSTER?',
      'error[unsupported-substitution]: ${CLUSTER:-none} is not a plain ${NAME}',
      placeIn(fleet, '${CLUSTR}'),
      placeIn(fleet, '${CLUSTER:-none}'),
      'error[variable-in-key]',
      placeIn(fleet, '"a/${CLUSTER}"'),
    ],
  });
});

test('a variable without a value, reported once for all environments', () => {
  const fleet = DELIVERED.replaceAll(/\{ variables: \{ CLUSTER: \S+ \} \}/g, '{}');
  expectRefusal(fleet, {
    status: 1,
    says: [
      `error[undefined-variable]: 2 clusters have no value for CLUSTER, which their objects need\n  --> ${placeIn(fleet, 'CLUSTER')}`,
      'help: Give it a default, or add it to the variables of each environment or cluster\n  covers 2 findings:',
      `${placeIn(fleet, 'dev-1')}: the cluster dev-1 has no value for CLUSTER`,
      `${placeIn(fleet, 'prod-1')}: the cluster prod-1 has no value for CLUSTER`,
      '\n1 error\n',
    ],
  });
});

test('a variable that nobody declared, one that nobody uses, and a reserved one', () => {
  const unknown = change(DELIVERED, '{ CLUSTER: prod-1 }', '{ CLUSTER: prod-1, CLUSTR: x }');
  expectRefusal(unknown, {
    status: 2,
    says: ['error[unknown-variable]', placeIn(unknown, 'CLUSTR'), 'Did you mean CLUSTER?'],
  });
  const reserved = change(DELIVERED, '    CLUSTER: {', '    DOLLAR: {}\n    CLUSTER: {');
  expectRefusal(reserved, {
    status: 2,
    says: ['error[invalid-name]: the variable name DOLLAR is reserved', placeIn(reserved, 'DOLLAR')],
  });
  withSandbox(
    generatedFiles({
      'fleet.yaml': change(DELIVERED, '    CLUSTER: {', '    SPARE: {}\n    CLUSTER: {'),
    }),
    (sandbox) => {
      const result = sandbox.poolwright('generate');
      expectStatus(result, 0);
      expectText(result.stderr, ['warning[unused-variable]', 'fleet.yaml:7:5', '1 warning']);
    },
  );
});

test('a pattern that a value breaks, one that is not a pattern, and one that could run forever', () => {
  const withPattern = (pattern: string): string =>
    change(DELIVERED, 'description: Name of the EKS cluster', `pattern: '${pattern}'`);
  const fleet = withPattern('dev-[0-9]');
  expectRefusal(fleet, {
    status: 1,
    says: [
      'error[variable-pattern-mismatch]: CLUSTER is "prod-1", which does not match its pattern dev-[0-9]',
      placeIn(fleet, 'prod-1 }'),
      '1 error\n',
    ],
  });
  const broken = withPattern('dev-(');
  expectRefusal(broken, {
    status: 1,
    says: [
      'error[invalid-value]: the pattern of CLUSTER is not a regular expression',
      placeIn(broken, "'dev-('"),
    ],
  });
  const slow = change(withPattern('(a+)+'), '{ CLUSTER: prod-1 }', `{ CLUSTER: ${'a'.repeat(5000)}! }`);
  expectRefusal(slow, { status: 1, says: ['error[variable-pattern-mismatch]'] });
});

const TYPES = [
  ['012345678901', 'integer'],
  ['yes', 'boolean'],
  ['1e3', 'integer'],
  ['[a]', 'array'],
  ['{a: b}', 'object'],
] as const;

test('text that becomes another type, with the way to keep it text', () => {
  const fleet = change(withValues(TYPES.map(([value]) => value)), 'karpenter-node-${CLUSTER}', 'node');
  const says = TYPES.flatMap(([value, type], i) => [
    `error[variable-type-mismatch]: CLUSTER is ${quoted(value)}, which YAML reads as ${type}`,
    placeIn(fleet, quoted(value)),
    `help: Keep it a string with quotes inside the value: '${quoted(value)}'`,
    `environment prod, cluster v-${i}\n`,
  ]);
  expectRefusal(fleet, {
    status: 1,
    says: [...says, `see  ${placeIn(fleet, '"${CLUSTER}" } }]')}`, '5 errors\n'],
  });
});

test('a number that is text in every cluster, with the way to keep it text', () => {
  const plain = change(withValues(['01', '09']), 'karpenter-node-${CLUSTER}', 'node');
  const help = `help: Keep each value a string with quotes inside it, '"01"' in v-0 for example`;
  expectRefusal(plain, { status: 1, says: ['error[variable-type-mismatch]: no cluster has', help] });
  const prefixed = plain.replaceAll('"${CLUSTER}"', '"a${CLUSTER}"');
  withSandbox({ 'fleet.yaml': prefixed }, (sandbox) => expectStatus(sandbox.poolwright('generate'), 0));
});

test('a number without quotes, as it is written and with both ways to write it as text', () => {
  const fleet = withValue('01');
  expectRefusal(fleet, {
    status: 2,
    says: [
      'clusters.prod-1.variables.CLUSTER is the number 01, not text',
      placeIn(fleet, '01 }'),
      `help: Write it in quotes: "01". Substitution drops these quotes; if the field takes text and contains nothing else, put quotes inside them: '"01"'`,
    ],
  });
  withSandbox(
    { 'fleet.yaml': withValue(`'"01"'`).replace('karpenter-node-${CLUSTER}', 'node') },
    (sandbox) => {
      expectStatus(sandbox.poolwright('generate'), 0);
      expectText(sandbox.read('clusters/prod-1/variables.env'), ['"01"']);
    },
  );
});

test('text of template languages, once each, with what to write in fleet.yaml', () => {
  const help = 'help: Write the value, or use a variable, ${NAME}, if it differs between clusters';
  const once = (field: string, text: string, status: number, says: string[]) => {
    const fleet = change(DELIVERED, field, `'${text}'`);
    expectRefusal(fleet, {
      status,
      says: [`${JSON.stringify(text)} is`, placeIn(fleet, `'${text}'`), '1 error\n', ...says],
    });
  };
  once('karpenter-node-${CLUSTER}', '{{ .Values.role }}', 1, ['error[unrendered-template]', help]);
  once('"100"', '${var.cpu}', 2, ['error[unrendered-template]', help]);
  once('"100"', '<cpu>', 2, [
    'error[unrendered-template]',
    'help: Write the value instead of the placeholder',
  ]);
  const terraform = change(DELIVERED, 'karpenter-node-${CLUSTER}', '"${module.k.role}"');
  expectRefusal(terraform, {
    status: 2,
    says: [
      'error[unrendered-template]: "${module.k.role}" is Terraform',
      placeIn(terraform, '${module.k.role}'),
      help,
      '1 error\n',
    ],
  });
  const ofCluster = withValue('"<name>"');
  expectRefusal(ofCluster, { status: 1, says: ['error[unrendered-template]'] });
});

/** A value, what arrives of it alone, and whether `karpenter-node-${CLUSTER}` loses something, too, so that quotes do not help. */
const CUT = [
  ['a #b', '"a"', true],
  ['~', 'null', false],
  ['', 'null', false],
  [' a', '"a"', false],
  ['a\t', '"a"', true],
  ['&a', 'null', false],
] as const;

test('text that YAML cuts or drops', () => {
  const fleet = withValues(CUT.map(([value]) => value));
  const says = CUT.flatMap(([value, arrives, isCutElsewhere]) => [
    `error[invalid-variable-value]: CLUSTER is ${quoted(value)}`,
    `when the YAML is read again\n  --> ${placeIn(fleet, `${quoted(value)} }`)}`,
    `CLUSTER is ${quoted(value)}: spec.securityGroupSelectorTerms[0].tags.discovery becomes ${arrives} when the YAML is read again\n`,
    isCutElsewhere
      ? 'help: Use a simpler value, without characters that YAML interprets'
      : `help: Put quotes inside the value: '${quoted(value)}'`,
  ]);
  expectRefusal(fleet, { status: 1, says });
});

test('text that breaks the YAML it is put into is reported at the value', () => {
  const values = ['a: b', '*x', '{{ x }}', '- a', '@a', '%', 'a:', '.inf'];
  const fleet = withValues(values);
  const says = values.flatMap((value, i) => [
    placeIn(fleet, `${quoted(value)} }`),
    `help: Give CLUSTER another value in v-${i}`,
  ]);
  expectRefusal(fleet, { status: 1, says: ['error[render-failed]', ...says] });
});

test('line breaks and control characters', () => {
  const lines = withValue(quoted('a\nb'));
  expectRefusal(lines, {
    status: 1,
    says: [
      'error[invalid-variable-value]: CLUSTER holds a line break',
      placeIn(lines, '"a\\nb"'),
      'help: Write the value on one line',
    ],
  });
  const bell = withValue(quoted('a\u0007'));
  expectRefusal(bell, { status: 1, says: ['control characters are not allowed', placeIn(bell, '"a')] });
});

test('texts that no way of delivery can carry as they are', () => {
  const withTag = (yaml: string): string =>
    change(DELIVERED, '        role:', `        tags: { odd: ${yaml} }\n        role:`);
  for (const [yaml, status, says] of [
    ['"\\x7f"', 2, 'control character that kustomize changes or rejects'],
    ['"\\ud800"', 2, 'control character that kustomize changes or rejects'],
    ['"\\ta\\n b"', 1, 'Flux cannot read its own output again'],
    ['"\\ufeff${CLUSTER}"', 1, 'would apply different objects: EC2NodeClass/general spec.tags.odd'],
  ] as const)
    expectRefusal(withTag(yaml), { status, says: [says] });
});

/** Values that arrive as they are, by every way of delivery. */
const HARMLESS = [
  '"012345678901"',
  "'yes'",
  '"a #b"',
  '"1e3"',
  '2001-01-01',
  '12:30:45',
  'prod 1',
  '😀',
  "it's",
  'a"b',
  '$HOME',
  '${CLUSTER}',
  '$$',
  '${DOLLAR}',
  'a,b',
  '\\',
  'a\\nb',
  'e2e',
  ':a',
  '---',
  'q'.repeat(5000),
];

test('harmless values reach the cluster as they are', () => {
  const fleet = change(withValues(HARMLESS), 'karpenter-node-${CLUSTER}', 'node');
  withSandbox(generatedFiles({ 'fleet.yaml': fleet }), (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    HARMLESS.forEach((value, i) => {
      const { stdout } = sandbox.poolwright('render', `v-${i}`);
      const wanted = /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
      const found = /discovery: (.*)/.exec(stdout)?.[1] ?? '';
      assert.ok(found === value || found === wanted, `${found} is not ${value}`);
      const script = `. clusters/v-${i}/variables.env; printf %s "$CLUSTER"`;
      assert.is(run('sh', ['-c', script], sandbox.root).stdout, value, 'a shell reads the same value');
    });
  });
});

test('a literal $ in userData survives', () => {
  const script = [
    '#!/bin/bash',
    'echo $HOME $(id) $$ ${UNKNOWN#*.} "${#x}" `pwd`',
    'A=$${CLUSTER} B=${CLUSTER}',
  ];
  const block = script.map((line) => `          ${line.replace('${UNKNOWN', () => '$${UNKNOWN')}\n`).join('');
  withSandbox(
    generatedFiles({
      'fleet.yaml': change(DELIVERED, '        role:', `        userData: |\n${block}        role:`),
    }),
    (sandbox) => {
      expectStatus(sandbox.poolwright('generate'), 0);
      expectText(sandbox.read('base/general/ec2nodeclass.yaml'), [
        'echo ${DOLLAR}HOME ${DOLLAR}(id) ${DOLLAR}${DOLLAR} ${DOLLAR}{UNKNOWN#*.}',
      ]);
      expectText(sandbox.read('clusters/prod-1/flux-kustomization.yaml'), ['DOLLAR: $']);
      const { stdout } = sandbox.poolwright('render', 'prod-1');
      const wanted = script.map((line) =>
        line.replace('B=${CLUSTER}', 'B=prod-1').replace('$${CLUSTER}', '${CLUSTER}'),
      );
      expectText(stdout, wanted);
    },
  );
});

test.run();
