import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles, placeIn, withRequirement } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { expectRefusal } from './support.ts';

const test = suite('slips of the keyboard in fleet.yaml');

const LIMITS = '        limits: { cpu: "100" }\n';

/** Expects `generate` to refuse the fleet with these texts, at the place of one of its texts. */
function refused(fleet: string, place: string, ...says: string[]): void {
  expectRefusal(fleet, { status: 2, says: [...says, placeIn(fleet, place)] });
}

/** The fleet with other limits and what follows them. */
const withLimits = (text: string): string => change(FLEET, LIMITS, `${text}\n`);

function accepted(fleet: string): void {
  withSandbox(generatedFiles({ 'fleet.yaml': fleet }), (sandbox) => {
    const { status, stderr } = sandbox.poolwright('generate', '--dry-run');
    assert.is(status, 0, stderr);
    assert.not.match(stderr, /^error/m);
  });
}

test('a key whose colon has no space after it', () => {
  for (const rest of ['', '        replicas: 1\n'])
    refused(
      withLimits(`        weight:20\n${rest}`),
      'weight:20',
      'error[yaml-syntax]: there is no space after the colon of weight',
      'help: Write weight: 20',
    );
  accepted(withLimits(`${LIMITS}        weight: 20`));
});

test('a line that has no colon', () => {
  refused(
    withLimits(`${LIMITS}        weight 20`),
    'weight 20',
    'error[yaml-syntax]: this line is neither KEY: VALUE nor an item of a list',
  );
});

test('spaces that look like others', () => {
  const says = [
    'this is a no-break space (U+00A0), which YAML takes for text',
    'Replace it with a plain space',
  ];
  refused(withLimits(`${LIMITS}        weight:\u00a020`), '\u00a0', ...says);
  refused(withLimits(`${LIMITS}\u00a0       weight: 20`), '\u00a0', ...says);
  const fleet = change(FLEET, 'Name of the EKS cluster', 'Name\u00a0of the EKS cluster');
  accepted(fleet);
});

test('an invisible character in a name is shown', () => {
  const fleet = withLimits(`${LIMITS}        wei\u200bght: 20`);
  refused(
    fleet,
    'wei\u200b',
    'unknown field spec.pools.general.nodePool.wei\ufffdght',
    'Did you mean weight?',
  );
});

test('brackets and quotes without their partner', () => {
  const extra = change(FLEET, 'values: [on-demand] }', 'values: [on-demand] }}');
  refused(extra, '}\n        limits', 'this } closes nothing', 'help: Remove it');
  const open = change(FLEET, 'Name of the EKS cluster }', '"Name of the EKS cluster }');
  refused(open, '"Name', 'a quoted string is not closed', 'help: Add the closing quote: "');
  const apostrophe = change(FLEET, 'Name of the EKS cluster', "'It's the name'");
  refused(apostrophe, 's the name', 'there is text after the closing quote', 'is written twice');
  accepted(change(FLEET, 'Name of the EKS cluster', "'It''s the name'"));
});

test('a number in quotes, a number that is not whole, and a word', () => {
  const weight = (value: string) => withLimits(`${LIMITS}        weight: ${value}`);
  const says = (what: string) =>
    `error[wrong-type]: spec.pools.general.nodePool.weight is ${what}, not an integer`;
  refused(weight('"20"'), '"20"', says('the text "20"'), 'help: Write it without quotes: 20');
  refused(weight('20.5'), '20.5', says('the number 20.5'), 'help: Write a whole number');
  refused(weight('many'), 'many', says('the text "many"'));
  for (const value of ['.inf', '-.INF', '.nan'])
    refused(
      weight(value),
      value,
      'error[invalid-value]: YAML reads this as infinity or not a number',
      'help: Write a number',
    );
  accepted(weight('20'));
});

test('infinity where the schema takes any number', () => {
  const fleet = withLimits('        limits: { cpu: .inf }');
  refused(fleet, '.inf', 'YAML reads this as infinity or not a number');
  accepted(change(FLEET, 'Name of the EKS cluster', '".inf"'));
});

test('one value in the place of a list, and a list in the place of a mapping', () => {
  refused(
    change(FLEET, 'values: [on-demand]', 'values: on-demand'),
    'on-demand }',
    'values is the text "on-demand", not a list',
    'help: Write a list: [on-demand]',
  );
  refused(
    change(FLEET, '        dev-1: { variables: { CLUSTER: dev-1 } }', '        - dev-1'),
    '- dev-1',
    'spec.environments.dev.clusters is a list, not a mapping',
    'help: Write KEY: VALUE for each entry, without the "- ", such as dev-1: {}',
  );
  refused(
    change(FLEET, '{ CLUSTER: dev-1 }', '{ CLUSTER: [dev-1] }'),
    '[dev-1]',
    'CLUSTER is a list, not text',
    'help: Write one value',
  );
});

test('braces without quotes', () => {
  const bare = change(
    FLEET,
    'subnetSelectorTerms: [{ tags: { discovery: "${CLUSTER}"',
    'subnetSelectorTerms: [{ tags: { discovery: x-${CLUSTER}-y',
  );
  refused(
    bare,
    'x-${CLUSTER}-y',
    'inside { } or [ ], YAML reads the brace of x-${CLUSTER}-y as a mapping',
    'help: Quote the value: "x-${CLUSTER}-y"',
  );
  refused(
    change(FLEET, 'role: karpenter-node-${CLUSTER}', 'role: {cluster}'),
    '{cluster}',
    'role is a mapping, not text',
    'help: Write it in quotes: "{cluster}"',
  );
  refused(
    change(
      FLEET,
      '      clusters:\n        dev-1: { variables: { CLUSTER: dev-1 } }',
      '      clusters: dev-1',
    ),
    'dev-1\n',
    'clusters is the text "dev-1", not a mapping',
    'help: Write a mapping: KEY: VALUE, such as dev-1: {}',
  );
});

