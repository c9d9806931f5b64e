import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { change, FLEET, generatedFiles, placeIn } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { expectRefusal } from './support.ts';

const test = suite('bad fleet');

const ENVIRONMENTS = FLEET.slice(FLEET.indexOf('  environments:'));
const LIMITS = 'limits: { cpu: "100" }';

test('all problems of shape are reported at once, in the order of the file', () => {
  let fleet = change(FLEET, 'karpenter:', 'karpentr:');
  fleet = change(fleet, LIMITS, 'limit: { cpu: "100" }');
  fleet = change(fleet, 'values: [on-demand]', 'values: on-demand');
  fleet = change(fleet, 'operator: In', 'operator: in');
  expectRefusal(fleet, {
    status: 2,
    says: [
      placeIn(fleet, 'karpentr'),
      'help: Did you mean karpenter?',
      placeIn(fleet, 'limit:'),
      'help: Did you mean limits?',
      `spec.pools.general.nodePool.template.spec.requirements[0].values is the text "on-demand", not a list\n  --> ${placeIn(fleet, 'on-demand')}`,
      `${placeIn(fleet, 'in,')}`,
      'help: Did you mean In?',
      'the fleet has no spec.karpenter',
      '5 errors',
    ],
  });
});

test('text without quotes that YAML reads as a number or truth', () => {
  for (const value of ['012345678901', '1e3', 'true', '0x1F']) {
    const fleet = change(FLEET, 'CLUSTER: dev-1', `CLUSTER: ${value}`);
    expectRefusal(fleet, {
      status: 2,
      says: ['error[wrong-type]', placeIn(fleet, `${value} } }`), 'not text', 'help: Write it in quotes'],
    });
  }
});

test('fields that are left empty', () => {
  for (const [from, to, name] of [
    [
      '    dev:\n      clusters:\n        dev-1: { variables: { CLUSTER: dev-1 } }\n',
      '    dev:\n',
      'spec.environments.dev',
    ],
    ['dev-1: { variables: { CLUSTER: dev-1 } }', 'dev-1:', 'spec.environments.dev.clusters.dev-1'],
  ] as const) {
    expectRefusal(change(FLEET, from, to), {
      status: 2,
      says: [
        `error[wrong-type]: ${name} is empty, not a mapping`,
        `help: Give it a value, write ${name.slice(name.lastIndexOf('.') + 1)}: {} for an empty mapping, or remove the key`,
      ],
    });
  }
});

test('a number beyond 2^53', () => {
  const fleet = change(FLEET, LIMITS, 'weight: 9007199254740993');
  expectRefusal(fleet, {
    status: 2,
    says: ['error[invalid-value]: the number has more digits', placeIn(fleet, '9007199254740993')],
  });
});

test('keys that JavaScript has a meaning for', () => {
  const fleet = change(FLEET, LIMITS, 'limits: { __proto__: "1" }');
  expectRefusal(fleet, {
    status: 2,
    says: ['the key __proto__ is not allowed', placeIn(fleet, '__proto__')],
  });
  const override = change(FLEET, '    prod:\n', '    prod:\n      pools: { constructor: {} }\n');
  expectRefusal(override, { status: 2, says: ['error[unknown-pool]: unknown pool constructor'] });
});

test('names that are not DNS labels, each with a help', () => {
  let fleet = change(FLEET, '    general:', '    GPU_Pool:');
  fleet = change(fleet, '        prod-1:', '        Prod.One:');
  expectRefusal(fleet, {
    status: 2,
    says: [
      `the pool name "GPU_Pool" is not a DNS label`,
      placeIn(fleet, 'GPU_Pool'),
      'help: Name it gpu-pool',
      placeIn(fleet, 'Prod.One'),
      'help: Name it prod-one',
      '2 errors',
    ],
  });
});

