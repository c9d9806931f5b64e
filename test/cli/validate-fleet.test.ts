import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.ts';
import { change, DELIVERED, FLEET, generatedFiles, placeIn } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { changed } from './support.ts';

const test = suite('poolwright validate: other versions, delivery');

test('a tree that is out of date is not taken for what YAML does to a value', () => {
  const shared = (value: string): string =>
    change(
      change(DELIVERED, '        role:', '        tags: { stage: "${STAGE}" }\n        role:'),
      '  pools:',
      `    STAGE: { default: ${value} }\n  pools:`,
    );
  const changes: ((text: string) => string)[] = [
    (text) => change(text, 'CLUSTER: prod-1', 'CLUSTER: prod-2'),
    (text) => change(text, 'default: one', 'default: two'),
    (text) => change(text, '    prod:\n', '    prod:\n      variables: { STAGE: three }\n'),
    (text) => change(text, 'role: karpenter-', 'role: other-'),
  ];
  for (const edit of changes)
    withSandbox({ 'fleet.yaml': shared('one') }, (sandbox) => {
      expectStatus(sandbox.poolwright('generate'), 0);
      sandbox.write('fleet.yaml', edit(shared('one')));
      const stale = sandbox.poolwright('validate');
      expectStatus(stale, 1);
      assert.match(stale.stderr, 'Run poolwright generate');
      assert.not.match(stale.stderr, 'invalid-variable-value');
      assert.not.match(stale.stderr, 'read it again');
      expectStatus(sandbox.poolwright('generate'), 0);
      expectStatus(sandbox.poolwright('validate'), 0);
    });
  // What YAML cuts is reported in a tree that is up to date, and in one of which another part is not.
  const cut = change(DELIVERED, 'CLUSTER: prod-1', 'CLUSTER: "prod #1"');
  for (const edit of [(text: string) => text, (text: string) => change(text, 'cpu: "100"', 'cpu: "99"')])
    withSandbox({ 'fleet.yaml': cut }, (sandbox) => {
      expectStatus(sandbox.poolwright('generate', '--force'), 1);
      sandbox.write('fleet.yaml', edit(cut));
      const result = sandbox.poolwright('validate');
      expectStatus(result, 1);
      expectText(result.stderr, ['CLUSTER is "prod #1"', 'when the YAML is read again']);
    });
});

test('a budget of an environment that the fleet does not declare is a wrong fleet.yaml', () => {
  const fleet = `${FLEET}  checks: { budget: { prd: { dollarsPerHour: 1000 } } }\n`;
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    for (const command of ['validate', 'generate']) {
      const result = sandbox.poolwright(command);
      expectStatus(result, 2);
      expectText(result.stderr, [placeIn(fleet, 'prd'), 'help: Did you mean prod?']);
    }
    sandbox.write('fleet.yaml', change(fleet, 'prd', 'prod'));
    expectStatus(sandbox.poolwright('generate'), 0);
  });
});

test('asks whether another Karpenter would take the fleet, and says which has a field', () => {
  const newer = change(
    FLEET,
    'role: karpenter-node-',
    'enclaveOptions: { enabled: true }\n        cpuOptions: { nestedVirtualization: enabled }\n        role: karpenter-node-',
  );
  changed(newer, newer, (sandbox) => {
    expectStatus(sandbox.poolwright('validate'), 0);
    const result = sandbox.poolwright('validate', '--karpenter', '1.9.3');
    expectStatus(result, 1);
    expectText(result.stderr, [
      placeIn(newer, 'enclaveOptions'),
      'help: spec.enclaveOptions exists since Karpenter 1.15: raise karpenter, or remove it',
      'help: spec.cpuOptions exists since Karpenter 1.13: raise karpenter, or remove it',
    ]);
    const unknown = sandbox.poolwright('validate', '--karpenter', '1.99');
    expectStatus(unknown, 2);
    expectText(unknown.stderr, [
      'Poolwright has no schemas for Karpenter 1.99',
      'help: Use a version from 1.8 to 1.15',
    ]);
    expectStatus(sandbox.poolwright('validate', '--karpenter', 'v1.15.2'), 0);
  });
  const gte = change(
    FLEET,
    'operator: In, values: [on-demand]',
    'operator: In, values: [on-demand] }\n              - { key: karpenter.k8s.aws/instance-cpu, operator: Gte, values: ["4"]',
  );
  changed(gte, gte, (sandbox) => {
    expectStatus(sandbox.poolwright('validate'), 0);
    const result = sandbox.poolwright('validate', '--karpenter', '1.8');
    expectStatus(result, 1);
    expectText(result.stderr, [
      'Unsupported value: "Gte"',
      placeIn(gte, 'Gte'),
      'help: Karpenter accepts it from 1.9 on: raise karpenter, or use one of: In, NotIn, Exists, DoesNotExist, Gt, Lt',
    ]);
  });
});

