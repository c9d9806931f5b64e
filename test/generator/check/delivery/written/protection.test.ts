import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findings, kustomization, NODE_CLASS } from './helper.ts';

const test = suite('protection of hand-written objects');

const APPLICATION = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: pools }
spec:
  source: { path: pools }
  syncPolicy: { automated: { prune: true } }
`;
const FLUX = 'kustomize.toolkit.fluxcd.io/prune: disabled';
const ARGOCD = 'argocd.argoproj.io/sync-options: Prune=false';

function delivered(by: string, ...annotations: string[]): string[] {
  const object = NODE_CLASS.replace('name: main', `name: main, annotations: { ${annotations.join(', ')} }`);
  return findings({ 'pools/class.yaml': object, 'delivery/a.yaml': by });
}

test('by the annotation of the other tool is reported', () => {
  const [byArgo = '', ...others] = delivered(APPLICATION, FLUX);
  assert.equal(others, []);
  assert.match(
    byArgo,
    /^warning protection-ignored pools\/class\.yaml:4:40 kustomize\.toolkit\.fluxcd\.io\/prune protects EC2NodeClass\/main from another tool: the Application pools delivers and prunes it/,
  );
  assert.match(byArgo, 'Add the annotation argocd.argoproj.io/sync-options: Prune=false');
  const [byFlux = ''] = delivered(kustomization('pools', '\n  path: ./pools'), ARGOCD);
  assert.match(byFlux, 'Add the annotation kustomize.toolkit.fluxcd.io/prune: disabled');
});

test('is silent for the tool’s own annotation, for both, without pruning, and for other folders', () => {
  assert.equal(delivered(APPLICATION, ARGOCD), []);
  assert.equal(delivered(APPLICATION, FLUX, ARGOCD), []);
  assert.equal(delivered(APPLICATION.replace('prune: true', 'selfHeal: true'), FLUX), []);
  assert.equal(delivered(APPLICATION.replace('path: pools', 'path: pool'), FLUX), []);
  assert.equal(
    delivered(kustomization('pools', '\n  path: ./pools').replace('prune: true', 'prune: false'), ARGOCD),
    [],
  );
});

test.run();
