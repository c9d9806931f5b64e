import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { podsOf } from '../../../generator/instances/objects/pods.ts';
import { tolerates } from '../../../generator/instances/objects/taint.ts';
import {
  allows,
  contains,
  hasIntersection,
  intersect,
  isEmpty,
  type Requirement,
  requirementOf,
} from '../../../generator/instances/requirements/requirement.ts';
import {
  instanceTypesFor,
  isKnownValue,
  knownValues,
} from '../../../generator/instances/types/instance-types.ts';

function of(operator: string, ...values: string[]): Requirement {
  const made = requirementOf(operator, values);
  if (made === undefined) throw new Error(`no requirement: ${operator}`);
  return made;
}

function typesOf(requirements: Record<string, Requirement>, family?: string): string[] | undefined {
  return instanceTypesFor(new Map(Object.entries(requirements)), family)?.map(({ name }) => name);
}

const arch = 'kubernetes.io/arch';
const familyLabel = 'karpenter.k8s.aws/instance-family';
const cpu = 'karpenter.k8s.aws/instance-cpu';

test('requirements that exclude each other leave nothing', () => {
  assert.ok(isEmpty(intersect(of('In', 'a'), of('In', 'b'))));
  assert.ok(isEmpty(intersect(of('In', 'a'), of('NotIn', 'a'))));
  assert.ok(isEmpty(intersect(of('Gt', '4'), of('Lt', '5'))));
  assert.not.ok(isEmpty(intersect(of('Gte', '4'), of('Lte', '4'))));
  assert.ok(hasIntersection(of('NotIn', 'a'), of('NotIn', 'b')));
});

test('a wider requirement contains a narrower one', () => {
  const pairs: [Requirement, Requirement, boolean][] = [
    [of('In', 'a', 'b'), of('In', 'a'), true],
    [of('In', 'a'), of('In', 'a', 'b'), false],
    [of('Exists'), of('NotIn', 'a'), true],
    [of('NotIn', 'a'), of('Exists'), false],
    [of('NotIn', 'a'), of('NotIn', 'a', 'b'), true],
    [of('In', 'a'), of('NotIn', 'b'), false],
    [of('Gt', '4'), of('Gt', '5'), true],
    [of('Gt', '5'), of('Gt', '4'), false],
    [of('Gt', '4'), of('Exists'), false],
    [of('Lt', '9'), of('In', '3', '8'), true],
    [of('Lt', '9'), of('In', '3', '9'), false],
    [of('NotIn', '3'), of('Gt', '3'), true],
  ];
  for (const [index, [wide, narrow, expected]] of pairs.entries())
    assert.is(contains(wide, narrow), expected, String(index));
});

test('bounds are about integers', () => {
  assert.ok(allows(of('Gt', '4'), '5'));
  assert.not.ok(allows(of('Gt', '4'), '4'));
  assert.not.ok(allows(of('Gt', '4'), 'five'));
  assert.is(requirementOf('Gt', ['x']), undefined);
});

test('instance types of a pool', () => {
  assert.equal(typesOf({ [familyLabel]: of('In', 'inf2'), [cpu]: of('Gt', '96') }), ['inf2.48xlarge']);
  assert.equal(typesOf({ [familyLabel]: of('In', 'a1'), [cpu]: of('In', '1') }, 'AL2'), ['a1.medium']);
  assert.equal(typesOf({ [familyLabel]: of('In', 'a1') }, 'AL2023'), []);
  assert.equal(typesOf({ [familyLabel]: of('In', 'm7g') }, 'Windows2022'), []);
  assert.equal(typesOf({ 'kubernetes.io/os': of('In', 'windows') }, 'Bottlerocket'), []);
});

test('a family that the table does not describe is not a basis to validate by', () => {
  assert.is(typesOf({ [familyLabel]: of('In', 'm5', 'm99') }), undefined);
  assert.is(typesOf({ [familyLabel]: of('In', 'p3') }), undefined);
  assert.ok(knownValues(familyLabel)?.has('p3'));
});

test('a value is known where it is one of all values of the label', () => {
  const typeLabel = 'node.kubernetes.io/instance-type';
  const category = 'karpenter.k8s.aws/instance-category';
  const values = ['m5', 'p3', 'm99', 'm5.large', 'm5.huge', 'm', 'large', '2', 'amd64'];
  const keys = [typeLabel, familyLabel, category, arch, cpu];
  const known = () => keys.map((key) => values.filter((value) => isKnownValue(key, value)));
  // Before all values of a label are listed, and after.
  const first = known();
  const listed = keys.map((key) => values.filter((value) => knownValues(key)?.has(value)));
  assert.equal(first, listed);
  assert.equal(known(), listed);
  assert.ok(isKnownValue(familyLabel, 'p3'));
  assert.not.ok(isKnownValue(familyLabel, 'm5.large'));
  assert.not.ok(isKnownValue(typeLabel, 'm5'));
});

test('a label that a type lacks', () => {
  const gpu = 'karpenter.k8s.aws/instance-gpu-name';
  const m5 = { [familyLabel]: of('In', 'm5'), [cpu]: of('In', '2') };
  assert.equal(typesOf({ ...m5, [gpu]: of('DoesNotExist') }), ['m5.large']);
  assert.equal(typesOf({ ...m5, [gpu]: of('NotIn', 't4') }), ['m5.large']);
  assert.equal(typesOf({ ...m5, [gpu]: of('Exists') }), []);
  assert.equal(typesOf({ ...m5, [arch]: of('In', 'arm64') }), []);
});

test('tolerations', () => {
  const taint = { index: 0, key: 'a', value: 'x', effect: 'NoSchedule' };
  const one = { key: 'a', operator: 'Equal', value: 'x', effect: '' };
  assert.ok(tolerates(one, taint));
  assert.not.ok(tolerates({ ...one, value: 'y' }, taint));
  assert.not.ok(tolerates({ ...one, effect: 'NoExecute' }, taint));
  assert.ok(tolerates({ ...one, operator: 'Exists', value: '' }, taint));
  assert.ok(tolerates({ key: '', operator: 'Exists', value: '', effect: '' }, taint));
});

test('requests of a pod: sidecars count with the containers, init containers one by one', () => {
  const container = (value: string, more = {}) => ({ resources: { requests: { cpu: value } }, ...more });
  const [pod] = podsOf({
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: {
      containers: [container('1'), { resources: { limits: { cpu: '500m' } } }],
      initContainers: [container('1', { restartPolicy: 'Always' }), container('2')],
    },
  });
  assert.is(pod?.requests.get('cpu'), 3);
});

test('pods are found wherever a kind keeps its template', () => {
  const template = { spec: { containers: [{ name: 'a' }] } };
  const object = {
    kind: 'RayService',
    metadata: { name: 'r' },
    spec: { head: { template }, workers: [{ template }] },
  };
  assert.equal(
    podsOf(object).map(({ title, path }) => `${title} ${path.join('.')}`),
    ['RayService/r spec.head.template.spec', 'RayService/r spec.workers.0.template.spec'],
  );
});

test.run();
