import { isObject, readYaml, type Value, type ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { valueAt } from '../../../generator/load/value-at.ts';
import { change } from '../../support/fleets.ts';
import { BOTH, CLASS, importClusters, POOL, specOf } from './helper.ts';

const test = suite('import of clusters');

const of = (cluster: string, text = BOTH): string =>
  text.replaceAll('node-role', `karpenter-${cluster}`).replaceAll('main', cluster);
const at = (spec: ValueObject, ...path: (string | number)[]): Value | undefined => valueAt(spec, path);

test('puts a variable where a text has the name of its cluster, and a patch where environments differ', () => {
  const dev = change(of('dev-1'), 'cpu: "100"', 'cpu: "10"');
  const spec = specOf(importClusters({ 'prod-1': of('prod-1'), 'prod-2': of('prod-2'), 'dev-1': dev }));
  assert.equal(spec.variables, {
    CLUSTER_NAME: {
      description: 'Name of the cluster',
      pattern: '^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$',
      default: '{cluster}',
    },
  });
  assert.is(at(spec, 'nodeClasses', 'default', 'nodeClass', 'role'), 'karpenter-${CLUSTER_NAME}');
  assert.equal(spec.environments, {
    prod: { clusters: { 'prod-1': {}, 'prod-2': {} } },
    dev: {
      pools: { general: { nodePool: { limits: { cpu: '10' } } } },
      clusters: { 'dev-1': {} },
    },
  });
});

test('says a value once: for all clusters, for those of an environment, or for one', () => {
  const tagged = (cluster: string, account: string, region: string) =>
    change(
      of(cluster),
      `role: karpenter-${cluster}`,
      `role: karpenter-${cluster}\n  tags: { arn: "a:${region}:${account}", id: "${cluster}:${region}" }`,
    );
  const spec = specOf(
    importClusters({
      'prod-1': tagged('prod-1', '111122223333', 'us-east-1'),
      'prod-2': tagged('prod-2', '111122223333', 'eu-west-1'),
      'dev-1': tagged('dev-1', '444455556666', 'eu-west-1'),
      'dev-2': tagged('dev-2', '444455556666', 'eu-west-1'),
    }),
  );
  assert.equal(at(spec, 'environments', 'prod', 'variables'), { AWS_ACCOUNT_ID: '111122223333' });
  assert.equal(at(spec, 'environments', 'dev', 'variables'), {
    AWS_REGION: 'eu-west-1',
    AWS_ACCOUNT_ID: '444455556666',
  });
  assert.is(at(spec, 'variables', 'CLUSTER_NAME', 'default'), '{cluster}');
  assert.equal(at(spec, 'environments', 'prod', 'clusters', 'prod-1', 'variables'), {
    AWS_REGION: 'us-east-1',
  });
});

test('names a variable by what its values are, with a pattern that they match', () => {
  const groups = (id: string) =>
    change(
      BOTH,
      'securityGroupSelectorTerms: [{ tags: { discovery: main } }]',
      `securityGroupSelectorTerms: [{ id: ${id} }]`,
    );
  const spec = specOf(importClusters({ 'prod-1': groups('sg-0aaa'), 'prod-2': groups('sg-0bbb') }));
  assert.equal(spec.variables, {
    SECURITY_GROUP_ID: { description: 'ID of a security group', pattern: '^sg-[0-9a-f]+$' },
  });
});

test('finds account and region within a text, and the same values in another one', () => {
  const of = (account: string, region: string) =>
    change(
      BOTH,
      'role: node-role',
      `role: node-role\n  tags: { arn: "arn:aws:iam:${region}:${account}:x", region: ${region} }`,
    );
  const spec = specOf(
    importClusters({ 'prod-1': of('111122223333', 'us-east-1'), 'prod-2': of('444455556666', 'eu-west-1') }),
  );
  assert.equal(at(spec, 'nodeClasses', 'default', 'nodeClass', 'tags'), {
    arn: 'arn:aws:iam:${AWS_REGION}:${AWS_ACCOUNT_ID}:x',
    region: '${AWS_REGION}',
  });
});

test('keeps a value that YAML reads as a number after substitution out of variables', () => {
  const tagged = (account: string) =>
    change(BOTH, 'role: node-role', `role: node-role\n  tags: { account: "${account}" }`);
  const { fleet } = importClusters({ 'prod-1': tagged('111122223333'), 'prod-2': tagged('444455556666') });
  assert.ok(fleet?.isProven);
  assert.equal(
    fleet?.imported.splits.map(({ environment }) => environment),
    ['prod'],
  );
});

test('makes environments of clusters that get different objects', () => {
  const other = change(of('prod-3'), 'limits:', 'weight: 10\n  limits:');
  const result = importClusters({ 'prod-1': of('prod-1'), 'prod-2': of('prod-2'), 'prod-3': other });
  const spec = specOf(result);
  assert.equal(Object.keys(spec.environments as ValueObject), ['prod', 'prod-3']);
  assert.equal(result.fleet?.imported.splits, [
    {
      environment: 'prod',
      into: [
        { name: 'prod', clusters: ['prod-1', 'prod-2'] },
        { name: 'prod-3', clusters: ['prod-3'] },
      ],
    },
  ]);
});

test('gives numbers and quantities that differ between clusters a variable of their pool and field', () => {
  const sized = (cpu: string, weight: number, more = BOTH) =>
    change(change(more, 'cpu: "100"', `cpu: ${cpu}`), '  limits:', `  weight: ${weight}\n  limits:`);
  const spec = specOf(
    importClusters({
      'prod-1': sized('"100"', 10),
      'prod-2': sized('200', 10),
      'prod-3': sized('1500m', 20),
      'dev-1': sized('"8"', 10),
    }),
  );
  assert.equal(spec.variables, {
    GENERAL_WEIGHT: { description: 'spec.weight of NodePool general', pattern: '^-?\\d+$' },
    GENERAL_LIMITS_CPU: { description: 'spec.limits.cpu of NodePool general' },
  });
  assert.is(at(spec, 'pools', 'general', 'nodePool', 'weight'), '${GENERAL_WEIGHT}');
  assert.is(at(spec, 'pools', 'general', 'nodePool', 'limits', 'cpu'), '${GENERAL_LIMITS_CPU}');
  assert.equal(spec.environments, {
    prod: {
      variables: { GENERAL_WEIGHT: '10' },
      clusters: {
        'prod-1': { variables: { GENERAL_LIMITS_CPU: '100' } },
        'prod-2': { variables: { GENERAL_LIMITS_CPU: '200' } },
        'prod-3': { variables: { GENERAL_WEIGHT: '20', GENERAL_LIMITS_CPU: '1500m' } },
      },
    },
    dev: {
      pools: { general: { nodePool: { weight: 10, limits: { cpu: '8' } } } },
      clusters: { 'dev-1': {} },
    },
  });
});

test('shares no variable between two settings that have the same values', () => {
  const sized = (size: string) =>
    change(change(BOTH, 'cpu: "100"', `cpu: "${size}"`), '  limits:', `  weight: ${size}\n  limits:`);
  const spec = specOf(importClusters({ 'prod-1': sized('10'), 'prod-2': sized('20') }));
  assert.equal(Object.keys(spec.variables as ValueObject), ['GENERAL_WEIGHT', 'GENERAL_LIMITS_CPU']);
});

test('keeps clusters apart that would need more variables than a person reads', () => {
  const sized = (size: number, resources: number) =>
    change(
      BOTH,
      'limits: { cpu: "100" }',
      `limits: { ${Array.from({ length: resources }, (_, i) => `example.com/r${i}: ${size}`).join(', ')} }`,
    );
  const environments = (resources: number): string[] =>
    Object.keys(
      specOf(importClusters({ 'prod-1': sized(1, resources), 'prod-2': sized(2, resources) }))
        .environments as ValueObject,
    );
  assert.equal(environments(8), ['prod']);
  assert.equal(environments(9), ['prod', 'prod-2']);
});

test('makes no variables of clusters that have other requirements', () => {
  const zoned = change(
    BOTH,
    '      requirements:\n',
    '      requirements:\n        - { key: topology.kubernetes.io/zone, operator: In, values: [us-east-1a] }\n',
  );
  const other = change(zoned, 'topology.kubernetes.io/zone', 'karpenter.k8s.aws/instance-family');
  const spec = specOf(importClusters({ 'prod-1': BOTH, 'prod-2': zoned, 'prod-3': other }));
  assert.is(spec.variables, undefined);
  assert.equal(Object.keys(spec.environments as ValueObject), ['prod', 'prod-2', 'prod-3']);
});

test('keeps a number in quotes apart in a field that takes text alone', () => {
  const tainted = (value: string) =>
    change(
      BOTH,
      '      requirements:\n',
      `      taints: [{ key: a, value: "${value}", effect: NoSchedule }]\n      requirements:\n`,
    );
  const spec = specOf(importClusters({ 'prod-1': tainted('1'), 'prod-2': tainted('2') }));
  assert.is(spec.variables, undefined);
  assert.equal(Object.keys(spec.environments as ValueObject), ['prod', 'prod-2']);
});

test('moves what all pools have in common to the defaults, and gives a pool its own class', () => {
  const second = BOTH.replaceAll('general', 'gpu').replaceAll('default', 'gpu').replaceAll('"100"', '"8"');
  const spec = specOf(importClusters({ 'prod-1': `${BOTH}---\n${second}` }));
  assert.equal(Object.keys(spec.defaults as ValueObject), ['nodePool', 'nodeClass']);
  assert.equal(spec.pools, {
    general: { nodePool: { limits: { cpu: '100' } }, nodeClass: 'default' },
    gpu: { nodePool: { limits: { cpu: '8' } }, nodeClass: {} },
  });
});

test('leaves out what the API server and Karpenter write', () => {
  const stored = change(
    BOTH,
    'metadata: { name: general }\nspec:',
    `metadata:
  name: general
  uid: 7d0c
  resourceVersion: "41"
  generation: 3
  creationTimestamp: "2026-01-01T00:00:00Z"
  finalizers: [karpenter.sh/termination]
  labels: { team: web }
  annotations: { karpenter.sh/nodepool-hash: "1", kubectl.kubernetes.io/last-applied-configuration: "{}" }
status: { nodes: 3 }
spec:
  disruption: { consolidationPolicy: WhenEmptyOrUnderutilized, consolidateAfter: 0s, budgets: [{ nodes: 10% }] }`,
  ).replace('    spec:\n', '    spec:\n      expireAfter: 720h\n');
  const spec = specOf(importClusters({ 'prod-1': stored }));
  assert.equal(at(spec, 'pools', 'general', 'labels'), { team: 'web' });
  assert.is(at(spec, 'pools', 'general', 'annotations'), undefined);
  assert.equal(Object.keys(at(spec, 'pools', 'general', 'nodePool') as ValueObject), ['template', 'limits']);
});

test('keeps a default that somebody wrote', () => {
  const written = change(POOL, '    spec:\n', '    spec:\n      expireAfter: 720h\n');
  const spec = specOf(importClusters({ 'prod-1': `${written}---\n${CLASS}` }));
  assert.is(at(spec, 'pools', 'general', 'nodePool', 'template', 'spec', 'expireAfter'), '720h');
});

test('edits a list with operations that test what they change, where that is shorter than the list', () => {
  const dev = change(BOTH, 'values: [on-demand, spot]', 'values: [spot]');
  const spec = specOf(importClusters({ 'prod-1': BOTH, 'prod-2': BOTH, 'dev-1': dev }));
  const pool = at(spec, 'environments', 'dev', 'pools', 'general') as ValueObject;
  const list = '/spec/template/spec/requirements/0';
  assert.equal(pool.nodePoolJson6902 ?? pool.nodePool, [
    { op: 'test', path: `${list}/key`, value: 'karpenter.sh/capacity-type' },
    { op: 'remove', path: `${list}/values/0` },
  ]);
});

test('keeps dollars of scripts, and chooses names that scripts do not use', () => {
  const script = (id: string) =>
    change(
      BOTH,
      '  role: node-role',
      `  role: node-role\n  userData: |\n    ID=${id}\n    echo "\${HOME}" $ID \${ID:-x} $$\n`,
    );
  const spec = specOf(importClusters({ 'prod-1': script('a1b2'), 'prod-2': script('c3d4') }));
  assert.equal(Object.keys(spec.variables as ValueObject), ['ID_2']);
  assert.is(
    at(spec, 'nodeClasses', 'default', 'nodeClass', 'userData'),
    'ID=${ID_2}\necho "${HOME}" $ID ${ID:-x} $$\n',
  );
});

test('excludes a pool from environments that do not have it', () => {
  const gpu = BOTH.replaceAll('general', 'gpu').replaceAll('default', 'gpu');
  const spec = specOf(importClusters({ 'prod-1': `${BOTH}---\n${gpu}`, 'dev-1': BOTH }));
  assert.equal(at(spec, 'environments', 'dev', 'pools'), { gpu: false });
});

test('writes nothing that changes a label of one environment, and names its place', () => {
  const labelled = change(
    BOTH,
    'metadata: { name: general }',
    'metadata: { name: general, labels: { tier: gold } }',
  );
  const { fleet, diagnostics } = importClusters({ 'prod-1': labelled, 'prod-2': labelled, 'dev-1': BOTH });
  assert.not.ok(fleet?.isProven);
  assert.equal(
    diagnostics.map(({ code, field, environment, at }) => [
      code,
      field,
      environment,
      `${at?.file}:${at?.line}`,
    ]),
    [['import-differs', 'metadata.labels', 'dev', 'dev-1.yaml:3']],
  );
});

test('gives labels and annotations that differ between environments a value in each', () => {
  const labelled = (tier: string) =>
    change(
      BOTH,
      'metadata: { name: general }',
      `metadata: { name: general, labels: { tier: ${tier} }, annotations: { owner: team-${tier} } }`,
    );
  const spec = specOf(
    importClusters({
      'prod-1': labelled('gold'),
      'prod-2': labelled('gold'),
      'dev-1': labelled('iron'),
      'dev-2': labelled('iron'),
    }),
  );
  assert.equal(at(spec, 'pools', 'general', 'labels'), { tier: '${LABELS_TIER}' });
  assert.equal(at(spec, 'pools', 'general', 'annotations'), { owner: '${ANNOTATIONS_OWNER}' });
  assert.equal(at(spec, 'environments', 'prod', 'variables'), {
    LABELS_TIER: 'gold',
    ANNOTATIONS_OWNER: 'team-gold',
  });
  assert.equal(at(spec, 'environments', 'dev', 'variables'), {
    LABELS_TIER: 'iron',
    ANNOTATIONS_OWNER: 'team-iron',
  });
});

test('lists a label that some environments do not have, and declares no variable for it', () => {
  const labelled = (tier: string) =>
    change(BOTH, 'metadata: { name: general }', `metadata: { name: general, labels: { tier: ${tier} } }`);
  const { fleet, diagnostics } = importClusters({
    'prod-1': labelled('gold'),
    'staging-1': labelled('iron'),
    'dev-1': BOTH,
  });
  assert.is((readYaml(fleet?.text ?? '') as { spec: ValueObject }).spec.variables, undefined);
  assert.equal(
    diagnostics.map(({ code, field, at }) => `${code} ${field} ${at?.file}:${at?.line}`),
    ['import-differs metadata.labels dev-1.yaml:3', 'import-differs metadata.labels.tier staging-1.yaml:3'],
  );
});

test('lists labels that no variable can hold, and writes nothing', () => {
  const numbered = (tier: string) =>
    change(BOTH, 'metadata: { name: general }', `metadata: { name: general, labels: { tier: "${tier}" } }`);
  const { fleet, diagnostics } = importClusters({ 'prod-1': numbered('1'), 'dev-1': numbered('2') });
  assert.not.ok(fleet?.isProven);
  assert.equal(
    diagnostics.map(({ code, field, at }) => `${code} ${field} ${at?.file}:${at?.line}`),
    ['import-differs metadata.labels.tier dev-1.yaml:3'],
  );
});

test('keeps comments, quotes and lists on one line', () => {
  const commented = change(
    POOL,
    '  limits: { cpu: "100" }',
    '  # As many as the quota allows.\n  limits: { cpu: "100" } # vCPU',
  );
  const { fleet } = importClusters({ 'prod-1': `${commented}---\n${CLASS}` });
  assert.match(fleet?.text ?? '', '# As many as the quota allows.\n');
  assert.match(fleet?.text ?? '', 'limits: {cpu: "100"} # vCPU\n');
});

test('gives each cluster the environment that its name says', () => {
  const spec = specOf(
    importClusters({ 'eu-prod-3': BOTH, 'staging-a': BOTH, 'team/web-1': BOTH, 'web-2': BOTH }),
  );
  const environments = isObject(spec.environments ?? null) ? (spec.environments as ValueObject) : {};
  assert.equal(Object.keys(environments), ['prod', 'staging', 'team', 'web']);
});

test.run();
