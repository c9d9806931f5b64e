import { parse } from '@marcbachmann/cel-js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { emitted, faults, load, onlyFault } from './support.ts';

const test = suite('Flux');

const DEV = 'clusters/dev-1/flux-kustomization.yaml';
const SOURCE_REF = 'sourceRef: { kind: GitRepository, name: fleet }';
const HUB = 'hub: { kubeConfig: { secretRef: { name: "{cluster}-kubeconfig" } } }';

const flux = (...lines: string[]): string =>
  `  flux:\n${[SOURCE_REF, ...lines].map((line) => `    ${line}\n`).join('')}`;

test('every cluster has the source that is declared', () => {
  const tree = emitted({
    delivery: flux(
      'source: { url: https://git.example.com/fleet.git, ref: { branch: main }, secretRef: { name: deploy } }',
    ),
  });
  for (const cluster of ['dev-1', 'prod-1']) {
    assert.equal(tree.at(`clusters/${cluster}/flux-source.yaml`), {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: 'fleet', namespace: 'flux-system' },
      spec: {
        interval: '10m',
        ref: { branch: 'main' },
        secretRef: { name: 'deploy' },
        url: 'https://git.example.com/fleet.git',
      },
    });
  }
  assert.equal(tree.findings(), []);
});

test('the source follows the branch or tag of the environment that a cluster is in', () => {
  for (const field of ['branch', 'tag', 'name']) {
    const tree = emitted({
      delivery: flux(`source: { url: https://x/y.git, ref: { ${field}: "env/{environment}" } }`),
    });
    const revisions = ['dev-1', 'prod-1'].map((name) =>
      tree.at(`clusters/${name}/flux-source.yaml`, 'spec', 'ref'),
    );
    assert.equal(revisions, [{ [field]: 'env/dev' }, { [field]: 'env/prod' }]);
    assert.equal(tree.findings(), []);
  }
});

test('OCI repositories and buckets are sources, too', () => {
  for (const [kind, source] of [
    ['OCIRepository', '{ url: oci://registry.example.com/fleet, ref: { semver: ">=1.0" }, provider: aws }'],
    [
      'Bucket',
      '{ bucketName: fleet, endpoint: s3.amazonaws.com, region: eu-west-1, provider: aws, interval: 1m }',
    ],
  ]) {
    const delivery = `  flux:\n    sourceRef: { kind: ${kind}, name: fleet, namespace: sources }\n    source: ${source}\n`;
    const tree = emitted({ delivery });
    assert.equal(tree.at('clusters/dev-1/flux-source.yaml', 'kind'), kind);
    assert.is(tree.at('clusters/dev-1/flux-source.yaml', 'metadata', 'namespace'), 'sources');
    assert.equal(tree.findings(), []);
  }
});

test('what the CRD of the source does not take is an error', () => {
  const tree = emitted({ delivery: flux('source: { ref: { digest: x } }') });
  assert.equal(tree.findings(), [
    'delivery-schema the API server would reject GitRepository/fleet: spec.url: Required value',
    'delivery-schema the API server would reject GitRepository/fleet: its CRD has no field spec.ref.digest',
  ]);
});

test('the GitRepository of flux bootstrap is not made a second time', () => {
  const delivery =
    '  flux:\n    sourceRef: { kind: GitRepository, name: flux-system }\n    source: { url: x }\n';
  assert.match(onlyFault({ delivery }), /^duplicate-declaration flux bootstrap creates/);
});

const SUPPLIED = {
  variables: '  CLUSTER: {}\n  ROLE: { pattern: "[a-z-]+", example: karpenter-node }\n',
  environments: `  dev:
    clusters:
      dev-1: { variables: { CLUSTER: dev-1 } }
      dev-2: { variables: { CLUSTER: dev-2, ROLE: own } }
`,
};
const FROM = 'substituteFrom: [{ kind: Secret, name: "{cluster}-values", variables: [ROLE] }]';

test('a value that only the cluster has is read there, and only where the cluster gives none', () => {
  const tree = emitted({ ...SUPPLIED, delivery: flux(FROM) });
  assert.equal(tree.at(DEV, 'spec', 'postBuild'), {
    substitute: { CLUSTER: 'dev-1' },
    substituteFrom: [{ kind: 'Secret', name: 'dev-1-values' }],
  });
  assert.equal(tree.at('clusters/dev-2/flux-kustomization.yaml', 'spec', 'postBuild'), {
    substitute: { CLUSTER: 'dev-2', ROLE: 'own' },
  });
  assert.not(tree.texts.has('clusters/dev-1/variables.env'), 'envsubst has not all values');
  assert.ok(tree.texts.has('clusters/dev-2/variables.env'));
  assert.equal(tree.findings(), []);
});

