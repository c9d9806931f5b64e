import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { emitted, onlyFault } from './support.ts';

const test = suite('Argo CD');

const argocd = (...lines: string[]): string =>
  `  argocd:\n${['repoURL: https://git.example.com/fleet.git', ...lines].map((line) => `    ${line}\n`).join('')}`;
const CLUSTERS = argocd('generator: clusters');
const SECRET = 'argocd/clusters/prod-1.yaml';

test('cluster generators select by label, and have their values from annotations', () => {
  const tree = emitted({ delivery: CLUSTERS });
  assert.equal(tree.at('argocd/prod.yaml', 'spec', 'generators'), [
    { clusters: { selector: { matchLabels: { 'test.poolwright.dev/environment': 'prod' } } } },
  ]);
  assert.equal(tree.at('argocd/prod.yaml', 'spec', 'template', 'spec', 'destination'), {
    server: '{{ .server }}',
  });
  assert.equal(tree.at(SECRET), {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      annotations: { 'test.poolwright.dev/CLUSTER': 'prod-1', 'test.poolwright.dev/ROLE': 'nodes' },
      labels: { 'test.poolwright.dev/cluster': 'prod-1', 'test.poolwright.dev/environment': 'prod' },
      name: 'prod-1',
      namespace: 'argocd',
    },
  });
  assert.equal(tree.findings(), []);
});

test('a list has no files of its own for its clusters', () => {
  const paths = emitted({ delivery: argocd() }).paths.filter((path) => path.startsWith('argocd/'));
  assert.equal(paths, ['argocd/dev.yaml', 'argocd/prod.yaml']);
});

test('each environment follows a revision of its own, named after it', () => {
  const revisions = (text: string): unknown[] => {
    const tree = emitted({ delivery: argocd(`targetRevision: ${text}`) });
    assert.equal(tree.findings(), []);
    return ['dev', 'prod'].map((name) =>
      tree.at(`argocd/${name}.yaml`, 'spec', 'template', 'spec', 'source', 'targetRevision'),
    );
  };
  assert.equal(revisions('"env/{environment}"'), ['env/dev', 'env/prod']);
  assert.equal(revisions('main'), ['main', 'main']);
});

test('that the annotations give the same objects is checked, not believed', () => {
  const tree = emitted({ delivery: CLUSTERS });
  const secret = tree.texts.get(SECRET) ?? '';
  assert.match(
    tree.findings({ [SECRET]: secret.replace('ROLE: nodes', 'ROLE: other') }).join(),
    /^delivery-mismatch envsubst .* and Argo CD .* EC2NodeClass\/general spec\.role$/,
  );
  assert.match(
    tree.findings({ [SECRET]: secret.replace('/ROLE:', '/RULE:') }).join(),
    /^render-failed argocd\/prod\.yaml: the parameter \.metadata\.annotations\.test\.poolwright\.dev\/ROLE/,
  );
});

test('the Secret may have another name, of its own', () => {
  const environments = (secret: string) => `  prod:
    clusters:
      prod-1: { secret: cluster-a, variables: { CLUSTER: prod-1, ROLE: nodes } }
      prod-2: { secret: ${secret}, variables: { CLUSTER: prod-2, ROLE: nodes } }
`;
  const tree = emitted({ environments: environments('cluster-b'), delivery: CLUSTERS });
  assert.is(tree.at(SECRET, 'metadata', 'name'), 'cluster-a');
  assert.match(
    onlyFault({ environments: environments('cluster-a'), delivery: CLUSTERS }),
    /^duplicate-declaration the clusters prod-1 and prod-2 have the same Secret cluster-a/,
  );
});

test('what the generator in use does not look at is reported once', () => {
  const environments = `  prod:
    clusters:
      prod-1: { secret: a, server: https://a.example.com, variables: { CLUSTER: a, ROLE: b } }
      prod-2: { secret: b, server: https://b.example.com, variables: { CLUSTER: a, ROLE: b } }
`;
  const why = "of prod-1 and of 1 more changes nothing: Argo CD's generator is";
  assert.is(onlyFault({ environments, delivery: argocd() }), `invalid-value secret ${why} list`);
  assert.is(onlyFault({ environments, delivery: CLUSTERS }), `invalid-value server ${why} clusters`);
});

test('values mean the same in an annotation as in a list', () => {
  const texts = [
    '012',
    'yes',
    '~',
    'a: b',
    '- a',
    "it's",
    '"7"',
    'a #b',
    '{{ x }}',
    '*a',
    'é\u2028',
    ' ',
    '&a b',
    '1e3',
  ];
  for (const text of texts) {
    const environments = `  prod:\n    clusters:\n      prod-1: { variables: { CLUSTER: c, ROLE: ${JSON.stringify(text)} } }\n`;
    const found = [argocd(), CLUSTERS].map((delivery) => emitted({ environments, delivery }).findings());
    assert.equal(found[0], found[1], text);
  }
});

test('a variable that no annotation can be named after is refused', () => {
  const variables = '  CLUSTER: {}\n  ROLE: {}\n  _PRIVATE: {}\n';
  assert.match(onlyFault({ variables, delivery: CLUSTERS }), /^invalid-name the variable _PRIVATE/);
});

test('an ApplicationSet may keep what it brought to a cluster that leaves', () => {
  const policy = (delivery: string): unknown =>
    emitted({ delivery }).at('argocd/prod.yaml', 'spec', 'syncPolicy');
  assert.equal(policy(argocd('preserveResourcesOnDeletion: true')), { preserveResourcesOnDeletion: true });
  assert.is(policy(argocd()), undefined);
});

