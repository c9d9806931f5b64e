import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run, type Sandbox } from '../helpers.ts';
import { change, DELIVERED, expectStatus, expectText, FLEET, generatedSandbox, placeIn } from './support.ts';

const test = suite('poolwright validate: other versions, updates, delivery');

function git(sandbox: Sandbox, ...args: string[]): string {
  const identity = [
    '-c',
    'user.name=test',
    '-c',
    'user.email=test@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  const result = run('git', [...identity, ...args], sandbox.root);
  expectStatus(result, 0);
  return result.stdout.trim();
}

/** A repository whose last commit has `before`, generated, and whose folder has `after`. */
function changed(before: string, after: string, work: (sandbox: Sandbox) => void): void {
  const sandbox = generatedSandbox({ 'fleet.yaml': before });
  try {
    expectStatus(sandbox.poolwright('generate'), 0);
    git(sandbox, 'init', '-q', '-b', 'main');
    git(sandbox, 'add', '-A');
    git(sandbox, 'commit', '-q', '-m', 'before');
    sandbox.write('fleet.yaml', after);
    sandbox.poolwright('generate', '--force');
    work(sandbox);
  } finally {
    sandbox.remove();
  }
}

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
      placeIn(newer, '{ enabled'),
      'mend spec.enclaveOptions exists since Karpenter 1.15: raise karpenter, or remove it',
      'mend spec.cpuOptions exists in Karpenter 1.13, and not yet in 1.9: raise karpenter, or remove it',
    ]);
    const unknown = sandbox.poolwright('validate', '--karpenter', '1.15.2');
    expectStatus(unknown, 2);
    expectText(unknown.stderr, ['there are no schemas for Karpenter 1.15.2', 'mend Did you mean 1.15.1?']);
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
    expectText(result.stderr, ['Unsupported value: "Gte"', placeIn(gte, 'Gte')]);
  });
});

test('knows the versions that there are schemas for', () => {
  const sandbox = generatedSandbox({ 'fleet.yaml': change(FLEET, '"1.15"', '"1.51"') });
  try {
    const result = sandbox.poolwright('validate');
    expectStatus(result, 1);
    expectText(result.stderr, [
      'there are no schemas for Karpenter 1.51',
      'mend Use one of: 1.8',
      'fleet.yaml:5:14',
    ]);
  } finally {
    sandbox.remove();
  }
});

test('judges a change as an update of what git has', () => {
  const before = FLEET;
  const after = change(FLEET, 'limits: { cpu: "100" }', 'limits: { nodes: "5" }\n        replicas: 2');
  changed(before, after, (sandbox) => {
    expectStatus(sandbox.poolwright('validate'), 0);
    const result = sandbox.poolwright('validate', '--base', 'main');
    expectStatus(result, 1);
    expectText(result.stderr, [
      'error[update-refused]: as an update of what clusters have',
      'static (replicas set) and dynamic (replicas unset)',
      'at main (',
      'it is absent (fleet.yaml:',
      placeIn(after, '2\n      nodeClass'),
    ]);
  });
});

test('takes a new cluster or pool as new', () => {
  const renamed = FLEET.replaceAll('dev-1', 'dev-2').replaceAll('general', 'special');
  changed(
    FLEET,
    change(renamed, 'limits: { cpu: "100" }', 'limits: { nodes: "5" }\n        replicas: 2'),
    (sandbox) => {
      expectStatus(sandbox.poolwright('validate', '--base', 'HEAD'), 0);
    },
  );
});

test('lets pass what did not change, and warns of it', () => {
  const sandbox = generatedSandbox({ 'fleet.yaml': FLEET });
  try {
    sandbox.write('fleet.yaml', change(FLEET, 'role:', 'instanceProfile: both\n        role:'));
    sandbox.poolwright('generate', '--force');
    git(sandbox, 'init', '-q', '-b', 'main');
    git(sandbox, 'add', '-A');
    git(sandbox, 'commit', '-q', '-m', 'before');
    expectStatus(sandbox.poolwright('validate'), 1);
    const result = sandbox.poolwright('validate', '--base', 'main');
    expectStatus(result, 0);
    expectText(result.stderr, [
      'warning[update-only]: spec: Invalid value: must specify exactly one of',
      'a new cluster would refuse it',
    ]);
  } finally {
    sandbox.remove();
  }
});

