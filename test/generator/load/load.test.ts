import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadFleet, locateField } from '../../../generator/load/index.ts';
import { fleetText, loadText, memoryHost, places } from './helper.ts';

const test = suite('load');

const POOLS = `karpenter: "1.15"
variables:
  ROLE: {}
pools:
  cpu:
    nodePool: { limits: { cpu: "10" }, weight: 5 }
    nodeClass: { role: "\${ROLE}", amiFamily: AL2023 }
`;

const ENVIRONMENTS = `environments:
  dev:
    clusters: { c1: { variables: { ROLE: r } } }
`;

test('merges defaults, pool and environment; null deletes, lists replace', () => {
  const { fleet, diagnostics } = loadText(`${POOLS}defaults:
  nodePool: { limits: { memory: 1Gi }, disruption: { consolidateAfter: 1m }, weight: 1 }
environments:
  prod:
    pools:
      cpu:
        nodePool: { weight: null, limits: { cpu: "20" } }
        nodeClass: { tags: { a: b } }
`);
  assert.equal(diagnostics, []);
  const [pool, nodeClass] = fleet?.objects.environments[0]?.objects.map(({ value }) => value.spec) ?? [];
  assert.equal(pool, {
    template: { spec: { nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'cpu' } } },
    limits: { memory: '1Gi', cpu: '20' },
    disruption: { consolidateAfter: '1m' },
  });
  assert.equal(nodeClass, { role: '${ROLE}', amiFamily: 'AL2023', tags: { a: 'b' } });
});

test('null in a pool deletes what the defaults give', () => {
  const { fleet, diagnostics } = loadText(`${POOLS.replace('weight: 5', 'weight: null')}defaults:
  nodePool: { weight: 1 }
${ENVIRONMENTS}`);
  assert.equal(diagnostics, []);
  const spec = fleet?.objects.base.find(({ kind }) => kind === 'NodePool')?.value.spec as object;
  assert.not('weight' in spec);
});

test('JSON6902 operations come last and change lists', () => {
  const { fleet, diagnostics } = loadText(`${POOLS}defaults:
  nodePool: { template: { spec: { requirements: [{ key: a, operator: Exists }] } } }
environments:
  prod:
    pools:
      cpu:
        nodePoolJson6902:
          - { op: add, path: /spec/template/spec/requirements/-, value: { key: b, operator: Exists } }
`);
  assert.equal(diagnostics, []);
  const spec = fleet?.objects.environments[0]?.objects[0]?.value.spec as {
    template: { spec: { requirements: unknown } };
  };
  assert.equal(spec.template.spec.requirements, [
    { key: 'a', operator: 'Exists' },
    { key: 'b', operator: 'Exists' },
  ]);
});

test('an operation that cannot be applied, or leaves the spec, is reported at its line', () => {
  const result = loadText(`${POOLS}environments:
  prod:
    pools:
      cpu:
        nodePoolJson6902:
          - { op: remove, path: /spec/nothing }
          - { op: replace, path: /metadata/name, value: x }
`);
  assert.equal(places(result), ['json6902-failed fleet.yaml:17:15', 'json6902-failed fleet.yaml:18:15']);
});

test('a literal $ is emitted as ${DOLLAR}, a declared variable as itself', () => {
  const { fleet } = loadText(
    `${POOLS.replace('amiFamily: AL2023', () => 'userData: "echo $HOME $$ $(id) $${x} ${ROLE}"')}${ENVIRONMENTS}`,
  );
  const nodeClass = fleet?.objects.base.find(({ kind }) => kind === 'EC2NodeClass')?.value.spec as {
    userData: string;
  };
  assert.is(nodeClass.userData, 'echo ${DOLLAR}HOME ${DOLLAR}${DOLLAR} ${DOLLAR}(id) ${DOLLAR}{x} ${ROLE}');
});

test('undeclared and unsupported variables are reported at their place, with the nearest name', () => {
  const result = loadText(`${POOLS.replace('"${ROLE}"', '"${ROLLE} ${ROLE:-x}"')}${ENVIRONMENTS}`);
  assert.equal(places(result), [
    'undeclared-variable fleet.yaml:11:27',
    'unsupported-substitution fleet.yaml:11:36',
  ]);
  assert.match(result.diagnostics[0]?.help ?? '', 'Did you mean ROLE?');
});

test('a variable in a key is refused', () => {
  const result = loadText(`${POOLS.replace('amiFamily: AL2023', 'tags: { "a/${ROLE}": b }')}${ENVIRONMENTS}`);
  assert.equal(places(result), ['variable-in-key fleet.yaml:11:45']);
});

