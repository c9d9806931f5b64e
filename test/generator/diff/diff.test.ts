import { memoryFileSystem } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openRevision } from '../../../generator/check/update/revision.ts';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { diffSides, type FleetDiff } from '../../../generator/diff/diff.ts';
import { clusterSide, environmentSide } from '../../../generator/diff/sides.ts';
import { diffMarkdown, diffText, sentenceOf } from '../../../generator/diff/text.ts';
import { emit } from '../../../generator/emit/index.ts';
import { loadText } from '../load/helper.ts';

const crds = openCrds();

/** One pool with lists of each kind; `dev` and `prod` are what the environments declare beside it. */
function diff(dev: string, prod: string, kind: 'environment' | 'cluster' = 'environment'): FleetDiff {
  const { fleet, diagnostics } = loadText(`karpenter: "1.15"
variables:
  CLUSTER: { default: "{cluster}" }
  ROLE: { default: nodes }
pools:
  general:
    nodePool:
      template:
        spec:
          expireAfter: 720h
          taints: [{ key: a, effect: NoSchedule }, { key: b, effect: NoSchedule }]
          requirements:
            - { key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand] }
            - { key: karpenter.k8s.aws/instance-family, operator: In, values: [c5, m5] }
            - { key: karpenter.k8s.aws/instance-generation, operator: Gt, values: ["4"] }
      limits: { cpu: "100", memory: 1Gi }
      disruption: { consolidateAfter: 1h, budgets: [{ nodes: 10% }, { nodes: "0", schedule: "0 8 * * *", duration: 60m, reasons: [Drifted, Empty] }] }
    nodeClass:
      role: \${ROLE}
      amiSelectorTerms: [{ alias: al2023@v20250704 }]
      subnetSelectorTerms: [{ tags: { discovery: "\${CLUSTER}" } }, { id: subnet-12345678 }]
      securityGroupSelectorTerms: [{ tags: { discovery: "\${CLUSTER}" } }]
      kubelet: { clusterDNS: ["10.0.0.1", "10.0.0.2"] }
environments:
  dev: { ${dev} clusters: { dev-1: {} } }
  prod: { ${prod} clusters: { prod-1: {} } }
`);
  assert.ok(fleet, JSON.stringify(diagnostics));
  const files = memoryFileSystem(Object.fromEntries(emit(fleet).files));
  const revision = openRevision({ fleet, files, root: '/', name: 'the work tree' });
  const [a, b] =
    kind === 'environment'
      ? (['dev', 'prod'] as const).map((name) => environmentSide(revision, name, name, crds))
      : (['dev-1', 'prod-1'] as const).map((name) => clusterSide(revision, name, name, crds));
  if (!a || !b) throw new Error('a side is missing');
  return diffSides(a, b);
}

const pool = (spec: string): string => `pools: { general: { nodePool: ${spec} } },`;
const nodeClass = (spec: string): string => `pools: { general: { nodeClass: ${spec} } },`;

test('sets in another order, and quantities and durations written otherwise, are the same', () => {
  for (const spec of [
    '{ limits: { cpu: 100000m, memory: 1024Mi } }',
    '{ template: { spec: { expireAfter: 43200m, taints: [{ key: b, effect: NoSchedule }, { effect: NoSchedule, key: a }] } } }',
    '{ disruption: { consolidateAfter: 60m, budgets: [{ duration: 1h, nodes: "0", schedule: "0 8 * * *", reasons: [Empty, Drifted] }, { nodes: 10% }] } }',
    '{ template: { spec: { requirements: [{ key: karpenter.k8s.aws/instance-generation, operator: Gte, values: ["5"] }, { key: karpenter.k8s.aws/instance-family, operator: In, values: [m5, c5] }, { key: karpenter.sh/capacity-type, operator: In, values: [on-demand, spot] }] } } }',
  ])
    assert.is(sentenceOf(diff('', pool(spec))), 'dev and prod are the same', spec);
  const terms = '{ subnetSelectorTerms: [{ id: subnet-12345678 }, { tags: { discovery: "${CLUSTER}" } }] }';
  assert.is(sentenceOf(diff('', nodeClass(terms))), 'dev and prod are the same');
});

test('order counts where a list is not a set', () => {
  const { objects } = diff('', nodeClass('{ kubelet: { clusterDNS: ["10.0.0.2", "10.0.0.1"] } }'));
  assert.equal(objects, [
    {
      object: 'EC2NodeClass/general',
      fields: [{ field: 'kubelet.clusterDNS', a: ['10.0.0.1', '10.0.0.2'], b: ['10.0.0.2', '10.0.0.1'] }],
    },
  ]);
});

test('what only one side has of a set, a field and an object', () => {
  const found = diff(
    'tier: development,',
    pool('{ limits: { memory: null, cpu: "50" }, disruption: { budgets: [{ nodes: 10% }] } }'),
  );
  assert.equal(found.settings, [{ field: 'tier', a: 'development' }]);
  const [general] = found.objects;
  assert.equal(
    general?.fields.map(({ field, a, b, onlyA, onlyB }) => [
      field,
      onlyA ? [onlyA.length, onlyB?.length] : [a, b],
    ]),
    [
      ['disruption.budgets', [1, 0]],
      ['limits.cpu', ['100', '50']],
      ['limits.memory', ['1Gi', undefined]],
    ],
  );
  const gone = diff('', 'pools: { general: false },');
  assert.equal(
    gone.objects.map(({ object, only }) => [object, only]),
    [
      ['EC2NodeClass/general', 'a'],
      ['NodePool/general', 'a'],
    ],
  );
  assert.match(diffText(gone), /NodePool\/general\n {2}only in dev\n/);
});

