import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { unknownFieldHelp, unknownKindHelp } from '../../../../generator/check/crd/field-versions.ts';

const test = suite('the versions that have a field');

const schema = (...names: string[]) => ({
  properties: { spec: { properties: Object.fromEntries(names.map((name) => [name, {}])) } },
});
const history = [
  { karpenter: '1.8', schema: schema('replicas', 'old') },
  { karpenter: '1.9', schema: schema('replicas', 'weight') },
  { karpenter: '1.12', schema: schema('replicas', 'weight', 'newest') },
];

test('are reported when one lacks it', () => {
  const help = (karpenter: string, field: string) => unknownFieldHelp(history, karpenter, ['spec', field]);
  assert.is(help('1.8', 'weight'), 'spec.weight exists since Karpenter 1.9: raise karpenter, or remove it');
  assert.is(help('1.8.2', 'weight'), 'spec.weight exists since Karpenter 1.9: raise karpenter, or remove it');
  assert.is(
    help('1.8', 'newest'),
    'spec.newest exists in Karpenter 1.12, and not yet in 1.9: raise karpenter, or remove it',
  );
  assert.is(help('1.9', 'old'), 'spec.old existed up to Karpenter 1.8: remove it');
  assert.is(help('1.9', 'wieght'), 'Did you mean weight?');
  assert.is(help('1.9', 'somethingElse'), 'Remove the field: no Karpenter version from 1.8 to 1.12 has it');
  assert.is(help('1.9', 'constructor'), 'Remove the field: no Karpenter version from 1.8 to 1.12 has it');
});

test('are reported for a kind, too', () => {
  const kinds = [{ karpenter: '1.8', schema: undefined }, ...history.slice(1)];
  assert.is(
    unknownKindHelp(kinds, 'X of a/v1', '1.8'),
    'X of a/v1 exists since Karpenter 1.9: raise karpenter, or remove it',
  );
  const none = history.map(({ karpenter }) => ({ karpenter, schema: undefined }));
  assert.match(unknownKindHelp(none, 'X of a/v1', '1.8'), 'no Karpenter version from 1.8 to 1.12 has them');
});

test.run();
