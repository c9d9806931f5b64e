import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, DELIVERED, FLEET } from '../../support/fleets.ts';
import { planOf, verdicts } from './helper.ts';

const test = suite('plan');

const TWO_CLUSTERS = change(
  FLEET,
  '        prod-1: { variables: { CLUSTER: prod-1 } }\n',
  '        prod-1: { variables: { CLUSTER: prod-1 } }\n        prod-2: { variables: { CLUSTER: prod-2 } }\n',
);

const REQUIREMENT =
  '              - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }\n';

/** Adds requirements behind the fleet's own. */
function requiring(...requirements: string[]): string {
  return change(
    FLEET,
    REQUIREMENT,
    REQUIREMENT + requirements.map((one) => `              - ${one}\n`).join(''),
  );
}

/** Adds fields to the template's spec, the pool's spec and the class's spec. */
const withTemplate = (text: string, fleet = FLEET): string =>
  change(fleet, '          spec:\n', `          spec:\n            ${text}\n`);
const withPool = (text: string, fleet = FLEET): string =>
  change(fleet, '        limits: {', `        ${text}\n        limits: {`);
const withClass = (text: string, fleet = FLEET): string =>
  change(fleet, '      nodeClass:\n', `      nodeClass:\n        ${text}\n`);

const TYPES = '{ key: karpenter.k8s.aws/instance-family, operator: In, values: [m5, c5] }';
const ZONES = '{ key: topology.kubernetes.io/zone, operator: In, values: [us-west-2a, us-west-2b] }';

