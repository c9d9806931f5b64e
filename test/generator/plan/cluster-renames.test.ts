import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findingsOf } from '../../../generator/plan/findings.ts';
import { planText } from '../../../generator/report/plan/text.ts';
import { change, DELIVERED, FLEET } from '../../support/fleets.ts';
import { planOf, revisionOf } from './helper.ts';

const test = suite('clusters that may be renamed');

const FLUX = DELIVERED.replace(/ {4}argocd:.*\n/, '');
const ARGOCD = DELIVERED.replace(/ {4}flux:.*\n/, '');
const HUB = change(
  FLUX,
  'flux: {',
  'flux: { hub: { kubeConfig: { secretRef: { name: "{cluster}-kubeconfig" } } },',
);
const PROD = '        prod-1: { variables: { CLUSTER: prod-1 } }\n';

/** The fleet with another name for a cluster whose variables stay. */
function renamed(fleet: string, values = 'CLUSTER: prod-1'): string {
  return change(fleet, PROD, `        shop: { variables: { ${values} } }\n`);
}

test('the note names both and how to keep the nodes, by what delivers', () => {
  const cases: [string, help: string][] = [
    [
      FLUX,
      'keep the name prod-1, or first set protect: true for prod and deliver that; then run flux bootstrap with --path=clusters/shop in the cluster',
    ],
    [HUB, 'keep the name prod-1, or first set protect: true for prod and deliver that'],
    [
      ARGOCD,
      'keep the name prod-1, or first set delivery.argocd.preserveResourcesOnDeletion: true and deliver that',
    ],
    [
      change(DELIVERED, '  delivery:\n', '  output: { clusters: sites }\n  delivery:\n'),
      'keep the name prod-1, or first set protect: true for prod and delivery.argocd.preserveResourcesOnDeletion: true and deliver that; then run flux bootstrap with --path=sites/shop in the cluster',
    ],
  ];
  for (const [fleet, help] of cases) {
    const after = renamed(fleet);
    const plan = planOf(fleet, after);
    assert.equal(plan.renames, [{ environment: 'prod', from: 'prod-1', to: 'shop', help }]);
    const said = `shop has the same variables as prod-1; if it is the same cluster, its new name deletes these pools: ${help}`;
    const text = planText(plan, { color: false, verbose: false, timeZone: 'UTC' });
    assert.ok(text.includes(`\nnote: ${said}\n`), text);
    const revisions = { before: revisionOf(fleet).fleet, after: revisionOf(after).fleet };
    const [finding] = findingsOf(plan, revisions);
    assert.equal([finding?.code, finding?.help], ['cluster-removed', said]);
  }
});

test('the help keeps the nodes: where it was delivered first, a rename deletes nothing, and there is no note', () => {
  const guarded = change(
    change(DELIVERED, '    prod:\n', '    prod:\n      protect: true\n'),
    'argocd: {',
    'argocd: { preserveResourcesOnDeletion: true,',
  );
  for (const fleet of [
    guarded,
    guarded.replace(/ {4}argocd:.*\n/, ''),
    guarded.replace(/ {4}flux:.*\n/, ''),
  ]) {
    const plan = planOf(fleet, renamed(fleet));
    assert.equal(plan.renames, []);
    assert.not.ok(plan.entries.some(({ change: { effect } }) => effect === 'deleted'));
  }
  assert.equal(planOf(FLEET, renamed(FLEET)).renames, [], 'nothing delivers, so nothing is deleted');
});

test('a variable that comes with the new name is not compared', () => {
  const more = change(
    renamed(FLUX, 'CLUSTER: prod-1, ZONE: a'),
    '  variables:\n',
    '  variables:\n    ZONE: { description: Zone, default: b }\n',
  );
  assert.is(planOf(FLUX, more).renames[0]?.to, 'shop');
});

test('no cluster is guessed', () => {
  const twice = `${PROD}        prod-2: { variables: { CLUSTER: prod-1 } }\n`;
  const moved = change(change(FLUX, PROD, ''), '    prod:\n      clusters:\n', '    prod: {}\n').replace(
    '        dev-1:',
    '        shop: { variables: { CLUSTER: prod-1 } }\n        dev-1:',
  );
  const cases: [what: string, before: string, after: string][] = [
    ['other values', FLUX, renamed(FLUX, 'CLUSTER: shop')],
    ['another region', FLUX, change(renamed(FLUX), 'shop: {', 'shop: { region: eu-west-1,')],
    ['a cluster of another environment', FLUX, moved],
    [
      'one that leaves',
      FLUX,
      change(change(FLUX, PROD, ''), '    prod:\n      clusters:\n', '    prod: {}\n'),
    ],
    ['one that comes', FLUX, change(FLUX, PROD, twice)],
    ['two that leave', change(FLUX, PROD, twice), renamed(FLUX)],
    [
      'two that come',
      FLUX,
      change(FLUX, PROD, twice.replaceAll('prod-1:', 'shop:').replace('prod-2', 'shop-2')),
    ],
  ];
  for (const [what, before, after] of cases) assert.equal(planOf(before, after).renames, [], what);
});

test.run();
