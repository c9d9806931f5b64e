import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFound } from '../../../generator/manifests/groups.ts';
import { readManifests } from '../../../generator/manifests/read.ts';

const test = suite('duplicate keys of manifests');

const POOL = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: web }\nspec:\n';
const TWICE = `${POOL}  limits: { cpu: "1000" }\n  limits: { cpu: "10" }\n`;

function faults(text: string, read = readManifests): string[] {
  return read('a.yaml', text).diagnostics.map(
    ({ code, severity, at }) => `${severity} ${code} ${at?.line}:${at?.column}-${at?.endColumn}`,
  );
}

test('are errors where they are written, in later documents, lists and JSON, too', () => {
  assert.equal(faults(TWICE), ['error yaml-duplicate-key 6:3-9']);
  assert.equal(faults(`${POOL}  weight: 1\n---\n${TWICE}`), ['error yaml-duplicate-key 12:3-9']);
  const item = TWICE.trimEnd().replaceAll('\n', '\n  ');
  assert.equal(faults(`apiVersion: v1\nkind: List\nitems:\n- ${item}\n`), [
    'error yaml-duplicate-key 9:5-11',
  ]);
  const json =
    '{\n\t"apiVersion": "karpenter.sh/v1",\n\t"kind": "NodePool",\n\t"spec": {},\n\t"spec": {}\n}\n';
  assert.equal(faults(json), ['error yaml-duplicate-key 5:2-8']);
  assert.equal(faults(`${POOL}  a: { b: 1, b: ~ }\n  c: 1\n  c: 2\n`), [
    'error yaml-duplicate-key 7:3-4',
    'error yaml-duplicate-key 5:14-15',
  ]);
});

test('leave the last value to be validated, as kubectl does', () => {
  const [manifest] = readManifests('a.yaml', TWICE).manifests;
  assert.equal(manifest?.object.spec, { limits: { cpu: '10' } });
});

test('are not the same name in two mappings or documents, a merged key, or a key of what is not a manifest', () => {
  assert.equal(
    faults(`${POOL}  limits: { cpu: "1" }\n  template: { limits: { cpu: "1" } }\n---\n${POOL}`),
    [],
  );
  assert.equal(faults(`${POOL}  a: &a { cpu: "1" }\n  b: { <<: *a, cpu: "2" }\n`), []);
  assert.equal(
    faults(
      '{ "apiVersion": "v1", "kind": "X", "spec": { "a\\tb": "\\u00e9\\/", "b": [{"a": 1}, {"a": 1}] } }',
    ),
    [],
  );
  assert.equal(faults('replicas: 1\nreplicas: 2\n'), []);
});

test('of a file that was found are reported where it concerns Karpenter, and it counts once', () => {
  const other = 'apiVersion: v1\nkind: ConfigMap\ndata: { a: x, a: y }\n';
  assert.equal(faults(other), ['error yaml-duplicate-key 3:15-16']);
  const { manifests, others, diagnostics } = readFound('a.yaml', other);
  assert.equal([manifests.length, others, diagnostics.length], [1, 0, 0]);
  assert.equal(faults(TWICE, readFound), ['error yaml-duplicate-key 6:3-9']);
});

test.run();