test('included files fill the spec; a thing declared twice names both places', () => {
  const root = fleetText(POOLS).replace('spec:', 'include: [fleet/*.yaml]\nspec:');
  const host = memoryHost({
    'fleet.yaml': root,
    'fleet/a.yaml': 'spec:\n  environments:\n    dev: { clusters: { c1: {} } }\n',
    'fleet/b.yaml': 'spec:\n  environments:\n    dev: { clusters: { c2: {}, c1: {} } }\n',
  });
  const { diagnostics } = loadFleet(host);
  assert.is(diagnostics.length, 1);
  assert.is(diagnostics[0]?.code, 'duplicate-declaration');
  assert.equal(diagnostics[0]?.at && [diagnostics[0].at.file, diagnostics[0].at.line], ['fleet/b.yaml', 3]);
  assert.is(diagnostics[0]?.related?.[0]?.at.file, 'fleet/a.yaml');
});

test('an include that matches nothing or leaves the repository is reported', () => {
  const root = fleetText(POOLS + ENVIRONMENTS).replace('spec:', 'include: [none/*.yaml, ../x.yaml]\nspec:');
  const { diagnostics } = loadFleet(memoryHost({ 'fleet.yaml': root }));
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['file-not-found', 'path-escapes-repository'],
  );
});

test('two clusters of one name in two environments', () => {
  const result = loadText(`${POOLS}environments:
  dev: { clusters: { c1: {} } }
  prod: { clusters: { c1: {} } }
`);
  assert.equal(places(result), ['duplicate-cluster fleet.yaml:14:25']);
  assert.is(result.diagnostics[0]?.related?.[0]?.at.line, 13);
});

test('unknown pools, node classes and variables get the nearest name', () => {
  const result = loadText(`${POOLS}  gpu: { nodePool: {}, nodeClass: shard }
nodeClasses: { shared: {} }
environments:
  dev:
    pools: { cpuu: false }
    clusters: { c1: { variables: { ROL: x } } }
`);
  assert.equal(
    result.diagnostics.map(({ code, help }) => `${code}: ${help}`),
    [
      'unknown-node-class: Did you mean shared?',
      'unknown-pool: Did you mean cpu?',
      'unknown-variable: Did you mean ROLE?',
    ],
  );
});

test('a name that is not a DNS label gets a help', () => {
  const result = loadText(`${POOLS.replace('cpu:\n', 'Cpu_Pool:\n')}${ENVIRONMENTS}`);
  assert.equal(places(result), ['invalid-name fleet.yaml:9:5']);
  assert.is(result.diagnostics[0]?.help, 'Name it cpu-pool');
});

test('all problems of shape are reported at once, with the nearest field', () => {
  const result = loadText(
    `${POOLS.replace('limits', 'limit').replace('weight: 5', 'weight: true').replace('AL2023', 'AL3')}${ENVIRONMENTS}`,
  );
  assert.equal(
    result.diagnostics.map(({ code }) => code),
    ['unknown-field', 'wrong-type', 'invalid-value'],
  );
  assert.is(result.diagnostics[0]?.help, 'Did you mean limits?');
});

test('the field of an object is found in the strongest layer that declares it', () => {
  const { fleet } = loadText(`${POOLS}environments:
  dev:
    pools:
      cpu: { nodePool: { limits: { cpu: "1" } } }
`);
  const pool = fleet?.objects.environments[0]?.objects[0];
  if (!fleet || !pool) throw new Error('no fleet');
  assert.is(locateField(fleet, pool, ['spec', 'limits', 'cpu']).line, 15);
  assert.is(locateField(fleet, pool, ['spec', 'weight']).line, 10);
  assert.is(locateField(fleet, pool, ['spec', 'template', 'spec', 'requirements']).line, 10);
});

test('the field of an object is found in an operation whose pointer escapes its key', () => {
  const { fleet } = loadText(`${POOLS}environments:
  dev:
    pools:
      cpu:
        nodePoolJson6902:
          - { op: add, path: /spec/template/metadata, value: { labels: {} } }
          - { op: add, path: /spec/template/metadata/labels/example.com~1team, value: a }
`);
  const pool = fleet?.objects.environments[0]?.objects[0];
  if (!fleet || !pool) throw new Error('no fleet');
  const field = ['spec', 'template', 'metadata', 'labels', 'example.com/team'];
  assert.is(locateField(fleet, pool, field).line, 18);
});

test.run();
