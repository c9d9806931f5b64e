import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Value } from '@kustomize-ts/core';
import { createValidator } from '@poolwright/crd-validator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sliceSchema } from '../../../../generator/check/delivery/slice-schema.ts';
import { root as repository } from '../../../../scripts/build/options.ts';
import { deliveryFiles, packSchema } from '../../../../scripts/schemas/delivery.ts';
import { emitted } from '../../emit/support.ts';

const test = suite('what delivers objects, by each version of the CRDs');

/** Everything that a declaration can bring into a Kustomization, but for what only one of a source, a hub or a cluster can have. */
const FLUX = `  flux:
    path: fleet
    interval: 5m
    retryInterval: 1m
    timeout: 3m
    prune: false
    wait: true
    force: true
    suspend: true
    serviceAccountName: fleet
    healthChecks: true
    dependsOn: [{ name: "{cluster}-karpenter", namespace: platform }]
    hub: { kubeConfig: { secretRef: { name: "{cluster}-kubeconfig", key: value } } }
    shards: 3
`;
const GIT = `    sourceRef: { kind: GitRepository, name: fleet }
    source: { url: "https://git.example.com/f.git", ref: { branch: main }, sparseCheckout: [base], timeout: 30s, ignore: "/*" }
`;
const OCI = `    sourceRef: { kind: OCIRepository, name: fleet }
    source: { url: "oci://registry.example.com/f", ref: { semver: ">=1.0" }, provider: aws, insecure: true }
`;
const BUCKET = `    sourceRef: { kind: Bucket, name: fleet }
    source: { bucketName: fleet, endpoint: s3.example.com, region: eu-west-1, prefix: f, provider: aws }
`;
const ENVIRONMENTS = `  prod:
    protect: true
    clusters:
      prod-1: { labels: { ring: canary }, variables: { CLUSTER: prod-1, ROLE: nodes } }
`;
const ARGOCD = `  argocd:
    repoURL: https://git.example.com/fleet.git
    targetRevision: main
    project: fleet
    preserveResourcesOnDeletion: true
    syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: [ServerSideApply=true] }
    rollingSync:
      steps: [{ matchExpressions: [{ key: ring, operator: In, values: [canary] }], maxUpdate: 25% }, { matchExpressions: [{ key: ring, operator: NotIn, values: [canary] }], maxUpdate: 0 }]
`;

for (const [name, delivery] of Object.entries({
  'a Git source': FLUX + GIT,
  'an OCI source': FLUX + OCI,
  'a bucket': FLUX + BUCKET,
  'a list of clusters': ARGOCD,
  'labelled clusters': `${ARGOCD}    generator: clusters\n`,
}))
  test(`${name} is accepted by all versions`, () => {
    const tree = emitted({ environments: ENVIRONMENTS, delivery });
    assert.equal(tree.findings(), []);
    const objects = tree.paths.map((path) => (path.endsWith('.yaml') ? tree.at(path) : undefined));
    assert.ok(objects.some((object) => versionsOf(object).length > 1));
    for (const object of objects)
      for (const version of versionsOf(object)) assert.equal(faultsOf(version, object), [], version.name);
  });

test('a Git source of AWS CodeCommit needs Flux 2.9', () => {
  const delivery = (FLUX + GIT).replace('ignore:', 'provider: aws, ignore:').replace('https:', 'ssh:');
  const source = emitted({ environments: ENVIRONMENTS, delivery }).at('clusters/flux-source.yaml');
  assert.equal(
    versionsOf(source).map((version) => [version.name, faultsOf(version, source).length > 0]),
    [
      ['flux-source 1.7', true],
      ['flux-source 1.9', false],
    ],
  );
});

interface Version {
  name: string;
  file: string;
}

/** All versions of the CRD of an object; none for objects of other kinds. */
function versionsOf(object: Value | undefined): Version[] {
  if (!isObject(object)) return [];
  const name = `${object.kind}-${String(object.apiVersion).replace('/', '-')}.json`.toLowerCase();
  const found = deliveryFiles.find(([, file]) => file === name);
  if (found === undefined) return [];
  const [project, file] = found;
  const index = JSON.parse(read(project, 'index.json')) as Record<string, string>;
  return Object.entries(index).map(([minor, version]) => ({
    name: `${project} ${minor}`,
    file: join(project, version, file),
  }));
}

function faultsOf({ file }: Version, object: Value = null): string[] {
  const { $schema: _draft, ...schema } = JSON.parse(read(file));
  const slice = sliceSchema(packSchema(schema), [object]);
  const { errors, unknownFields } = createValidator([slice]).validate(object);
  return [...errors.map(({ message }) => message), ...unknownFields];
}

function read(...path: string[]): string {
  return readFileSync(join(repository, 'schemas', ...path), 'utf8');
}

test.run();
