import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build, memoryFileSystem, toYaml } from '../../../../packages/kustomize-ts-core/src/index.ts';

const test = suite('vars');

/** The label `l`, which holds `text` with a variable for the field `data.k`. */
function label(k: string, text: string): string | undefined {
  const files = memoryFileSystem({
    '/r.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {l: "${text}"}}\ndata:\n  k: ${k}\n`,
    '/kustomization.yaml':
      'resources: [r.yaml]\nvars:\n- name: VAR\n  objref: {kind: ConfigMap, name: a, apiVersion: v1}\n  fieldref: {fieldPath: data.k}\n',
  });
  return / {4}l: (.*)$/m.exec(toYaml(build(files, '/', {})))?.[1];
}

/** Each expected text is that of real kustomize. */
for (const [k, alone, within] of [
  ['null', '"null"', 'a null'],
  ['~', '"~"', 'a ~'],
  ['0777', '777', 'a 777'],
  ['+5', '5', 'a 5'],
  ['5000000', '5000000', 'a 5000000'],
  ['1e7', '10000000', 'a 1e+07'],
  ['1.50', '1.5', 'a 1.5'],
  ['True', 'true', 'a true'],
  ['2001-01-01', '"2001-01-01"', 'a 2001-01-01'],
  ['"1"', '"1"', 'a 1'],
] as const) {
  test(`a variable for ${k} is ${alone}, and ${within} after a text`, () => {
    assert.is(label(k, '$(VAR)'), alone);
    assert.is(label(k, 'a $(VAR)'), within);
  });
}

test('a variable takes decimal numbers of 64 bits only', () => {
  for (const k of ['0x1F', '1_000', '0b11', '12345678901234567890']) {
    assert.throws(() => label(k, '$(VAR)'), `a variable cannot take the number ${k}`);
  }
});

test.run();
