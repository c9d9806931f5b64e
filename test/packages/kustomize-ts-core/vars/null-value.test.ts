import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build, memoryFileSystem, toYaml } from '../../../../packages/kustomize-ts-core/src/index.ts';

const test = suite('vars');

test('a variable for a null gives the source text of the null', () => {
  const files = memoryFileSystem({
    '/r.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations: {k: "$(VAR) x"}\ndata:\n  app: null\n',
    '/kustomization.yaml':
      'resources: [r.yaml]\nvars:\n- name: VAR\n  objref: {kind: ConfigMap, name: a, apiVersion: v1}\n  fieldref: {fieldPath: data.app}\n',
  });
  assert.match(toYaml(build(files, '/', {})), '    k: null x\n');
});

test.run();
