import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../../support/fleets.ts';
import { git, init } from '../../support/git.ts';
import { expectStatus, expectText } from '../../support/run.ts';
import { withSandbox } from '../../support/sandbox.ts';
import { emitted, load, onlyFault } from './support.ts';

const test = suite('what delivers an environment');

const FLUX = '  flux: { sourceRef: { kind: GitRepository, name: fleet } }\n';
const ARGOCD = '  argocd: { repoURL: https://git.example.com/fleet.git }\n';
const environments = (dev: string, prod: string): string => `  dev:
    delivery: ${dev}
    clusters:
      dev-1: { variables: { CLUSTER: dev-1, ROLE: nodes } }
  prod:
    delivery: ${prod}
    clusters:
      prod-1: { variables: { CLUSTER: prod-1, ROLE: nodes } }
`;
const generated = (dev: string, prod: string): string[] => {
  const tree = emitted({ environments: environments(dev, prod), delivery: FLUX + ARGOCD });
  assert.equal(tree.findings(), []);
  return tree.paths.filter((path) => /^(argocd|clusters)/.test(path));
};

test('each environment has the files of what delivers it, and envsubst its values', () => {
  assert.equal(generated('[argocd]', '[flux]'), [
    'argocd/dev.yaml',
    'clusters/dev-1/variables.env',
    'clusters/prod-1/flux-kustomization.yaml',
    'clusters/prod-1/variables.env',
  ]);
  assert.equal(generated('[flux, argocd]', '[]'), [
    'argocd/dev.yaml',
    'clusters/dev-1/flux-kustomization.yaml',
    'clusters/dev-1/variables.env',
    'clusters/prod-1/variables.env',
  ]);
});

test('a value from a ConfigMap is missing only where Argo CD delivers', () => {
  const sections = (prod: string) => ({
    variables: '  CLUSTER: {}\n  ROLE: { example: nodes }\n',
    environments: change(environments('[argocd]', prod), 'prod-1, ROLE: nodes', 'prod-1'),
    delivery: `${change(FLUX, ' }\n', ', substituteFrom: [{ kind: ConfigMap, name: facts, variables: [ROLE] }] }\n')}${ARGOCD}`,
  });
  assert.equal(emitted(sections('[flux]')).findings(), []);
  assert.ok(emitted(sections('[flux, argocd]')).findings().length > 0);
});

test('an environment names what the fleet declares', () => {
  assert.match(
    onlyFault({ environments: environments('[argocd]', '[flux]'), delivery: ARGOCD }),
    'the environment prod is delivered by flux, and spec.delivery does not declare flux',
  );
});

test('protect has an effect where something delivers', () => {
  const idle = (delivery: string): number =>
    load({
      environments: change(
        environments('[argocd]', delivery),
        `delivery: ${delivery}\n    clusters:\n      prod`,
        `delivery: ${delivery}\n    protect: true\n    clusters:\n      prod`,
      ),
      delivery: FLUX + ARGOCD,
    }).diagnostics.length;
  assert.is(idle('[]'), 1);
  assert.is(idle('[flux]'), 0);
});

test('the plan of a removed cluster names what delivered it, and no other', () => {
  const fleet = `apiVersion: poolwright.dev/v1alpha1
kind: Fleet
metadata: { name: web }
spec:
  karpenter: "1.15"
  pools:
    general:
      nodePool:
        template: { spec: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }] } }
        limits: { cpu: "100" }
      nodeClass:
        role: nodes
        amiSelectorTerms: [{ alias: al2023@v20250704 }]
        subnetSelectorTerms: [{ id: subnet-0123 }]
        securityGroupSelectorTerms: [{ id: sg-0123 }]
  environments:
    dev: { delivery: [argocd], clusters: { dev-1: {}, dev-2: {} } }
    prod: { delivery: [flux], clusters: { prod-1: {}, prod-2: {} } }
  delivery:
    flux: { sourceRef: { kind: GitRepository, name: fleet } }
    argocd: { repoURL: https://git.example.com/fleet.git }
`;
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    init(sandbox.root);
    expectStatus(sandbox.poolwright('generate'), 0);
    git(sandbox.root, 'add', '.');
    git(sandbox.root, 'commit', '-qm', 'Declare pools');
    sandbox.write('fleet.yaml', change(change(fleet, ', dev-2: {}', ''), ', prod-2: {}', ''));
    const { stdout } = sandbox.poolwright('plan', '--base', 'HEAD');
    const [dev = '', prod = ''] = stdout.split('prod: ');
    expectText(dev, ['Application/web-{cluster} is deleted']);
    expectText(prod, ['Kustomization/web is deleted']);
    assert.not.match(dev, 'Kustomization/');
    assert.not.match(prod, 'Application/');
  });
});

test.run();
