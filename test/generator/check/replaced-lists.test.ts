import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkReplacedLists } from '../../../generator/check/replaced-lists.ts';
import { loadFleet } from '../../../generator/load/index.ts';
import { change, FLEET, placeIn } from '../../support/fleets.ts';
import { memoryHost } from '../load/helper.ts';

const test = suite('list-replaced of fleets');

const ARM = 'requirements: [{ key: kubernetes.io/arch, operator: In, values: [arm64] }]';

/** The fleet with this as what prod overrides of its pool. */
function withOverride(override: string, text = FLEET): string {
  return change(text, '    prod:\n', `    prod:\n      pools: { general: ${override} }\n`);
}

function findings(text: string): string[] {
  const { fleet } = loadFleet(memoryHost({ 'fleet.yaml': text }));
  if (!fleet) throw new Error('the fleet cannot be read');
  return checkReplacedLists(fleet).map(
    ({ environment = '', at, message, help }) =>
      `${environment} ${at?.file}:${at?.line}:${at?.column} ${message} | ${help}`,
  );
}

test('reports an override that drops requirements of the pool', () => {
  const text = withOverride(`{ nodePool: { template: { spec: { ${ARM} } } } }`);
  assert.equal(findings(text), [
    `prod ${placeIn(text, ARM)} the override replaces spec.template.spec.requirements of NodePool/general and drops karpenter.sh/capacity-type: lists of custom resources are replaced, not merged | Repeat it in the override, or append with nodePoolJson6902: [{ op: add, path: /spec/template/spec/requirements/-, value: … }]`,
  ]);
});

test('reports a pool that drops taints of the defaults', () => {
  const defaults =
    '  defaults: { nodePool: { template: { spec: { taints: [{ key: a, effect: NoSchedule }] } } } }\n';
  const own = 'taints: [{ key: b, effect: NoSchedule }]';
  const text = change(
    change(FLEET, '  pools:\n', `${defaults}  pools:\n`),
    '            requirements:',
    `            ${own}\n            requirements:`,
  );
  const [found = '', ...others] = findings(text);
  assert.equal(others, []);
  assert.ok(found.startsWith(` ${placeIn(text, own)} the pool replaces`), found);
  assert.match(found, 'drops a:NoSchedule: lists');
});

test('is silent where nothing is lost, or an operation brings it back', () => {
  const both = ARM.replace('[{', '[{ key: karpenter.sh/capacity-type, operator: In, values: [spot] }, {');
  const back =
    'nodePoolJson6902: [{ op: add, path: /spec/template/spec/requirements/-, value: { key: karpenter.sh/capacity-type, operator: Exists } }]';
  for (const override of [
    `{ nodePool: { template: { spec: { ${both} } } } }`,
    `{ nodePool: { template: { spec: { ${ARM} } } }, ${back} }`,
    '{ nodePool: { template: { spec: { taints: [{ key: a, effect: NoSchedule }] } } } }',
    '{ nodeClass: { subnetSelectorTerms: [{ id: subnet-0123456789abcdef0 }] } }',
  ])
    assert.equal(findings(withOverride(override)), [], override);
});

test.run();
