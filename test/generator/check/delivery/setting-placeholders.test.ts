import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkSettingPlaceholders } from '../../../../generator/check/delivery/setting-placeholders.ts';
import { fleetOf } from '../../emit/support.ts';

const test = suite('names in braces in settings under delivery');

function found(delivery: string): string[] {
  return checkSettingPlaceholders(fleetOf({ delivery })).map(
    ({ severity, code, message, help, at }) =>
      `${severity} ${code} ${at?.line}:${at?.column} ${message} | ${help}`,
  );
}

const argocd = (field: string, value: string): string[] =>
  found(
    `  argocd:\n${field === 'repoURL' ? '' : '    repoURL: https://git.example.com/a.git\n'}    ${field}: '${value}'\n`,
  );
const source = (fields: string, hub = ''): string[] =>
  found(`  flux:\n    sourceRef: { kind: GitRepository, name: "fleet" }\n    source: { ${fields} }\n${hub}`);
const HUB = '    hub: { kubeConfig: { secretRef: { name: "{cluster}-kubeconfig" } } }\n';

test('{environment} alone is filled in in a revision of Argo CD', () => {
  const [line = '', ...others] = argocd('targetRevision', 'env/{env}');
  assert.equal(others, []);
  assert.is(
    line.replace(/^error unknown-placeholder \d+:28 /, ''),
    'spec.delivery.argocd.targetRevision: {env} stays as written: only {environment} is filled in here | Write {environment}, or the text itself',
  );
  for (const wrong of ['{Environment}', '{cluster}', '{environment}-{x}', '{}', '{0}'])
    assert.match(argocd('targetRevision', wrong)[0] ?? '', 'stays as written', wrong);
  for (const wrong of ['env/{environment', 'environment}', '{environment}}'])
    assert.match(
      argocd('targetRevision', wrong)[0] ?? '',
      'has an unmatched brace: only {environment}',
      wrong,
    );
  for (const fine of ['env/{environment}', 'HEAD', 'v1.2.3', '{{ .name }}', '{environment}-{environment}'])
    assert.equal(argocd('targetRevision', fine), [], fine);
});

test('nothing is filled in in other settings of Argo CD', () => {
  for (const [field, fine] of [
    ['project', 'platform'],
    ['path', 'a/{1}/b{2,3}'],
    ['repoURL', 'https://git.example.com/a.git'],
  ] as const) {
    const wrong = argocd(field, `${fine}{environment}`);
    assert.match(wrong[0] ?? '', `spec.delivery.argocd.${field}: {environment} stays as written: nothing is`);
    assert.match(wrong[0] ?? '', '{environment} is filled in in targetRevision');
    assert.equal(argocd(field, fine), []);
  }
});

test('{environment} is filled in in branch, tag and name of a source of Flux', () => {
  for (const field of ['branch', 'tag', 'name']) {
    assert.equal(source(`ref: { ${field}: "env/{environment}" }`), []);
    for (const wrong of ['{env}', '{environment'])
      assert.match(
        source(`ref: { ${field}: "env/${wrong}" }`)[0] ?? '',
        `spec.delivery.flux.source.ref.${field}: `,
      );
  }
  for (const field of ['commit', 'digest', 'semver'])
    assert.match(source(`ref: { ${field}: "{environment}" }`)[0] ?? '', 'nothing is filled in here');
  assert.equal(source('ref: { semverFilter: "^v[0-9]{1,3}$", semver: ">=1.0.0 <2.0.0" }'), []);
  assert.match(source('ref: { branch: "{env}" }', HUB)[0] ?? '', 'nothing is filled in here');
  assert.equal(source('ref: { branch: main }', HUB), []);
});

test('nothing is filled in in other settings of Flux', () => {
  for (const field of ['url', 'bucketName', 'endpoint', 'region', 'provider', 'prefix']) {
    assert.match(
      source(`${field}: "a-{environment}"`)[0] ?? '',
      `spec.delivery.flux.source.${field}: {environment}`,
    );
    assert.equal(source(`${field}: a`), []);
  }
  assert.match(source('sparseCheckout: [base, "overlays/{environment}"]')[0] ?? '', 'sparseCheckout[1]');
  assert.equal(source('sparseCheckout: [base, overlays]'), []);
  const path = (text: string): string[] =>
    found(`  flux: { sourceRef: { kind: GitRepository, name: "fleet" }, path: "${text}" }\n`);
  assert.match(path('./{environment}')[0] ?? '', 'spec.delivery.flux.path: {environment} stays as written');
  assert.equal(path('./fleets'), []);
});

test.run();