/** A change, and what it does to the pool of both environments: effect and Karpenter's reasons. */
const CHANGES: [what: string, before: string, after: string, verdict: string | undefined][] = [
  ['nothing', FLEET, FLEET, undefined],
  ['a comment', FLEET, `# note\n${FLEET}`, undefined],
  [
    'a label of nodes',
    FLEET,
    change(FLEET, '        template:\n', '        template:\n          metadata: { labels: { team: a } }\n'),
    'all NodePoolDrifted',
  ],
  ['a taint', FLEET, withTemplate('taints: [{ key: a, effect: NoSchedule }]'), 'all NodePoolDrifted'],
  [
    'the order of taints',
    withTemplate('taints: [{ key: a, effect: NoSchedule }, { key: b, effect: NoSchedule }]'),
    withTemplate('taints: [{ key: b, effect: NoSchedule }, { key: a, effect: NoSchedule }]'),
    undefined,
  ],
  ['expireAfter', FLEET, withTemplate('expireAfter: 24h'), 'all NodePoolDrifted'],
  ['expireAfter as the default', FLEET, withTemplate('expireAfter: 720h'), undefined],
  [
    'expireAfter in other words',
    withTemplate('expireAfter: 24h'),
    withTemplate('expireAfter: 1440m'),
    'none',
  ],
  ['a grace period', FLEET, withTemplate('terminationGracePeriod: 1h'), 'all NodePoolDrifted'],
  ['limits', FLEET, change(FLEET, 'cpu: "100"', 'cpu: "200"'), 'none'],
  ['weight', FLEET, withPool('weight: 10'), 'none'],
  ['a budget', FLEET, withPool('disruption: { budgets: [{ nodes: "3" }] }'), 'none'],
  ['wider capacity types', FLEET, change(FLEET, '[on-demand]', '[on-demand, spot]'), 'new-nodes'],
  ['other capacity types', FLEET, change(FLEET, '[on-demand]', '[spot]'), 'all RequirementsDrifted'],
  ['a family less', requiring(TYPES), requiring(TYPES.replace('m5, c5', 'm5')), 'some RequirementsDrifted'],
  ['a family more', requiring(TYPES), requiring(TYPES.replace('m5, c5', 'm5, c5, r5')), 'new-nodes'],
  ['other families', requiring(TYPES), requiring(TYPES.replace('m5, c5', 'r5')), 'all RequirementsDrifted'],
  [
    'families said otherwise',
    requiring(TYPES),
    requiring(TYPES, '{ key: karpenter.k8s.aws/instance-category, operator: In, values: [m, c] }'),
    'new-nodes',
  ],
  ['a zone less', requiring(ZONES), requiring(ZONES.replace(', us-west-2b', '')), 'some RequirementsDrifted'],
  ['a zone where all were allowed', FLEET, requiring(ZONES), 'some RequirementsDrifted'],
  [
    'a new label that nodes lack',
    FLEET,
    requiring('{ key: example.com/team, operator: In, values: [a] }'),
    'all RequirementsDrifted',
  ],
  [
    'a new label that must be absent',
    FLEET,
    requiring('{ key: example.com/team, operator: DoesNotExist }'),
    'new-nodes',
  ],
  ['minValues', requiring(TYPES), requiring(TYPES.replace(' }', ', minValues: 2 }')), 'none'],
  ['tags of the class', FLEET, withClass('tags: { team: a }'), 'all NodeClassDrift'],
  [
    'detailedMonitoring: false, which is not absent',
    FLEET,
    withClass('detailedMonitoring: false'),
    'all NodeClassDrift',
  ],
  ['user data', FLEET, withClass('userData: "#!/bin/sh"'), 'all NodeClassDrift'],
  [
    'metadata options as the defaults',
    FLEET,
    withClass(
      'metadataOptions: { httpEndpoint: enabled, httpTokens: required, httpProtocolIPv6: disabled, httpPutResponseHopLimit: 1 }',
    ),
    undefined,
  ],
  ['the AMI family that the alias names', FLEET, withClass('amiFamily: AL2023'), 'none'],
  ['an alias', FLEET, change(FLEET, '@v20250704', '@v20250801'), 'all AMIDrift'],
  [
    'an alias of another family',
    FLEET,
    change(FLEET, 'al2023@v20250704', 'bottlerocket@v1.20.0'),
    'all NodeClassDrift AMIDrift',
  ],
  ['the latest alias', FLEET, change(FLEET, '@v20250704', '@latest'), 'unknown AMIDrift'],
  [
    'Kubernetes',
    FLEET.replaceAll(/(dev|prod):\n/g, '$1:\n      kubernetes: "1.33"\n'),
    FLEET.replaceAll(/(dev|prod):\n/g, '$1:\n      kubernetes: "1.34"\n'),
    'all AMIDrift',
  ],
  [
    'a subnet more',
    FLEET,
    change(FLEET, 'subnetSelectorTerms: [', 'subnetSelectorTerms: [{ id: subnet-1 }, '),
    'new-nodes',
  ],
  [
    'other subnets',
    FLEET,
    change(
      FLEET,
      'subnetSelectorTerms: [{ tags: { discovery: "${CLUSTER}" } }]',
      'subnetSelectorTerms: [{ id: subnet-1 }]',
    ),
    'unknown SubnetDrift',
  ],
  [
    'security groups',
    FLEET,
    change(FLEET, 'securityGroupSelectorTerms: [', 'securityGroupSelectorTerms: [{ id: sg-1 }, '),
    'unknown SecurityGroupDrift',
  ],
  ['Karpenter alone', change(FLEET, '"1.15"', '"1.11"'), FLEET, undefined],
  [
    'Karpenter and tags',
    change(FLEET, '"1.15"', '"1.11"'),
    withClass('tags: { team: a }'),
    'absorbed NodeClassDrift',
  ],
  [
    'Karpenter of the same hash version, and tags',
    change(FLEET, '"1.15"', '"1.12"'),
    change(withClass('tags: { team: a }'), '"1.15"', '"1.13"'),
    'all NodeClassDrift',
  ],
  [
    'a taint where budgets block',
    withPool('disruption: { budgets: [{ nodes: "0" }] }'),
    withTemplate(
      'taints: [{ key: a, effect: NoSchedule }]',
      withPool('disruption: { budgets: [{ nodes: "0" }] }'),
    ),
    'stalls NodePoolDrifted',
  ],
  [
    'a taint where budgets block only empty nodes',
    FLEET,
    withTemplate(
      'taints: [{ key: a, effect: NoSchedule }]',
      withPool('disruption: { budgets: [{ nodes: "0", reasons: [Empty] }] }'),
    ),
    'all NodePoolDrifted',
  ],
];