test('what a person confirms stays on an Application, whatever is protected', () => {
  for (const delivery of [argocd(), CLUSTERS, argocd('protection: never')])
    assert.equal(emitted({ delivery }).at('argocd/prod.yaml', 'spec', 'preservedFields'), {
      annotations: ['argocd.argoproj.io/deletion-approved'],
    });
});

test('a sync that failed is tried again as the fleet says', () => {
  const retry = { limit: -1, refresh: true, backoff: { duration: '5s', factor: 2, maxDuration: '1h30m' } };
  const tree = emitted({ delivery: argocd(`syncPolicy: ${JSON.stringify({ retry })}`) });
  assert.equal(tree.at('argocd/prod.yaml', 'spec', 'template', 'spec', 'syncPolicy', 'retry'), retry);
  assert.equal(tree.findings(), []);
  const wrong = argocd('syncPolicy: { retry: { backoff: { duration: 1d } } }');
  assert.match(onlyFault({ delivery: wrong }), /^invalid-value .*duration/);
});

test('waves put node classes before node pools, in all ways of delivery', () => {
  const tree = emitted({ delivery: argocd('syncWaves: true') });
  const wave = (file: string) =>
    tree.at(`base/general/${file}`, 'metadata', 'annotations', 'argocd.argoproj.io/sync-wave');
  assert.is(wave('ec2nodeclass.yaml'), '0');
  assert.is(wave('nodepool.yaml'), '1');
  assert.equal(tree.findings(), []);
});

const RINGS = `  prod:
    clusters:
      prod-1: { labels: { ring: canary, team: a }, variables: { CLUSTER: prod-1, ROLE: nodes } }
      prod-2: { variables: { CLUSTER: prod-2, ROLE: nodes } }
`;
const STEPS = [
  'rollingSync:',
  '  steps:',
  '    - matchExpressions: [{ key: ring, operator: In, values: [canary] }]',
  '    - { matchExpressions: [{ key: ring, operator: NotIn, values: [canary] }], maxUpdate: 25% }',
];

test('steps are the strategy of the ApplicationSet, and their labels are those of its Applications', () => {
  const listed = emitted({ environments: RINGS, delivery: argocd(...STEPS) });
  const set = (...path: (string | number)[]) => listed.at('argocd/prod.yaml', 'spec', ...path);
  assert.equal(set('strategy'), {
    type: 'RollingSync',
    rollingSync: {
      steps: [
        { matchExpressions: [{ key: 'ring', operator: 'In', values: ['canary'] }] },
        { matchExpressions: [{ key: 'ring', operator: 'NotIn', values: ['canary'] }], maxUpdate: '25%' },
      ],
    },
  });
  assert.equal(set('template', 'metadata', 'labels'), { ring: '{{ index .labels "ring" }}' });
  assert.equal(
    [0, 1].map((i) => set('generators', 0, 'list', 'elements', i, 'labels')),
    [{ ring: 'canary' }, { ring: '' }],
  );
  assert.equal(listed.findings(), []);
  const labelled = emitted({ environments: RINGS, delivery: argocd('generator: clusters', ...STEPS) });
  assert.equal(labelled.at('argocd/prod.yaml', 'spec', 'template', 'metadata', 'labels'), {
    ring: '{{ index .metadata.labels "ring" }}',
  });
  assert.equal(
    ['prod-1', 'prod-2'].map((name) =>
      labelled.at(`argocd/clusters/${name}.yaml`, 'metadata', 'labels', 'ring'),
    ),
    ['canary', ''],
  );
  assert.equal(labelled.findings(), []);
});

test('steps may refer to the labels that Poolwright gives clusters', () => {
  const steps = STEPS.map((line) =>
    line.replace('key: ring', 'key: test.poolwright.dev/cluster').replaceAll('[canary]', '[prod-1]'),
  );
  const key = 'test.poolwright.dev/cluster';
  const listed = emitted({ environments: RINGS, delivery: argocd(...steps) });
  assert.equal(
    [0, 1].map((i) =>
      listed.at('argocd/prod.yaml', 'spec', 'generators', 0, 'list', 'elements', i, 'labels'),
    ),
    [{ [key]: 'prod-1' }, { [key]: 'prod-2' }],
  );
  assert.equal(listed.findings(), []);
  const labelled = emitted({ environments: RINGS, delivery: argocd('generator: clusters', ...steps) });
  assert.equal(labelled.at('argocd/prod.yaml', 'spec', 'template', 'metadata', 'labels'), {
    [key]: `{{ index .metadata.labels "${key}" }}`,
  });
  assert.equal(labelled.at('argocd/clusters/prod-2.yaml', 'metadata', 'labels'), {
    [key]: 'prod-2',
    'test.poolwright.dev/environment': 'prod',
  });
  assert.equal(labelled.findings(), []);
});

test('an ApplicationSet that no cluster could store is refused', () => {
  const value = 'a'.repeat(10_000);
  const names = Array.from({ length: 200 }, (_, i) => `cluster-${i}`);
  const clusters = names.map((name) => `      ${name}: { variables: { CLUSTER: ${value}, ROLE: b } }\n`);
  const environments = `  prod:\n    clusters:\n${clusters.join('')}`;
  const sizes = (delivery: string) =>
    emitted({ environments, delivery })
      .findings()
      .filter((finding) => finding.startsWith('delivery-size'));
  assert.equal(sizes(argocd()), [
    'delivery-size ApplicationSet/test-prod has 1.9 MiB, and a cluster stores no object of more than 1.5 MiB',
  ]);
  assert.equal(sizes(CLUSTERS), []);
});

test.run();