test('finds the commit where the branch left its upstream', () => {
  const after = change(FLEET, 'limits: { cpu: "100" }', 'limits: { nodes: "5" }\n        replicas: 2');
  changed(FLEET, after, (sandbox) => {
    const none = sandbox.poolwright('validate', '--base', 'auto');
    expectStatus(none, 2);
    expectText(none.stderr, ['the branch has no upstream to compare with']);
    git(sandbox, 'checkout', '-q', '-b', 'change', '--track', 'main');
    git(sandbox, 'add', '-A');
    git(sandbox, 'commit', '-q', '-m', 'after');
    expectStatus(sandbox.poolwright('validate', '--base', 'auto'), 1);
    expectStatus(sandbox.poolwright('validate', '--base', 'HEAD'), 0);
  });
});

test('says that a revision is not there, or has no fleet to compare with', () => {
  changed(FLEET, FLEET, (sandbox) => {
    const unknown = sandbox.poolwright('validate', '--base', 'mainn');
    expectStatus(unknown, 2);
    expectText(unknown.stderr, ['git has no revision mainn', 'mend Did you mean main?']);
    expectStatus(sandbox.poolwright('validate', '--base', '--output=x'), 2);
    git(sandbox, 'rm', '-q', '--cached', 'fleet.yaml');
    git(sandbox, 'commit', '-q', '-m', 'without');
    expectStatus(sandbox.poolwright('validate', '--base', 'HEAD'), 0);
    sandbox.write('fleet.yaml', 'spec: [');
    git(sandbox, 'add', 'fleet.yaml');
    git(sandbox, 'commit', '-q', '-m', 'broken');
    sandbox.write('fleet.yaml', FLEET);
    const broken = sandbox.poolwright('validate', '--base', 'HEAD');
    expectStatus(broken, 0);
    expectText(broken.stderr, ['warning[base-unreadable]: updates are not checked']);
  });
  const outside = generatedSandbox();
  try {
    const result = outside.poolwright('validate', '--base', 'main');
    expectStatus(result, 3);
    expectText(result.stderr, ['is in no git repository']);
  } finally {
    outside.remove();
  }
});

test('reads the fleet of a subfolder', () => {
  const sandbox = generatedSandbox();
  try {
    git(sandbox, 'init', '-q', '-b', 'main');
    const folder = `${sandbox.root}/deep/fleet`;
    for (const path of ['fleet.yaml', 'base', 'overlays', 'clusters']) {
      run('mkdir', ['-p', folder], sandbox.root);
      run('mv', [path, folder], sandbox.root);
    }
    git(sandbox, 'add', '-A');
    git(sandbox, 'commit', '-q', '-m', 'before');
    const after = change(FLEET, 'limits: { cpu: "100" }', 'limits: { nodes: "5" }\n        replicas: 2');
    sandbox.write('deep/fleet/fleet.yaml', after);
    sandbox.poolwright('generate', '--cwd', 'deep/fleet');
    expectStatus(sandbox.poolwright('validate', '--cwd', 'deep/fleet', '--base', 'main'), 1);
  } finally {
    sandbox.remove();
  }
});

test('judges what delivers the objects by its own CRD, told where delivery has it', () => {
  const labelled = change(DELIVERED, 'dev-1: { variables', 'dev-1: { labels: { team: "a team" }, variables');
  const sandbox = generatedSandbox({ 'fleet.yaml': labelled });
  try {
    const result = sandbox.poolwright('generate');
    expectStatus(result, 1);
    expectText(result.stderr, [
      'error[delivery-schema]: the API server would refuse Kustomization/web: metadata.labels',
      placeIn(labelled, '{ team'),
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
  } finally {
    sandbox.remove();
  }
});

test('keeps options to what they are for', () => {
  const sandbox = generatedSandbox();
  try {
    for (const option of ['--var=A=b', '--var-file=x', '--tier=production']) {
      const result = sandbox.poolwright('validate', option);
      expectStatus(result, 2);
      assert.match(result.stderr, 'is for manifests');
    }
    const wrong = sandbox.poolwright('validate', '--kubernetes', 'new');
    expectStatus(wrong, 2);
    expectText(wrong.stderr, ['new is no version of Kubernetes', 'mend Write --kubernetes 1.34']);
    expectStatus(sandbox.poolwright('validate', '--kubernetes', '1.34'), 0);
  } finally {
    sandbox.remove();
  }
});

test.run();