test('knows the versions that there are schemas for', () =>
  withSandbox(generatedFiles({ 'fleet.yaml': change(FLEET, '"1.15"', '"1.99"') }), (sandbox) => {
    const result = sandbox.poolwright('validate');
    expectStatus(result, 1);
    expectText(result.stderr, [
      'Poolwright has no schemas for Karpenter 1.99',
      'help: Use a version from 1.8 to 1.15',
      'fleet.yaml:5:14',
    ]);
  }));

test('validates what delivers the objects by its own CRD, told where delivery has it', () => {
  const dotted = change(DELIVERED, 'flux: { ', 'flux: { namespace: flux.system, ');
  withSandbox(generatedFiles({ 'fleet.yaml': dotted }), (sandbox) => {
    const result = sandbox.poolwright('generate');
    expectStatus(result, 1);
    expectText(result.stderr, [
      'error[delivery-schema]: the API server would reject Kustomization/web: metadata.namespace',
      placeIn(dotted, 'flux.system'),
    ]);
    sandbox.write('fleet.yaml', DELIVERED);
    expectStatus(sandbox.poolwright('generate', '--force'), 0);
    const file = 'argocd/dev.yaml';
    sandbox.write(
      file,
      sandbox.read(file).replace('  goTemplate: true', '  goTemplate: "yes"\n  nonsense: 1'),
    );
    const edited = sandbox.poolwright('validate');
    expectStatus(edited, 1);
    expectText(edited.stderr, [
      'ApplicationSet/web-dev: spec.goTemplate',
      'its CRD has no field spec.nonsense',
      placeIn(DELIVERED, '{ repoURL'),
    ]);
  });
});

test('keeps options to what they are for', () =>
  withSandbox(generatedFiles(), (sandbox) => {
    for (const option of ['--var=A=b', '--var-file=x', '--tier=production']) {
      const result = sandbox.poolwright('validate', option);
      expectStatus(result, 2);
      assert.match(result.stderr, 'is only for manifests');
    }
    const wrong = sandbox.poolwright('validate', '--kubernetes', 'new');
    expectStatus(wrong, 2);
    expectText(wrong.stderr, ['new is not a Kubernetes version', 'help: Write --kubernetes 1.34']);
    expectStatus(sandbox.poolwright('validate', '--kubernetes', '1.34'), 0);
  }));

test('a profile of the fleet counts for every command, one of the command line for that run', () => {
  const wide = change(
    FLEET,
    'Terms: [{ tags: { discovery: "${CLUSTER}" } }]\n  env',
    'Terms: [{ tags: { kubernetes.io/cluster/web: owned } }]\n  env',
  );
  const strict = `${wide}  checks: { profile: strict }\n`;
  withSandbox(generatedFiles({ 'fleet.yaml': wide }), (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    expectStatus(sandbox.poolwright('validate'), 0);
    const raised = sandbox.poolwright('validate', '--profile', 'strict');
    expectStatus(raised, 1);
    expectText(raised.stderr, ['error[wide-security-groups]']);
    sandbox.write('fleet.yaml', strict);
    expectStatus(sandbox.poolwright('generate'), 1);
    expectStatus(sandbox.poolwright('validate'), 1);
    expectStatus(sandbox.poolwright('validate', '--profile', 'default'), 0);
  });
});