test('a pool is left out and patched in two files', () => {
  withSandbox(
    generatedFiles({
      'more/a.yaml': 'spec:\n  environments:\n    prod:\n      pools:\n        general: false\n',
      'more/b.yaml':
        'spec:\n  environments:\n    prod:\n      pools:\n        general: { nodePool: { weight: 1 } }\n',
    }),
    (sandbox) => {
      expectRefusal(
        change(FLEET, 'spec:\n  karpenter', 'include: [more/*.yaml]\nspec:\n  karpenter'),
        {
          status: 2,
          says: [
            'error[duplicate-declaration]: spec.environments.prod.pools.general',
            'more/b.yaml:5:9',
            'see  more/a.yaml:5:9',
          ],
        },
        sandbox,
      );
    },
  );
});

test('two clusters of one name', () => {
  const fleet = change(FLEET, 'prod-1: {', 'dev-1: {');
  expectRefusal(fleet, {
    status: 2,
    says: [
      'error[duplicate-cluster]',
      'fleet.yaml:27:9',
      'see  fleet.yaml:24:9',
      'help: Give each cluster a name',
    ],
  });
});

test('a patch of a shared node class in the wrong place, and one that is missing', () => {
  const whole = change(
    FLEET,
    '      nodeClass:\n',
    '      nodeClass: shared\n  nodeClasses:\n    shared:\n      nodeClass:\n',
  );
  const fleet = change(
    whole,
    '    prod:\n',
    '    prod:\n      pools: { general: { nodeClass: { amiFamily: AL2023 } } }\n',
  );
  expectRefusal(fleet, {
    status: 2,
    says: [
      'error[misplaced-override]',
      placeIn(fleet, 'nodeClass: { amiFamily'),
      'help: Patch it under environments.prod.nodeClasses.shared',
    ],
  });
  const out = change(
    fleet,
    'pools: { general: { nodeClass: { amiFamily: AL2023 } } }',
    'nodeClasses: { shared: false }',
  );
  expectRefusal(out, {
    status: 2,
    says: ['error[excluded-dependency]: prod excludes the node class shared'],
  });
});

test('paths that leave the repository', () => {
  const delivery = `  delivery:
    flux: { sourceRef: { kind: GitRepository, name: f }, path: a/../../b }
    argocd: { repoURL: https://git.example.com/web.git, path: ../c }
  workloads: [../*.yaml, /etc/*.yaml]
`;
  const fleet = FLEET + delivery;
  expectRefusal(fleet, {
    status: 2,
    says: [
      placeIn(fleet, 'a/../../b'),
      placeIn(fleet, '../c'),
      placeIn(fleet, '../*.yaml'),
      placeIn(fleet, '/etc/*'),
      '4 errors',
    ],
  });
  const include = change(FLEET, 'kind: Fleet\n', 'kind: Fleet\ninclude: [../*.yaml, C:\\x.yaml]\n');
  expectRefusal(include, {
    status: 2,
    says: ['error[path-escapes-repository]', placeIn(include, '../*'), placeIn(include, 'C:'), '2 errors'],
  });
});

test('a symbolic link that leaves the repository', () => {
  const outside = mkdtempSync(join(tmpdir(), 'poolwright-outside-'));
  writeFileSync(join(outside, 'part.yaml'), 'spec: { environments: { stage: {} } }\n');
  withSandbox(generatedFiles(), (sandbox) => {
    symlinkSync(outside, join(sandbox.root, 'parts'));
    const fleet = change(FLEET, 'kind: Fleet\n', 'kind: Fleet\ninclude: [parts/part.yaml]\n');
    expectRefusal(
      fleet,
      {
        status: 2,
        says: ['error[path-escapes-repository]: the path parts/part.yaml leaves', placeIn(fleet, 'parts/')],
      },
      sandbox,
    );
    rmSync(outside, { recursive: true });
  });
});

test('a JSON6902 operation that does not apply, and copies that grow without end', () => {
  const patched = (operations: string): string =>
    change(
      FLEET,
      '    prod:\n',
      `    prod:\n      pools: { general: { nodePoolJson6902: [${operations}] } }\n`,
    );
  const fleet = patched('{ op: remove, path: /spec/nothing }');
  expectRefusal(fleet, {
    status: 2,
    says: [
      'error[json6902-failed]: the operation remove /spec/nothing cannot be applied',
      placeIn(fleet, '{ op: remove'),
      'environment prod',
    ],
  });
  const list = '/spec/template/spec/requirements';
  const copies = Array(60).fill(`{ op: copy, from: ${list}, path: ${list}/- }`).join(', ');
  expectRefusal(patched(copies), { status: 2, says: ['grows beyond 100000 values'] });
});

