import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkFieldPlaceholders } from '../../../../generator/check/delivery/field-placeholders.ts';
import { loadFleet } from '../../../../generator/load/index.ts';
import { change, FLEET, placeIn } from '../../../support/fleets.ts';
import { expectStatus, expectText } from '../../../support/run.ts';
import { withSandbox } from '../../../support/sandbox.ts';
import { memoryHost } from '../../load/helper.ts';

const test = suite('names in braces in the fields of pools and node classes');

/** `PLACE SEVERITY: HELP` of each finding. */
function found(text: string): string[] {
  const { fleet, diagnostics } = loadFleet(memoryHost({ 'fleet.yaml': text }));
  assert.ok(fleet, JSON.stringify(diagnostics));
  return checkFieldPlaceholders(fleet).map(
    ({ at, severity, help }) => `${at?.file}:${at?.line}:${at?.column} ${severity}: ${help}`,
  );
}

const WITH_DEFAULT = change(FLEET, 'Name of the EKS cluster }', 'Name, default: "{cluster}" }');
const withTags = (tags: string, fleet = WITH_DEFAULT): string =>
  change(fleet, '        role:', `        tags: { ${tags} }\n        role:`);

test('a value at any depth is found, with the variable to write', () => {
  const role = change(WITH_DEFAULT, 'karpenter-node-${CLUSTER}', 'karpenter-node-{cluster}');
  assert.equal(found(role), [`${placeIn(role, '{cluster}\n')} error: Write "karpenter-node-\${CLUSTER}"`]);
  const tag = withTags('team: "x-{cluster}"');
  assert.equal(found(tag), [`${placeIn(tag, '{cluster}" }\n        role')} warning: Write "x-\${CLUSTER}"`]);
  const args = withTags('team: "x-$(CLUSTER)"');
  assert.equal(found(args), [`${placeIn(args, '$(CLUSTER)')} warning: Write "x-\${CLUSTER}"`]);
  const term = change(
    WITH_DEFAULT,
    'subnetSelectorTerms: [{ tags: { discovery: "${CLUSTER}"',
    'subnetSelectorTerms: [{ tags: { discovery: "{CLUSTER}"',
  );
  assert.equal(found(term), [`${placeIn(term, '{CLUSTER}"')} warning: Write "\${CLUSTER}"`]);
  const patched = change(
    WITH_DEFAULT,
    '    prod:\n',
    '    prod:\n      pools: { general: { nodeClass: { tags: { b: "{cluster}" } } } }\n',
  );
  assert.equal(found(patched), [`${placeIn(patched, '{cluster}" } } } }')} warning: Write "\${CLUSTER}"`]);
  const operation = change(
    WITH_DEFAULT,
    '    prod:\n',
    '    prod:\n      pools: { general: { nodeClassJson6902: [{ op: add, path: /spec/tags, value: { a: "{cluster}" } }] } }\n',
  );
  assert.equal(found(operation), [
    `${placeIn(operation, '{cluster}" } }] } }')} warning: Write "\${CLUSTER}"`,
  ]);
});

test('a variable that is missing is declared by the help', () => {
  assert.equal(
    found(withTags('a: "{cluster}", b: "{env}"', FLEET)).map((one) => one.replace(/^.*?: /, '')),
    [
      'Write "${CLUSTER}"',
      'Write "${ENV}", and declare ENV: {} under spec.variables, with a value for each environment or cluster',
    ],
  );
  const other = withTags('a: "{cluster}"', FLEET).replaceAll('CLUSTER', 'EKS');
  assert.match(
    found(other)[0] ?? '',
    'Write "${CLUSTER}", and declare CLUSTER: { default: "{cluster}" } under spec.variables',
  );
});

test('variables, templates, JSON, user data and annotations are silent', () => {
  const silent = ['${CLUSTER}', '{{cluster}}', '{}', '{1}', '{\\"a\\": 1}', 'a {b c}'].map(
    (value, i) => `t${i}: "${value}"`,
  );
  const tags = withTags(silent.join(', '));
  assert.equal(found(tags), []);
  const script = change(WITH_DEFAULT, '        role:', '        userData: "echo {cluster}"\n        role:');
  assert.equal(found(script), []);
  const annotated = change(
    WITH_DEFAULT,
    '        template:\n',
    '        template:\n          metadata: { annotations: { link: "https://a/{pod}" } }\n',
  );
  assert.equal(found(annotated), []);
});

test('a role with a name in braces is one finding, and so is its value in a variable', () => {
  const role = change(WITH_DEFAULT, 'karpenter-node-${CLUSTER}', 'karpenter-node-{cluster}');
  withSandbox({ 'fleet.yaml': role }, (sandbox) => {
    const result = sandbox.poolwright('generate');
    expectStatus(result, 1);
    expectText(result.stderr, ['error[unknown-placeholder]: {cluster} stays as written']);
    assert.not.match(result.stderr, 'iam-name');
  });
  const value = change(WITH_DEFAULT, 'CLUSTER: prod-1', 'CLUSTER: "x-{env}"');
  withSandbox({ 'fleet.yaml': value }, (sandbox) =>
    expectText(sandbox.poolwright('generate').stderr, [
      'warning[unknown-placeholder]',
      'error[iam-name]',
      `--> ${placeIn(value, '"x-{env}"')}`,
    ]),
  );
});

test.run();