test('proposes a name with the variable that the field has, where clusters share a finding', () => {
  const arn = change(
    change(FLEET, 'role: karpenter-node-${CLUSTER}', 'role: "arn:aws:iam::111122223333:role/${CLUSTER}"'),
    'dev-1: { variables: { CLUSTER: dev-1 } }',
    'dev-1: { variables: { CLUSTER: dev-1 } }\n        dev-2: { variables: { CLUSTER: dev-2 } }',
  );
  changed(arn, arn, (sandbox) => {
    const { stderr } = sandbox.poolwright('validate');
    expectText(stderr, ['warning[iam-name]', 'clusters dev-1, dev-2', 'help: Write role: ${CLUSTER}']);
    assert.not.match(stderr, 'role: dev-1');
  });
});

test('a name, ID or version that is wrong in a variable is marked at its value, for each cluster', () => {
  const edits: [from: string, to: string][] = [
    ['role: karpenter-node-${CLUSTER}', 'role: ${ROLE}'],
    [
      '  variables:\n',
      '  variables:\n    ROLE: { default: nodes }\n    SUBNET: { default: subnet-0! }\n    AMI: { default: v1 }\n',
    ],
    ['al2023@v20250704', '"al2023@${AMI}"'],
    [
      'subnetSelectorTerms: [{ tags: { discovery: "${CLUSTER}" } }]',
      'subnetSelectorTerms: [{ id: "${SUBNET}" }]',
    ],
    [
      '{ CLUSTER: dev-1 } }\n',
      '{ CLUSTER: dev-1, ROLE: a/nodes } }\n        dev-2: { variables: { CLUSTER: dev-2 } }\n',
    ],
    [
      '{ CLUSTER: prod-1 } }\n',
      '{ CLUSTER: prod-1, ROLE: b/nodes } }\n        prod-2: { variables: { CLUSTER: prod-2, ROLE: c/nodes } }\n        prod-3: { variables: { CLUSTER: prod-3 } }\n',
    ],
  ];
  const fleet = edits.reduce((text, [from, to]) => change(text, from, to), FLEET);
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    const { diagnostics } = JSON.parse(sandbox.poolwright('generate', '--format', 'json').stdout) as {
      diagnostics: Diagnostic[];
    };
    const places = (code: string): string[] =>
      diagnostics
        .filter((one) => one.code === code)
        .map(({ at, clusters, related }) =>
          [`${at?.file}:${at?.line}:${at?.column}`, clusters?.join(), `${related?.[0]?.at.line}`].join(' '),
        );
    const lineOf = (text: string): number => fleet.slice(0, fleet.indexOf(text)).split('\n').length;
    assert.equal(places('iam-name'), [
      `${placeIn(fleet, 'a/nodes')} dev-1 ${lineOf('role: ${ROLE}')}`,
      `${placeIn(fleet, 'b/nodes')} prod-1 ${lineOf('role: ${ROLE}')}`,
      `${placeIn(fleet, 'c/nodes')} prod-2 ${lineOf('role: ${ROLE}')}`,
    ]);
    for (const [code, value] of [
      ['malformed-id', 'subnet-0!'],
      ['ami-version-format', 'v1 }'],
    ] as const)
      assert.ok(places(code)[0]?.startsWith(placeIn(fleet, value)), `${code}: ${places(code)}`);
  });
  // The slash is in the field, so the field is wrong.
  const inField = change(FLEET, 'role: karpenter-node-${CLUSTER}', 'role: nodes/${CLUSTER}');
  withSandbox({ 'fleet.yaml': inField }, (sandbox) =>
    expectText(sandbox.poolwright('generate').stderr, [
      'warning[iam-name]',
      `--> ${placeIn(inField, 'nodes/$')}`,
      'help: Write role: ${CLUSTER}',
    ]),
  );
});

test.run();