test('a Karpenter version without schemas, and one that is not text', () => {
  const fleet = change(FLEET, 'karpenter: "1.15"', 'karpenter: "1.99"');
  expectRefusal(fleet, {
    status: 1,
    says: [
      'error[unknown-karpenter-version]: Poolwright has no schemas for Karpenter 1.99',
      placeIn(fleet, '"1.99"'),
      'help: Use a version from 1.8 to 1.15',
    ],
  });
  expectRefusal(change(FLEET, 'karpenter: "1.15"', 'karpenter: 1.15'), {
    status: 2,
    says: ['error[wrong-type]', 'help: Write it in quotes'],
  });
});

test('a rule of the CRD that one environment breaks', () => {
  const broken = '{ key: karpenter.sh/capacity-type, operator: In, values: [] }';
  const fleet = change(
    FLEET,
    '    prod:\n',
    `    prod:\n      pools:\n        general: { nodePool: { template: { spec: { requirements: [${broken}] } } } }\n`,
  );
  expectRefusal(fleet, {
    status: 1,
    says: [
      "error[crd-rule]: spec.template.spec.requirements: Invalid value: requirements with operator 'In' must have a value defined",
      placeIn(fleet, broken),
      'in   NodePool/general spec.template.spec.requirements[0], environment prod, cluster prod-1',
      '1 error\n',
      'nothing was written',
    ],
  });
});

test('a rule over fields that are absent points at the node class, not at its pool', () => {
  const fleet = change(FLEET, '        role: karpenter-node-${CLUSTER}\n', '');
  expectRefusal(fleet, {
    status: 1,
    says: [
      "must specify exactly one of ['role', 'instanceProfile']",
      placeIn(fleet, 'nodeClass:'),
      'in   EC2NodeClass/general spec.role',
      'help: Set role to the name of the IAM role of the nodes',
    ],
  });
});

test('an environment without a cluster is checked as far as it can be', () => {
  const fleet = `${FLEET}    next:
      pools:
        general: { nodePool: { template: { spec: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [] }] } } } }
`;
  expectRefusal(fleet, { status: 1, says: ['error[crd-rule]', 'environment next\n', '1 error\n'] });
  withSandbox(generatedFiles({ 'fleet.yaml': `${FLEET}    next: {}\n` }), (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
  });
});

test('an environment without any pool is a warning, and all three deliveries agree on nothing', () =>
  withSandbox(
    generatedFiles({
      'fleet.yaml': `${change(FLEET, '    prod:\n', '    prod:\n      pools: { general: false }\n')}  delivery:
    flux: { sourceRef: { kind: GitRepository, name: f } }
    argocd: { repoURL: https://git.example.com/web.git }
`,
    }),
    (sandbox) => {
      const result = sandbox.poolwright('generate');
      expectStatus(result, 0);
      expectText(result.stderr, [
        'warning[excluded-dependency]: prod excludes every pool',
        'fleet.yaml:25:5',
        '1 warning',
      ]);
    },
  ));

test('a fleet without environments, pools or spec', () => {
  expectRefusal(change(FLEET, ENVIRONMENTS, ''), {
    status: 2,
    says: ['the fleet has no spec.environments', 'fleet.yaml:4:1'],
  });
  expectRefusal('apiVersion: poolwright.dev/v1alpha1\nkind: Fleet\nmetadata: { name: web }\n', {
    status: 2,
    says: [
      'the fleet has no spec.karpenter',
      'the fleet has no spec.pools',
      'the fleet has no spec.environments',
    ],
  });
  expectRefusal(change(FLEET, 'kind: Fleet', 'kind: Deployment'), {
    status: 2,
    says: ['error[invalid-value]', 'help: Use one of: Fleet'],
  });
});

test.run();