for (const [what, before, after, verdict] of CHANGES)
  test(`${what}: ${verdict ?? 'no change'}`, () => {
    const expected = verdict === undefined ? [] : [`dev general ${verdict}`, `prod general ${verdict}`];
    assert.equal(verdicts(planOf(before, after)), expected);
  });

test('a requirement that is taken out of the middle is for new nodes only, and named by its label', () => {
  const arch = '{ key: kubernetes.io/arch, operator: In, values: [amd64] }';
  const [entry] = planOf(requiring(arch, TYPES), requiring(TYPES)).entries;
  assert.is(entry?.change.effect, 'new-nodes');
  const [cause] = entry?.change.causes ?? [];
  assert.is(cause?.field, 'spec.template.spec.requirements[kubernetes.io/arch]');
  assert.equal([cause?.before !== undefined, cause?.after], [true, undefined]);
});

test('clusters to which the same happens are one entry, wherever fleet.yaml declares each', () => {
  const delivered = `${TWO_CLUSTERS}  delivery:\n    argocd: { repoURL: https://git.example.com/web.git }\n`;
  const gone = delivered
    .replace(/ {8}prod-\d: .*\n/g, '')
    .replace('    prod:\n      clusters:\n', '    prod: {}\n');
  const { entries } = planOf(delivered, gone);
  assert.equal(
    entries.map(({ clusters, change: { pool, effect } }) => [pool, effect, ...clusters]),
    [['general', 'deleted', 'prod-1', 'prod-2']],
  );
  const lines = entries.map(({ change: { causes } }) => causes[0]?.was?.line);
  assert.equal(lines, [delivered.slice(0, delivered.indexOf('        prod-1:')).split('\n').length]);
});

test('values that leave a requirement which has moved are said of that requirement', () => {
  const zones = '{ key: topology.kubernetes.io/zone, operator: In, values: [us-west-2a] }';
  const exists = '{ key: example.com/team, operator: Exists }';
  const team = '{ key: example.com/team, operator: In, values: [a] }';
  const [entry] = planOf(requiring(zones, team), requiring(exists, zones)).entries;
  for (const { field } of entry?.change.causes ?? []) assert.match(field, '[example.com/team]');
});

test('of two changed requirements each says what it does', () => {
  const arch = '{ key: kubernetes.io/arch, operator: In, values: [amd64] }';
  const large = '{ key: karpenter.k8s.aws/instance-cpu, operator: Gt, values: ["4"] }';
  const [entry] = planOf(requiring(TYPES, arch), requiring(TYPES, large)).entries;
  assert.equal(
    entry?.change.causes.map(({ field, effect }) => [field.replace(/^.*\[(.*)\].*$/, '$1'), effect]),
    [
      ['karpenter.k8s.aws/instance-cpu', 'some'],
      ['kubernetes.io/arch', 'new-nodes'],
    ],
  );
});

test('requirements that each keep some types, and together none, replace all nodes', () => {
  const small = '{ key: karpenter.k8s.aws/instance-cpu, operator: Lt, values: ["3"] }';
  const roomy = '{ key: karpenter.k8s.aws/instance-memory, operator: Gt, values: ["300000"] }';
  assert.equal(verdicts(planOf(requiring(TYPES), requiring(TYPES, small, roomy))), [
    'dev general all RequirementsDrifted',
    'prod general all RequirementsDrifted',
  ]);
});

