import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build, memoryFileSystem, toYaml } from '../../../../packages/kustomize-ts-core/src/index.ts';
import { readWithSchemas } from '../../../../packages/kustomize-ts-core/src/load/schema-comments.ts';

const test = suite('schema comments');

const COMMENT =
  '# {"items":{"$ref":"#/definitions/io.k8s.api.core.v1.Container"},"type":"array","x-kubernetes-patch-merge-key":"name","x-kubernetes-patch-strategy":"merge"}';
const PATCH = `apiVersion: custom/v1
kind: Thing
metadata: { name: x }
containers:
- name: foo
  command: [run]
`;

/** The build of a base with one more patch; the expected results come from the oracle, for the same files. */
function built(comment: string): string {
  const files = memoryFileSystem({
    '/base/thing.yaml': `apiVersion: custom/v1\nkind: Thing\nmetadata: { name: x }\ncontainers: ${comment}\n- name: foo\n  image: foo:bar\n`,
    '/base/kustomization.yaml': 'resources: [thing.yaml]\npatches: [{ path: patch.yaml }]\n',
    '/base/patch.yaml': PATCH,
    '/over/kustomization.yaml': 'resources: [../base]\npatches: [{ path: patch.yaml }]\n',
    '/over/patch.yaml': PATCH.replace('command: [run]', 'args: [b]'),
  });
  return toYaml(build(files, '/over', {}));
}

test('a list of an unknown kind merges by the key in its comment, in later overlays too', () => {
  const expected = `apiVersion: custom/v1
containers:
- args:
  - b
  command:
  - run
  image: foo:bar
  name: foo
kind: Thing
metadata:
  name: x
`;
  assert.is(built(COMMENT), expected);
  assert.not(built('# no schema').includes('image:'), 'without the comment the list is replaced');
});

test('text like a schema comment in a block scalar does not change', () => {
  const text = `data: |\n  containers: ${COMMENT}\n  - name: a\nlist: ${COMMENT}\n- name: b\n`;
  assert.equal(readWithSchemas(text), [
    { data: `containers: ${COMMENT}\n- name: a\n`, list: [{ name: 'b' }] },
  ]);
});

test('a schema comment above its key is an error', () => {
  assert.throws(() => readWithSchemas(`${COMMENT}\nlist:\n- name: b\n`), /only after its key/);
});

test.run();
