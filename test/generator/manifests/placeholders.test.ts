import type { Value, ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.ts';
import { validateGroup } from '../../../generator/manifests/index.ts';
import { soundObjects } from '../../packages/crd-validator/sound.ts';

const test = suite('placeholders in manifests');

const crds = openCrds();

async function errorsOf(object: ValueObject): Promise<Diagnostic[]> {
  const manifest = { object, file: 'a.yaml', locate: () => ({ file: 'f', line: 1, column: 1 }) };
  const group = { manifests: [manifest], others: 0, diagnostics: [] };
  const { diagnostics } = validateGroup(group, { scope: { karpenter: '1.15' }, crds, isWhole: false });
  return diagnostics.filter(({ severity }) => severity === 'error');
}

type Path = (string | number)[];

function leavesOf(value: Value, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    leavesOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function withPlaceholder(value: Value, [step, ...rest]: Path, text: string): Value {
  if (step === undefined) return text;
  if (Array.isArray(value))
    return value.map((item, i) => (i === step ? withPlaceholder(item, rest, text) : item));
  const object = value as ValueObject;
  return { ...object, [step]: withPlaceholder(object[step] ?? null, rest, text) };
}

test('are not error anywhere in a valid object', async () => {
  for (const object of soundObjects as ValueObject[]) {
    assert.equal(await errorsOf(object), []);
    for (const path of leavesOf(object).filter(([top]) => top === 'spec')) {
      const hidden = withPlaceholder(object, path, '${X}') as ValueObject;
      const errors = await errorsOf(hidden);
      assert.equal(
        errors.map(({ message }) => message),
        [],
        path.join('.'),
      );
    }
  }
});

const nodeClass = (spec: ValueObject): ValueObject => ({
  apiVersion: 'karpenter.k8s.aws/v1',
  kind: 'EC2NodeClass',
  metadata: { name: 'x' },
  spec: {
    role: 'node',
    amiSelectorTerms: [{ alias: 'al2023@v20250704' }],
    subnetSelectorTerms: [{ tags: { a: 'b' } }],
    securityGroupSelectorTerms: [{ tags: { a: 'b' } }],
    ...spec,
  },
});

test('hide nothing that is wrong beside them', async () => {
  const messages = async (spec: ValueObject) =>
    (await errorsOf(nodeClass(spec))).map(({ message }) => message);
  assert.match((await messages({ role: '${A}', instanceProfile: '${B}' })).join(), 'exactly one of');
  assert.match(
    (await messages({ detailedMonitoring: '${A}', instanceProfile: 'b' })).join(),
    'exactly one of',
  );
  assert.match(
    (await messages({ subnetSelectorTerms: [{ id: '${A}', tags: { a: '${B}' } }] })).join(),
    "'id'",
  );
  assert.match((await messages({ subnetSelectorTerms: [{ tags: { a: '${B}', c: 1 } }] })).join(), 'tags.c');
  assert.match((await messages({ roles: '${A}' })).join(), 'has no field spec.roles');
});

test('keep a rule that reads them silent', async () => {
  const read = nodeClass({ amiFamily: 'Bottlerocket', amiSelectorTerms: [{ alias: '${FAMILY}@latest' }] });
  assert.equal(await errorsOf(read), []);
  const tags = nodeClass({ tags: { 'karpenter.sh/nodepool': 'x' } });
  assert.is((await errorsOf(tags)).length, 1);
});

test('hide what lint says of their text, and nothing else of the same pool', () => {
  const pool = (name: string): ValueObject => ({
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name },
    spec: {
      template: {
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'x' },
          requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] }],
        },
      },
    },
  });
  const found = (names: string[]): string[] => {
    const manifests = names.map((name) => ({
      object: pool(name),
      file: 'f',
      locate: () => ({ file: 'f', line: 1, column: 1 }),
    }));
    const group = { manifests, others: 0, diagnostics: [] };
    const { diagnostics } = validateGroup(group, { scope: { karpenter: '1.15' }, crds, isWhole: false });
    return diagnostics.map(({ code, object }) => `${code} ${object}`);
  };
  assert.ok(found(['a', 'b']).includes('overlapping-pools NodePool/a'));
  const hidden = found(['a', '${B}']);
  assert.not.ok(
    hidden.some((one) => one.startsWith('overlapping-pools')),
    hidden.join(),
  );
  assert.ok(hidden.includes('limits-missing NodePool/a'));
  assert.ok(hidden.includes('limits-missing NodePool/${B}'));
});

test.run();