test('nodes that go are named', () => {
  const [entry] = planOf(requiring(TYPES), requiring(TYPES.replace('m5, c5', 'm5'))).entries;
  assert.is(entry?.change.causes[0]?.nodes, 'nodes of c5');
  const [zone] = planOf(requiring(ZONES), requiring(ZONES.replace(', us-west-2b', ''))).entries;
  assert.is(zone?.change.causes[0]?.nodes, 'nodes with topology.kubernetes.io/zone us-west-2b');
});

test('a value that a variable gives is shown as fleet.yaml has it, so that clusters are grouped', () => {
  const two = change(
    FLEET,
    '        prod-1: {',
    '        prod-2: { variables: { CLUSTER: prod-2 } }\n        prod-1: {',
  );
  const { entries } = planOf(two, change(two, 'karpenter-node-${CLUSTER}', 'node-${CLUSTER}'));
  const prod = entries.filter(({ environment }) => environment === 'prod');
  assert.equal(
    prod.map(({ clusters }) => clusters),
    [['prod-1', 'prod-2']],
  );
  const [cause] = prod[0]?.change.causes ?? [];
  assert.equal([cause?.before, cause?.after], ['karpenter-node-${CLUSTER}', 'node-${CLUSTER}']);
  assert.is(cause?.at?.line, 17);
});

test('a variable that changes is shown with its values', () => {
  const plan = planOf(
    FLEET,
    change(FLEET, 'dev-1: { variables: { CLUSTER: dev-1 } }', 'dev-1: { variables: { CLUSTER: other } }'),
  );
  assert.equal(verdicts(plan), ['dev general all NodeClassDrift SubnetDrift SecurityGroupDrift']);
  const role = plan.entries[0]?.change.causes.find(({ field }) => field === 'spec.role');
  assert.equal([role?.before, role?.after], ['karpenter-node-dev-1', 'karpenter-node-other']);
});

const DEV = '        dev-1: { variables: { CLUSTER: dev-1 } }\n';
const SPARE = `    spare:
      nodePool:
        template: { spec: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [spot] }] } }
        limits: { cpu: "10" }
      nodeClass: general
`;
const SHARED = change(
  DELIVERED,
  '      nodeClass:\n        role:',
  '      nodeClass: general\n  nodeClasses:\n    general:\n      nodeClass:\n        role:',
);
const TWO = change(SHARED, '  nodeClasses:\n', `${SPARE}  nodeClasses:\n`);

test('a pool that leaves is deleted, one that comes is for new nodes', () => {
  const removed = planOf(TWO, SHARED);
  assert.equal(verdicts(removed), ['dev spare deleted', 'prod spare deleted']);
  assert.is(removed.emptied.size, 0);
  assert.ok(removed.entries[0]?.change.causes[0]?.was);
  assert.equal(verdicts(planOf(SHARED, TWO)), ['dev spare new-nodes', 'prod spare new-nodes']);
});

test('a renamed pool is reported as such', () => {
  const { entries } = planOf(TWO, TWO.replace('    spare:', '    burst:'));
  const [old, now] = entries.filter(({ environment }) => environment === 'dev').map(({ change: one }) => one);
  assert.equal([old?.pool, old?.effect, old?.renamed], ['spare', 'deleted', { to: 'burst' }]);
  assert.equal([now?.pool, now?.effect, now?.renamed], ['burst', 'new-nodes', { from: 'spare' }]);
});

test('a protected pool, and one that Flux does not prune, stay', () => {
  const guarded = TWO.replace('    spare:\n', '    spare:\n      protect: true\n').replace(
    / {4}argocd:.*\n/,
    '',
  );
  const kept = planOf(guarded, SHARED.replace(/ {4}argocd:.*\n/, ''));
  assert.equal(
    verdicts(kept).filter((one) => one.includes('spare')),
    ['dev spare none', 'prod spare none'],
  );
  const unpruned = (text: string): string =>
    text.replace('flux: {', 'flux: { prune: false,').replace(/ {4}argocd:.*\n/, '');
  assert.equal(verdicts(planOf(unpruned(TWO), unpruned(SHARED))), ['dev spare none', 'prod spare none']);
});

