import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { root as repository } from '../../scripts/build/options.ts';
import { schemaFilesOf } from '../../scripts/schemas/crd.ts';
import { derived, readSchema } from '../../scripts/schemas/derive.ts';

for (const [path, make] of Object.entries(derived)) {
  test(`${path} is what the schemas make it`, async () => {
    const text = await readFile(join(repository, path), 'utf8');
    assert.ok(text === (await make(readSchema)), 'npm run schemas:derive');
  });
}

test('a schema file is named as kubeconform asks for it, and keeps the keywords of Kubernetes', () => {
  const [file, ...more] = schemaFilesOf(crd);
  assert.is(more.length, 0);
  assert.is(file?.name, 'widget-example.com-v1.json');
  assert.equal(file?.schema['x-kubernetes-group-version-kind'], [
    { group: 'example.com', version: 'v1', kind: 'Widget' },
  ]);
  assert.equal(file?.schema['x-poolwright-resource'], { scope: 'Cluster', subresources: { status: {} } });
  assert.equal(file?.schema['x-kubernetes-validations'], [{ rule: 'true' }]);
});

const crd = `
kind: CustomResourceDefinition
spec:
  group: example.com
  scope: Cluster
  names: { kind: Widget }
  versions:
    - name: v1
      subresources: { status: {} }
      schema: { openAPIV3Schema: { type: object, x-kubernetes-validations: [{ rule: 'true' }] } }
    - name: v0
      served: false
      schema: { openAPIV3Schema: { type: object } }
`;

const fleet = `
apiVersion: poolwright.dev/v1alpha1
kind: Fleet
metadata: { name: x }
spec:
  karpenter: "1.15"
  variables: { WEIGHT: { description: how heavy } }
  pools:
    a:
      nodePool: { weight: "\${WEIGHT}", limits: { cpu: 1 }, disruption: { budgets: [{ nodes: "\${N}%" }] } }
      nodeClass: shared
    b: { nodeClass: { kubelet: { anything: [1] }, associatePublicIPAddress: "\${PUBLIC}" } }
  environments:
    dev:
      pools: { a: { nodePool: { weight: null, limits: { cpu: null } } }, b: false }
      clusters: { c: { variables: { WEIGHT: "1" } } }
`;

test('the fleet schema takes variables for scalars, and null wherever a merge can delete', async () => {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
    JSON.parse(await readSchema('fleet.schema.json')),
  );
  assert.ok(validate(parse(fleet)), JSON.stringify(validate.errors));
  const wrong = (from: string, to: string): string[] => {
    assert.ok(fleet.includes(from));
    validate(parse(fleet.replace(from, to)));
    return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  };
  assert.equal(wrong('limits: { cpu: 1 }', 'limits: null'), []);
  assert.ok(
    wrong('[{ nodes: "${N}%" }]', '[{ nodes: null }]').includes(
      '/spec/pools/a/nodePool/disruption/budgets/0/nodes type',
    ),
  );
  assert.ok(wrong('"${WEIGHT}"', 'heavy').includes('/spec/pools/a/nodePool/weight pattern'));
  assert.ok(wrong('"${PUBLIC}"', '1').includes('/spec/pools/b/nodeClass/associatePublicIPAddress type'));
  assert.ok(wrong('b: false', 'b: true').includes('/spec/environments/dev/pools/b const'));
  assert.ok(wrong('karpenter: "1.15"', 'karpenter: 1.15').includes('/spec/karpenter type'));
  assert.ok(
    wrong('weight: null', 'wieght: 1').includes(
      '/spec/environments/dev/pools/a/nodePool additionalProperties',
    ),
  );
});

test('every key of the fleet schema has a description', async () => {
  const schema = JSON.parse(await readSchema('fleet.schema.json'));
  const bare: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties = {} } = node as {
      properties?: Record<string, { description?: string; $ref?: string }>;
    };
    for (const [name, property] of Object.entries(properties)) {
      const target =
        property.$ref === undefined ? property : schema.$defs[property.$ref.slice('#/$defs/'.length)];
      if (target.description === undefined) bare.push(`${path}/${name}`);
    }
    for (const [key, inner] of Object.entries(node)) visit(inner, `${path}/${key}`);
  };
  visit(schema, '');
  // Karpenter's CRDs themselves leave these without one.
  assert.equal(
    bare.filter((path) => !path.includes('NodePoolSpec') && !path.includes('EC2NodeClassSpec')),
    [],
  );
});

test.run();
