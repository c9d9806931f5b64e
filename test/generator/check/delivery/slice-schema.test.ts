import type { Value, ValueObject } from '@kustomize-ts/core';
import { createValidator } from '@poolwright/crd-validator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { deliverySchemas } from '../../../../generator/check/delivery/schemas.generated.ts';
import { type PackedSchema, sliceSchema } from '../../../../generator/check/delivery/slice-schema.ts';

const test = suite('a schema cut to an object');

const packed = JSON.parse(deliverySchemas.ApplicationSet ?? '') as PackedSchema;
const whole = sliceSchema(packed);

const application = {
  metadata: { name: '{{ .cluster }}', labels: { a: 'b' } },
  spec: {
    project: 'default',
    destination: { name: '{{ .cluster }}' },
    source: {
      repoURL: 'https://git.example.com/a.git',
      path: 'overlays/dev',
      targetRevision: 'HEAD',
      kustomize: { patches: [{ patch: '[]', target: { kind: 'NodePool', name: 'a' } }] },
    },
    syncPolicy: { automated: { prune: true }, retry: { limit: 2 } },
  },
};

const applicationSet = (spec: ValueObject): ValueObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'ApplicationSet',
  metadata: { name: 'web-dev', namespace: 'argocd' },
  spec: {
    goTemplate: true,
    generators: [{ list: { elements: [{ cluster: 'a' }] } }],
    template: application,
    ...spec,
  },
});

const objects: ValueObject[] = [
  applicationSet({}),
  applicationSet({ goTemplate: 'yes', unknown: 1 }),
  applicationSet({
    generators: [{ list: {} }, { matrix: { generators: [{ git: { repoURL: 1 } }, { nope: {} }] } }, 3],
  }),
  applicationSet({
    template: { metadata: {}, spec: { project: 1, source: { directory: { recurse: 'x' }, wrong: {} } } },
  }),
  applicationSet({ template: null as Value }),
  applicationSet({
    syncPolicy: { applicationsSync: 'sometimes' },
    ignoreApplicationDifferences: [{ jsonPointers: [1] }],
  }),
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name: 'x' } },
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name: 'x' }, spec: [] },
];

test('validates it as the whole schema does', () => {
  const all = createValidator([whole]);
  for (const object of objects) {
    const sliced = createValidator([sliceSchema(packed, [object])]);
    assert.equal(sliced.validate(object), all.validate(object));
  }
  const together = createValidator([sliceSchema(packed, objects)]);
  for (const object of objects) assert.equal(together.validate(object), all.validate(object));
});

test('is small', () => {
  const size = (value: unknown) => JSON.stringify(value).length;
  assert.ok(size(sliceSchema(packed, [applicationSet({})])) * 20 < size(whole));
});

test.run();
