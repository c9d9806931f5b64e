import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { splitDocuments } from '../../../generator/load/split-documents.ts';
import { readManifests } from '../../../generator/manifests/index.ts';

const test = suite('documents of a manifest file');

const POOL = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: a }\n';

test('are cut at lines of three dashes, comments and carriage returns after them allowed', () => {
  const text = '# first\n---\na: 1\n--- # second\nb: |\n  x\n   ---\n---\r\n\r\n---\nc: 3';
  assert.equal(
    splitDocuments(text).map((one) => [one.before, one.text]),
    [
      [0, '# first\n'],
      [2, 'a: 1\n'],
      [4, 'b: |\n  x\n   ---\n'],
      [10, 'c: 3'],
    ],
  );
});

test('keep their lines, also within lists', () => {
  const text = `---\n---\n${POOL}---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n- apiVersion: karpenter.sh/v1\n  kind: NodePool\n  spec:\n    weight: 1\n`;
  const { manifests, others, diagnostics } = readManifests('f', text);
  assert.is(diagnostics.length + others, 0);
  assert.equal(
    manifests.map(({ object }) => object.kind),
    ['NodePool', 'Pod', 'NodePool'],
  );
  const [first, , last] = manifests;
  assert.equal(first?.locate(['kind']), { file: 'f', line: 4, column: 7, endLine: 4, endColumn: 15 });
  assert.is(last?.locate(['spec', 'weight']).line, 15);
  assert.is(last?.locate(['spec', 'weight', 'deeper']).line, 15);
  assert.is(last?.locate(['spec', 'missing']).line, 14);
});

test('that are not objects are counted, and broken ones told in their line', () => {
  const { manifests, others, diagnostics } = readManifests('f', `a: 1\n---\n- x\n---\n\tb: [\n---\n${POOL}`);
  assert.is(manifests.length, 1);
  assert.is(others, 2);
  assert.equal(
    diagnostics.map(({ code, at }) => [code, at?.line]),
    [['yaml-syntax', 5]],
  );
});

test('with a list inside of a list inside of a list are read', () => {
  const nested = `apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: List, items: [{ apiVersion: v1, kind: Pod }] }]\n`;
  assert.equal(readManifests('f', nested).manifests[0]?.object, { apiVersion: 'v1', kind: 'Pod' });
});

test('nested too deep, or with a key of objects themselves, are faults', () => {
  const deep = `${POOL}spec: ${'['.repeat(400)}${']'.repeat(400)}\n`;
  assert.equal(
    readManifests('f', deep).diagnostics.map(({ code }) => code),
    ['yaml-syntax'],
  );
  const { diagnostics } = readManifests('f', '{ "apiVersion": "v1", "kind": "X", "__proto__": { "a": 1 } }');
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['invalid-name'],
  );
});

test('may hold numbers of any size, which the CRD validates', () => {
  assert.equal(
    readManifests('f', `${POOL}spec: { weight: 1e30, a: 123456789012345678901234567890 }\n`).diagnostics,
    [],
  );
});

test.run();
