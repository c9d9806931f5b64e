import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { deliverySchemas } from '../../../../generator/check/delivery/schemas.generated.ts';
import { sliceSchema } from '../../../../generator/check/delivery/slice-schema.ts';
import { createDeliveryValidator } from '../../../../generator/crds/delivery.ts';
import { type DeliverySchema, deliveryFiles } from '../../../../scripts/schemas/delivery.ts';
import { readSchema } from '../../../../scripts/schemas/derive.ts';
import { newestSchema } from '../../../../scripts/schemas/files.ts';

const test = suite('schemas of what delivers objects');

test('say packed what their files say', async () => {
  const kinds: string[] = [];
  for (const [project, file] of deliveryFiles) {
    const { $schema: _draft, ...whole } = await newestSchema<DeliverySchema>(readSchema, project, file);
    const kind = whole['x-kubernetes-group-version-kind'][0]?.kind ?? '';
    assert.equal(sliceSchema(JSON.parse(deliverySchemas[kind] ?? '')), whole, kind);
    kinds.push(kind);
  }
  assert.equal(Object.keys(deliverySchemas), kinds);
});

test('make one validator for objects of one shape, and none for kinds that deliver nothing', () => {
  const validatorOf = createDeliveryValidator();
  const kustomization = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' };
  const subjectOf = (spec: Record<string, string>) => validatorOf({ ...kustomization, spec });
  assert.is(subjectOf({ interval: '1m', path: 'a' }), subjectOf({ interval: '2m', path: 'b' }));
  assert.is.not(subjectOf({ interval: '1m' }), subjectOf({ interval: '1m', path: 'b' }));
  assert.is(validatorOf({ apiVersion: 'v1', kind: 'ConfigMap' }), undefined);
  assert.is(validatorOf({ apiVersion: 'v1', kind: 'toString' }), undefined);
});

test.run();