test('a fleet of another name deletes every pool, under Flux and under Argo CD', () => {
  for (const way of [/ {4}argocd:.*\n/, / {4}flux:.*\n/]) {
    const before = DELIVERED.replace(way, '');
    const plan = planOf(before, change(before, 'name: web', 'name: store'));
    assert.equal(verdicts(plan), ['dev general deleted', 'prod general deleted']);
    assert.equal([...plan.emptied], ['dev-1', 'prod-1']);
  }
});

test('a cluster that moves loses its pools under Argo CD alone', () => {
  const moved = (text: string): string =>
    text
      .replace(DEV, '')
      .replace('    dev:\n      clusters:\n', '    dev: {}\n')
      .replace('        prod-1:', '        dev-1: { variables: { CLUSTER: dev-1 } }\n        prod-1:');
  const plan = planOf(DELIVERED, moved(DELIVERED));
  assert.equal(verdicts(plan), ['prod general deleted']);
  assert.equal(plan.entries[0]?.from, 'dev');
  const flux = DELIVERED.replace(/ {4}argocd:.*\n/, '');
  assert.equal(verdicts(planOf(flux, moved(flux))), []);
});

test('a cluster that moves keeps its pools where the old ApplicationSet preserves them', () => {
  const kept = DELIVERED.replace('argocd: {', 'argocd: { preserveResourcesOnDeletion: true,');
  const moved = kept
    .replace(DEV, '')
    .replace('    dev:\n      clusters:\n', '    dev: {}\n')
    .replace('        prod-1:', `${DEV}        prod-1:`);
  assert.equal(verdicts(planOf(kept, moved)), ['prod general none']);
});

test('a cluster that leaves loses its pools where something delivers to it', () => {
  const without = (text: string): string =>
    text.replace(DEV, '').replace('    dev:\n      clusters:\n', '    dev: {}\n');
  assert.equal(verdicts(planOf(DELIVERED, without(DELIVERED))), ['dev general deleted']);
  const [kept] = planOf(FLEET, without(FLEET)).entries;
  assert.equal(verdicts(planOf(FLEET, without(FLEET))), ['dev general none']);
  const [cause] = kept?.change.others ?? [];
  assert.equal([cause?.object, cause?.field, cause?.before], ['cluster dev-1', '', undefined]);
});

test('a cluster of a cluster generator loses its pools once its Secret loses its labels', () => {
  const without = (text: string): string =>
    text.replace(DEV, '').replace('    dev:\n      clusters:\n', '    dev: {}\n');
  const noteOf = (fleet: string): string => {
    const [entry] = planOf(fleet, without(fleet)).entries;
    assert.is(entry?.change.effect, 'deleted');
    return entry?.change.causes[0]?.note ?? '';
  };
  const byLabels = `${FLEET}  delivery:\n    argocd: { repoURL: https://git.example.com/web.git, generator: clusters }\n`;
  assert.match(noteOf(byLabels), /^once the labels of its Secret in Argo CD change, its nodes are drained/);
  const held = byLabels.replace('      nodePool:\n', '      protect: true\n      nodePool:\n');
  assert.match(noteOf(held), /^once the labels of its Secret in Argo CD change and a person confirms it, /);
});

test('static pools lose their surplus at once', () => {
  const fixed = (replicas: number): string =>
    withPool(`replicas: ${replicas}`).replace('limits: { cpu: "100" }', 'limits: { nodes: "9" }');
  const [entry] = planOf(fixed(5), fixed(3)).entries;
  assert.equal([entry?.change.effect, entry?.change.causes[0]?.nodes], ['some', '2 of 5 nodes']);
  assert.equal(verdicts(planOf(fixed(3), fixed(5))), ['dev general new-nodes', 'prod general new-nodes']);
});

test.run();