test('a Kustomization on disk that does not name the Secret leaves the variable without a value', () => {
  const tree = emitted({ ...SUPPLIED, delivery: flux(FROM) });
  const edited = (tree.texts.get(DEV) ?? '').replace('name: dev-1-values', 'name: other');
  assert.match(tree.findings({ [DEV]: edited }).join(), /^undefined-variable clusters\/dev-1\//);
});

test('what is rendered with the example is checked as with any other value', () => {
  const variables = '  CLUSTER: {}\n  ROLE: { example: "012" }\n';
  const tree = emitted({ ...SUPPLIED, variables, delivery: flux(FROM) });
  assert.match(tree.findings().join(), /^variable-type-mismatch ROLE is "012", which YAML reads as integer/);
});

test('Argo CD reads no Secret: where it delivers, too, each cluster gives a value', () => {
  const argocd = '  argocd: { repoURL: https://git.example.com/fleet.git }\n';
  const tree = emitted({ ...SUPPLIED, delivery: flux(FROM) + argocd });
  assert.equal(tree.findings(), [
    'undefined-variable the cluster dev-1 has no value for ROLE, which its objects need: ' +
      'only Flux reads it from the Secret {cluster}-values, and Argo CD also delivers here',
  ]);
});

test('a Secret that may be missing may override, and supplies nothing', () => {
  const optional = '{ kind: Secret, name: overrides, optional: true, variables: [ROLE] }';
  const alone = emitted({ ...SUPPLIED, delivery: flux(`substituteFrom: [${optional}]`) });
  assert.match(alone.findings().join(), /^undefined-variable .*: the Secret overrides is optional$/);
  const both = `substituteFrom: [{ kind: ConfigMap, name: values, variables: [ROLE] }, ${optional}]`;
  const tree = emitted({ ...SUPPLIED, delivery: flux(both) });
  assert.equal(tree.findings(), []);
  assert.equal(tree.at(DEV, 'spec', 'postBuild', 'substituteFrom'), [
    { kind: 'ConfigMap', name: 'values' },
    { kind: 'Secret', name: 'overrides', optional: true },
  ]);
});

test('supplied variables are declared and have an example that fits', () => {
  const two = 'substituteFrom: [{ kind: Secret, name: s, variables: [ROLE, RULE] }]';
  assert.equal(faults({ variables: '  CLUSTER: {}\n  ROLE: {}\n', delivery: flux(two) }), [
    'missing-field 8:5',
    'unknown-variable 32:67',
  ]);
  const pattern = '  CLUSTER: {}\n  ROLE: { pattern: "[a-z]+", example: A1 }\n';
  const tree = emitted({ variables: pattern, delivery: flux(FROM) });
  assert.equal(tree.findings(), [
    'variable-pattern-mismatch the example of ROLE is "A1", which does not match its pattern [a-z]+',
  ]);
});

test('a Secret is named once', () => {
  const one = '{ kind: Secret, name: s, variables: [ROLE] }';
  const delivery = flux(`substituteFrom: [${one}, ${one}]`);
  assert.match(onlyFault({ variables: SUPPLIED.variables, delivery }), /^duplicate-declaration the Secret s/);
});

test('health checks wait for Ready in the generation that was applied', () => {
  const tree = emitted({ delivery: flux('healthChecks: true') });
  assert.equal(tree.findings(), []);
  const kinds = [0, 1].map((i) => tree.at(DEV, 'spec', 'healthCheckExprs', i, 'kind'));
  assert.equal(kinds, ['EC2NodeClass', 'NodePool']);
  const current = parse(String(tree.at(DEV, 'spec', 'healthCheckExprs', 1, 'current')));
  const isCurrent = (...conditions: object[]): unknown =>
    current({ metadata: { generation: 2n }, status: { conditions } });
  const ready = { type: 'Ready', status: 'True' };
  assert.is(isCurrent(), false);
  assert.is(isCurrent({ ...ready, status: 'False' }), false);
  assert.is(isCurrent({ ...ready, type: 'NodeClassReady' }), false);
  assert.is(isCurrent(ready), true);
  assert.is(isCurrent({ ...ready, observedGeneration: 1n }), false);
  assert.is(isCurrent({ ...ready, observedGeneration: 2n }), true);
});

test('health checks need waiting', () => {
  const delivery = flux('healthChecks: true', 'wait: false');
  assert.match(onlyFault({ delivery }), /^invalid-value healthChecks have no effect with wait: false/);
});

test('a hub tells its clusters apart, and has one source', () => {
  const tree = emitted({
    delivery: flux(
      HUB,
      'shards: 4',
      'source: { url: https://git.example.com/fleet.git }',
      'dependsOn: [{ name: "{cluster}-karpenter" }]',
    ),
  });
  assert.is(tree.at(DEV, 'metadata', 'name'), 'test-dev-1');
  assert.match(String(tree.at(DEV, 'metadata', 'labels', 'sharding.fluxcd.io/key')), /^shard[1-4]$/);
  assert.equal(tree.at(DEV, 'spec', 'kubeConfig'), { secretRef: { name: 'dev-1-kubeconfig' } });
  assert.equal(tree.at(DEV, 'spec', 'dependsOn'), [{ name: 'dev-1-karpenter' }]);
  const sources = tree.paths.filter((path) => path.endsWith('flux-source.yaml'));
  assert.equal(sources, ['clusters/flux-source.yaml']);
  assert.equal(tree.findings(), []);
});

test('a hub without a kubeconfig per cluster, with both kinds, or with names too long is refused', () => {
  const shared = 'hub: { kubeConfig: { configMapRef: { name: all } } }';
  assert.match(onlyFault({ delivery: flux(shared) }), /^invalid-value all clusters would use the same all/);
  const both =
    'hub: { kubeConfig: { configMapRef: { name: "{cluster}" }, secretRef: { name: "{cluster}" } } }';
  assert.match(
    emitted({ delivery: flux(both) })
      .findings()
      .join(),
    /delivery-schema .*exactly one of/,
  );
  const long = `  dev:\n    clusters:\n      ${'a'.repeat(59)}: { variables: { CLUSTER: a, ROLE: b } }\n`;
  assert.match(
    onlyFault({ environments: long, delivery: flux(HUB) }),
    /^invalid-name the Kustomization test-a/,
  );
});

test('the one source of a hub follows no environment', () => {
  const source = 'source: { url: https://x/y.git, ref: { branch: "env/{environment}" } }';
  assert.match(
    onlyFault({ delivery: flux(HUB, source) }),
    /^invalid-value a hub has one source for all environments/,
  );
});

test('shards are for a hub', () => {
  const [fault] = load({ delivery: flux('shards: 2') }).diagnostics;
  assert.is(fault?.help, 'Remove shards, or declare hub');
});

test.run();