test('requirements say what each side allows, and how many instance types that leaves', () => {
  const family = (values: string): string =>
    pool(
      `{ template: { spec: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand] }, { key: karpenter.k8s.aws/instance-generation, operator: Gt, values: ["4"] }, { key: karpenter.k8s.aws/instance-family, operator: In, values: [${values}], minValues: 1 }] } } }`,
    );
  const found = diff('', family('m5, r5'));
  const [general] = found.objects;
  assert.equal(general?.fields, [
    {
      field: 'requirements[karpenter.k8s.aws/instance-family]',
      a: 'one of c5, m5',
      b: 'one of m5, r5',
      onlyA: ['c5'],
      onlyB: ['r5'],
    },
    { field: 'requirements[karpenter.k8s.aws/instance-family].minValues', b: 1 },
  ]);
  const types = general?.types;
  if (!types) throw new Error('the instance types are the same');
  assert.ok(types.onlyA.every((name) => name.startsWith('c5.')));
  assert.ok(types.onlyB.every((name) => name.startsWith('r5.')));
  assert.is(types.a - types.onlyA.length, types.b - types.onlyB.length);
  assert.equal(found.types, types);
  const fewer = diff('', family('m5'));
  const count = (fewer.types?.a ?? 0) - (fewer.types?.b ?? 0);
  assert.ok(count > 1);
  assert.match(
    sentenceOf(fewer),
    new RegExp(`^dev and prod differ in 1 object; prod allows ${count} instance types fewer than dev, `),
  );
  assert.match(diffText(fewer), /only in dev: c5\.12xlarge, .* and \d+ more\n/);
});

test('a field that differs by the value of a variable alone is listed with the variable', () => {
  const found = diff('', `variables: { ROLE: prod-nodes }, ${pool('{ limits: { cpu: "7" } }')}`, 'cluster');
  assert.equal(found.variables, [
    {
      variable: 'CLUSTER',
      a: 'dev-1',
      b: 'prod-1',
      fields: [
        'EC2NodeClass/general securityGroupSelectorTerms[0].tags.discovery',
        'EC2NodeClass/general subnetSelectorTerms[0].tags.discovery',
      ],
    },
    { variable: 'ROLE', a: 'nodes', b: 'prod-nodes', fields: ['EC2NodeClass/general role'] },
  ]);
  assert.equal(
    found.objects.map(({ object, fields }) => [object, fields.map(({ field }) => field)]),
    [['NodePool/general', ['limits.cpu']]],
  );
  const environments = diff('', 'variables: { ROLE: prod-nodes },');
  assert.equal(environments.variables, [{ variable: 'ROLE', a: 'nodes', b: 'prod-nodes', fields: [] }]);
});

test('a value declared otherwise is a field of its object, also where it has a variable', () => {
  const { objects, variables } = diff('', nodeClass('{ role: "x-${ROLE}" }'), 'cluster');
  assert.equal(objects[0]?.fields, [{ field: 'role', a: 'nodes', b: 'x-nodes' }]);
  assert.equal(
    variables.map(({ variable }) => variable),
    ['CLUSTER'],
  );
});

test('markdown keeps text from being taken for markup', () => {
  const found = diff('', nodeClass('{ tags: { "a*`<b>": "x`y" } }'));
  const markdown = diffMarkdown(found);
  assert.match(markdown, /^\*\*dev and prod differ in 1 object\*\*\n/);
  assert.match(markdown, /- ``tags: unset → .*x`y.*``\n/);
});

test('a pool that is the same but for its name is renamed, and one that is different is not', () => {
  const two = (name: string, spec: string): string =>
    `karpenter: "1.15"
pools:
  ${name}:
    nodePool: ${spec}
    nodeClass:
      role: nodes
      amiSelectorTerms: [{ alias: al2023@v20250704 }]
      subnetSelectorTerms: [{ id: subnet-12345678 }]
      securityGroupSelectorTerms: [{ id: sg-12345678 }]
environments: { prod: { clusters: { prod-1: {} } } }
`;
  const side = (text: string, title: string) => {
    const { fleet } = loadText(text);
    assert.ok(fleet);
    const files = memoryFileSystem(Object.fromEntries(emit(fleet).files));
    return environmentSide(openRevision({ fleet, files, root: '/', name: title }), 'prod', title, crds);
  };
  const spec = (types: string): string =>
    `{ limits: { cpu: "10" }, template: { spec: { requirements: [{ key: node.kubernetes.io/instance-type, operator: In, values: [${types}] }] } } }`;
  const between = (name: string, types: string): FleetDiff =>
    diffSides(
      side(two('general', spec('m5.large, m5.xlarge')), 'prod@main'),
      side(two(name, spec(types)), 'prod'),
    );
  const renamed = between('store', 'm5.large, m5.xlarge');
  assert.equal(
    renamed.objects.map(({ object, only, renamed: as }) => [object, only, as]),
    [
      ['EC2NodeClass/general', 'a', undefined],
      ['EC2NodeClass/store', 'b', undefined],
      ['NodePool/general', 'a', 'NodePool/store'],
      ['NodePool/store', 'b', 'NodePool/general'],
    ],
  );
  const text = diffText(renamed);
  assert.match(
    text,
    'NodePool/general\n  only in prod@main, renamed to NodePool/store: to Karpenter this is another pool, with new nodes\n',
  );
  assert.match(text, 'NodePool/store\n  only in prod, the new name of NodePool/general\n');
  const other = between('gpu', 'm5.large, m5.2xlarge');
  assert.equal(
    other.objects.flatMap(({ renamed: as }) => as ?? []),
    [],
  );
  assert.not.match(diffText(other), 'renamed');
});

test.run();
