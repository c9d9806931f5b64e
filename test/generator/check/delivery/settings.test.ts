import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkSettings } from '../../../../generator/check/delivery/settings.ts';
import { loadFleet } from '../../../../generator/load/index.ts';
import { FLEET, placeIn } from '../../../support/fleets.ts';
import { memoryHost } from '../../load/helper.ts';

const test = suite('settings under delivery');

function fleetWith(delivery: string): string {
  return `${FLEET}  delivery:\n${delivery}`;
}

function flux(settings: string): string {
  return fleetWith(
    `    flux:\n      sourceRef: { kind: GitRepository, name: flux-system }\n      ${settings}\n`,
  );
}

function findings(text: string): string[] {
  const { fleet, diagnostics } = loadFleet(memoryHost({ 'fleet.yaml': text }));
  const found = fleet ? checkSettings(fleet) : diagnostics;
  return found.map(
    ({ severity, code, at, message, help }) =>
      `${severity} ${code} ${at?.file}:${at?.line}:${at?.column} ${message} | ${help}`,
  );
}

test('reports variables in fields that nothing substitutes, at the variable', () => {
  const path = flux('path: ./platform/${CLUSTER}');
  assert.equal(findings(path), [
    `error delivery-variable fleet.yaml:31:24 spec.delivery.flux.path is the same for all clusters, so \${CLUSTER} stays as written: Flux substitutes in what a Kustomization applies, not in its own fields | Write the value; each cluster already has the folder of its environment, and differs in its variables`,
  ]);
  const argocd = (settings: string) =>
    findings(fleetWith(`    argocd: { repoURL: https://git.example.com/a.git, ${settings} }\n`));
  assert.match(argocd('path: "a/${CLUSTER}"')[0] ?? '', 'Argo CD substitutes nothing');
  assert.match(argocd('targetRevision: "${REVISION}"')[0] ?? '', 'spec.delivery.argocd.targetRevision');
  assert.equal(argocd('path: a/b'), []);
});

test('reports text of template languages that nothing renders, and leaves Argo CD its own', () => {
  const help =
    'Write the value; each cluster already has the folder of its environment, and differs in its variables';
  assert.equal(findings(flux('path: "./platform/{{ .cluster }}"')), [
    `error unrendered-template fleet.yaml:31:25 spec.delivery.flux.path: "{{ .cluster }}" is a Helm or Go template, which nothing renders here | ${help}`,
  ]);
  assert.equal(findings(flux('path: "./platform/${var.cluster}"')), [
    `error unrendered-template fleet.yaml:31:25 spec.delivery.flux.path: "\${var.cluster}" is Terraform, which nothing renders here | ${help}`,
  ]);
  const argocd = (settings: string) =>
    findings(fleetWith(`    argocd: { repoURL: https://git.example.com/a.git, ${settings} }\n`));
  assert.match(argocd('targetRevision: "<revision>"')[0] ?? '', 'error unrendered-template');
  assert.equal(argocd('targetRevision: "{{ .name }}"'), []);
  assert.equal(findings(flux('path: ./platform/{x}')), []);
});

test('proposes no part of a placeholder as the value', () => {
  const [variable = ''] = findings(flux('serviceAccountName: "${CLUSTER}"'));
  assert.match(variable, 'error invalid-value');
  assert.match(variable, '| Write the value: nothing substitutes ${CLUSTER} here');
  const [template = ''] = findings(flux('serviceAccountName: "<account>"'));
  assert.match(template, 'error unrendered-template');
  assert.match(template, '| Write the value instead of the placeholder');
  assert.match(findings(flux('serviceAccountName: "Flux Account"'))[0] ?? '', 'for example to flux-account');
});

test('is silent for a source, which may come by another Kustomization', () => {
  const source = 'source: { url: "https://git.example.com/${ORG}.git", ref: { branch: main } }';
  assert.equal(findings(flux(source).replace('name: flux-system', 'name: fleet')), []);
});

test('reports a dependency on the generated Kustomization itself', () => {
  const text = flux('dependsOn: [{ name: karpenter }, { name: web }]');
  const [found = '', ...others] = findings(text);
  assert.equal(others, []);
  assert.ok(
    found.startsWith(
      `error dependency-circle ${placeIn(text, 'web }]')} the generated Kustomization flux-system/web depends on itself`,
    ),
    found,
  );
  assert.equal(findings(flux('dependsOn: [{ name: web, namespace: other }]')), []);
});

test('shows the right form of a dependency', () => {
  assert.match(
    findings(flux('dependsOn: [{ name: infra/karpenter }]'))[0] ?? '',
    'Write name and namespace as two fields: { name: karpenter, namespace: infra }',
  );
  assert.match(
    findings(flux('dependsOn: [infra/karpenter]'))[0] ?? '',
    '{ name: karpenter, namespace: infra }',
  );
  assert.match(findings(flux('dependsOn: [karpenter]'))[0] ?? '', 'Write a mapping: { name: karpenter }');
});

test('reports a timeout that Flux raises, unless it waits for nothing', () => {
  const text = flux('timeout: 10s');
  const [found = ''] = findings(text);
  assert.ok(
    found.startsWith(
      `warning timeout-too-short ${placeIn(text, '10s')} the Kustomization web has timeout 10s`,
    ),
    found,
  );
  assert.equal(findings(flux('timeout: 10s\n      wait: false')), []);
  assert.equal(findings(flux('timeout: 5m\n      interval: 1m')), []);
});

test.run();
