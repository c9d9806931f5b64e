import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findings, kustomization } from './helper.ts';

const test = suite('variables in hand-written delivery objects');

const PATH = '\n  path: ./apps/${CLUSTER}';
const VALUES = '\n  postBuild: { substitute: { CLUSTER: prod } }';
const APPLICATION = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: pools, namespace: argocd }
spec:
  project: default
  source: { repoURL: https://git.example.com/a.git, path: "overlays/\${ENV}" }
  destination: { name: prod }
`;

function reasons(files: Record<string, string>, hasValues = false): string[] {
  return findings(files, hasValues).map((one) => /stays as written: (.*?) \|/.exec(one)?.[1] ?? one);
}

test('are reported where the object itself has the value, or opts out, or its parent has no values', () => {
  const own = { 'clusters/prod/apps.yaml': kustomization('apps', PATH + VALUES) };
  assert.equal(findings(own), [
    'warning delivery-variable clusters/prod/apps.yaml:9:9 ${CLUSTER} in spec.path of Kustomization/apps stays as written: its own postBuild is for what it applies, not for itself | Write the value, or set it in the postBuild of the Kustomization that applies this one',
  ]);
  const optOut = ', annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled }';
  const parent = kustomization('flux-system', '\n  path: ./clusters/prod');
  assert.equal(
    reasons({
      'clusters/prod/apps.yaml': kustomization('apps', PATH, optOut),
      'clusters/prod/flux-system/sync.yaml': parent.replace('prod', `prod${VALUES}`),
    }),
    ['kustomize.toolkit.fluxcd.io/substitute is disabled on it'],
  );
  assert.equal(
    reasons({
      'clusters/prod/apps.yaml': kustomization(
        'apps',
        '\n  dependsOn: [{ name: "x-${CLUSTER}" }]',
        ', labels: { a: "${B}" }',
      ),
      'clusters/prod/flux-system/sync.yaml': parent,
    }).filter((one) => !one.includes('dependency')),
    ['flux-system, which applies it, has no postBuild'],
  );
});

test('are silent where a parent may substitute, in content, and with values of the command line', () => {
  const apps = { 'clusters/prod/apps.yaml': kustomization('apps', PATH) };
  assert.equal(findings(apps), []);
  const parent = kustomization('flux-system', `\n  path: ./clusters/prod${VALUES}`);
  const outer = kustomization('root', '\n  path: ./');
  assert.equal(findings({ ...apps, 'clusters/prod/flux-system/sync.yaml': parent + outer }), []);
  const content =
    '\n  path: ./apps\n  postBuild: { substitute: { A: "${B}", B: c } }\n  patches: [{ patch: "${B}" }]';
  assert.equal(findings({ 'clusters/prod/apps.yaml': kustomization('apps', content) }), []);
  assert.equal(findings({ 'clusters/prod/apps.yaml': kustomization('apps', PATH + VALUES) }, true), []);
});

test('of an Application are reported unless Flux delivers it with values', () => {
  const file = { 'argocd/pools.yaml': APPLICATION };
  assert.equal(reasons(file), ['Argo CD substitutes nothing']);
  assert.equal(findings({ ...file, 'flux/a.yaml': kustomization('a', `\n  path: argocd${VALUES}`) }), []);
  assert.equal(findings({ 'argocd/pools.yaml': APPLICATION.replace('${ENV}', 'prod') }), []);
  const parameters = APPLICATION.replace(
    'overlays/${ENV}',
    'a", helm: { parameters: [{ name: a, value: $ARGOCD_APP_NAME }, { name: b, value: "${ARGOCD_APP_NAME}" }] }, ref: "x',
  );
  assert.equal(findings({ 'argocd/pools.yaml': parameters }), []);
});

test.run();
