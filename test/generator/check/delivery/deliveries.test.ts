import { createCache, memoryFileSystem } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  deliver,
  deliverPrimary,
  openDeliveries,
  primaryDelivery,
} from '../../../../generator/check/delivery/deliveries.ts';
import { environmentScope } from '../../../../generator/check/scope.ts';
import { emit } from '../../../../generator/emit/index.ts';
import { loadFleet } from '../../../../generator/load/index.ts';
import { renderOverlay } from '../../../../generator/render/index.ts';
import { change, DELIVERED, FLEET } from '../../../support/fleets.ts';
import { memoryHost } from '../../load/helper.ts';

const test = suite('check/delivery/deliveries');

const FLUX = DELIVERED.replace(/ {4}argocd:.*\n/, '');
const ARGOCD = DELIVERED.replace(/ {4}flux:.*\n/, '');
const SOURCE = '{ kind: Secret, name: cluster, variables: [CLUSTER] }';
const SECRET = change(
  change(
    change(FLUX, 'Name of the EKS cluster', 'Name of the EKS cluster, example: dev'),
    'name: flux-system }',
    `name: flux-system }, substituteFrom: [${SOURCE}]`,
  ),
  '{ variables: { CLUSTER: dev-1 } }',
  '{}',
);

function deliveriesOf(text: string) {
  const { fleet, diagnostics } = loadFleet(memoryHost({ 'fleet.yaml': text }));
  if (!fleet) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const files = memoryFileSystem(Object.fromEntries(emit(fleet).files));
  const overlay = renderOverlay(files, '/overlays/dev', createCache());
  if (!overlay.ok) throw new Error(overlay.error.message);
  const scope = environmentScope(fleet, 'dev');
  const opened = openDeliveries({ files, root: '/' }, scope, fleet.spec.delivery?.argocd !== undefined);
  return {
    all: deliver(overlay.value, 'dev-1', opened),
    primary: deliverPrimary(overlay.value, 'dev-1', opened),
  };
}

const FLEETS: readonly [name: string, fleet: string, ways: string[]][] = [
  ['by hand', FLEET, ['envsubst']],
  ['Flux', FLUX, ['envsubst', 'flux']],
  ['Argo CD', ARGOCD, ['envsubst', 'argocd']],
  ['both', DELIVERED, ['envsubst', 'flux', 'argocd']],
  ['Flux, with values in the cluster', SECRET, ['flux']],
];

for (const [name, fleet, ways] of FLEETS)
  test(`the delivery to validate is one of all: ${name}`, () => {
    const { all, primary } = deliveriesOf(fleet);
    assert.equal(Object.keys(all), ways);
    assert.ok(primary);
    assert.equal(primary, primaryDelivery(all));
    assert.is(primary?.objects.length, 2);
  });

test.run();