test('a field on another level, or in a short form, is shown where and how it belongs', () => {
  const limits = '        limits: {';
  const requirements = '            requirements:\n';
  for (const [from, to, place, help] of [
    [limits, `        taints: []\n${limits}`, 'taints', 'Move taints to nodePool.template.spec'],
    [limits, `        labels: {}\n${limits}`, 'labels', 'Move labels to nodePool.template.metadata'],
    [
      limits,
      `        disruption: { expireAfter: 720h }\n${limits}`,
      'expireAfter',
      'Move expireAfter to nodePool.template.spec',
    ],
    [
      requirements,
      `            weight: 1\n${requirements}`,
      'weight',
      'Move weight up to nodePool, beside template',
    ],
    [
      '    dev:\n',
      '    dev:\n      region: eu-west-1\n',
      'region',
      'Give region to each cluster, such as clusters: { prod-1: { region: eu-central-1 } }',
    ],
    [
      'dev-1: { variables: { CLUSTER: dev-1 } }',
      'dev-1: { CLUSTER: dev-1 }',
      'CLUSTER: dev-1',
      'Write the values of variables under variables: { CLUSTER: dev-1 }',
    ],
    ['{ description: Name of the EKS cluster }', 'dev', 'dev\n', 'Write CLUSTER: { default: dev }'],
    [
      '  environments:\n',
      '  delivery: argocd\n  environments:\n',
      'argocd',
      'Write delivery: { argocd: { repoURL: URL } }',
    ],
    [
      'subnetSelectorTerms: [{ tags: { discovery: "${CLUSTER}" } }]',
      'subnetSelectorTerms: [subnet-0123]',
      'subnet-0123',
      'Write { id: subnet-0123 }',
    ],
    [
      'subnetSelectorTerms: [{ tags: { discovery: "${CLUSTER}" } }]',
      'subnetSelectorTerms: { id: subnet-0123 }',
      '{ id: subnet-0123 }',
      'Write a list: put "- " before the first key, or [ ] around the mapping',
    ],
  ] as const)
    refused(change(FLEET, from, to), place, `help: ${help}`);
});

test('an instance type or family that does not exist leads to the one that is meant', () => {
  for (const [requirement, help] of [
    ['{ key: node.kubernetes.io/instance-type, operator: In, values: [m5.larg] }', 'Did you mean m5.large?'],
    [
      '{ key: karpenter.k8s.aws/instance-category, operator: In, values: [m5] }',
      'Use the key karpenter.k8s.aws/instance-family, which has this value',
    ],
  ] as const)
    withSandbox({ 'fleet.yaml': withRequirement(FLEET, requirement) }, (sandbox) =>
      expectText(sandbox.poolwright('generate').stderr, ['warning[unknown-label-value]', `help: ${help}`]),
    );
});

test('what every fleet must have is written out', () => {
  refused(
    change(FLEET, 'apiVersion: poolwright.dev/v1alpha1\n', ''),
    'kind',
    'Add apiVersion: poolwright.dev/v1alpha1',
  );
  refused(change(FLEET, 'kind: Fleet\n', ''), 'apiVersion', 'help: Add kind: Fleet');
  refused(change(FLEET, 'metadata: { name: web }\n', ''), 'apiVersion', 'help: Add metadata: { name: … }');
});

test('a variable whose brace is not closed', () => {
  refused(
    change(FLEET, 'karpenter-node-${CLUSTER}', '"karpenter-node-${CLUSTER"'),
    '${CLUSTER"',
    'error[unsupported-substitution]: the brace of ${CLUSTER is not closed',
    'help: Write ${CLUSTER}',
  );
});

test('control characters, which no YAML file has', () => {
  for (const [character, name] of [
    ['\0', 'U+0000'],
    ['\x01', 'U+0001'],
    ['\x7f', 'U+007F'],
  ] as const)
    refused(
      change(FLEET, 'Name of', `Name${character}of`),
      character,
      `error[yaml-syntax]: this is the control character ${name}`,
    );
  accepted(FLEET.replaceAll('\n', '\r\n'));
  accepted(change(FLEET, 'Name of the EKS cluster', '"Name\\u0001of"'));
});

test('a key without a space in a manifest is found on its own line, as in a fleet', () => {
  const pool =
    'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: a }\nspec:\n  weight:20\n  replicas: 1\n';
  withSandbox({ 'pool.yaml': pool, 'right.yaml': pool.replace('weight:20', 'weight: 20') }, (sandbox) => {
    const wrong = sandbox.poolwright('validate', 'pool.yaml');
    expectStatus(wrong, 1);
    expectText(wrong.stderr, [
      'no space after the colon of weight',
      'pool.yaml:5:1',
      'help: Write weight: 20',
    ]);
    assert.not.match(sandbox.poolwright('validate', 'right.yaml').stderr, 'yaml-syntax');
  });
});

test.run();
