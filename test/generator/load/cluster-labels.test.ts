import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { load } from '../emit/support.ts';

const test = suite('labels of clusters and of steps');

/** `SEVERITY message (line)` of what is reported of a fleet whose cluster prod-1 has these labels. */
function withLabels(labels: string, delivery?: string): string[] {
  const environments = `  prod:
    clusters:
      prod-1:
        variables: { CLUSTER: a, ROLE: b }
        labels: { ${labels} }
`;
  const { diagnostics } = load({ environments, ...(delivery === undefined ? {} : { delivery }) });
  return diagnostics.map(({ severity, message, at }) => `${severity} ${message} (${at?.line})`);
}

function withStep(expression: string): string[] {
  const { diagnostics } = load({
    delivery: `  argocd:
    repoURL: https://git.example.com/fleet.git
    generator: clusters
    rollingSync:
      steps:
        - matchExpressions: [{ ${expression} }]
`,
  });
  return diagnostics.map(({ severity, message, at }) => `${severity} ${message} (${at?.line})`);
}

test('labels of Poolwright, Argo CD and Flux are an error at their line', () => {
  for (const [key, owner] of [
    ['test.poolwright.dev/environment', 'Poolwright'],
    ['test.poolwright.dev/cluster', 'Poolwright'],
    ['other.poolwright.dev/cluster', 'Poolwright'],
    ['argocd.argoproj.io/secret-type', 'Argo CD'],
    ['kustomize.toolkit.fluxcd.io/name', 'Flux'],
    ['kustomize.toolkit.fluxcd.io/namespace', 'Flux'],
  ])
    assert.equal(withLabels(`${key}: dev`), [
      `error the cluster prod-1 cannot declare the label ${key}: ${owner} sets it (27)`,
    ]);
  for (const key of ['ring', 'example.com/cluster', 'mypoolwright.dev/cluster', 'argocd.argoproj.io/team'])
    assert.equal(withLabels(`${key}: dev`), [], key);
});

test('the label of a shard is Poolwright’s where it has shards, and otherwise the cluster’s', () => {
  const hub = (more: string): string =>
    `  flux:\n    sourceRef: { kind: GitRepository, name: fleet }\n    hub: { kubeConfig: { secretRef: { name: "{cluster}-kubeconfig" } } }\n${more}`;
  assert.equal(withLabels('sharding.fluxcd.io/key: shard1', hub('    shards: 2\n')), [
    'error the cluster prod-1 cannot declare the label sharding.fluxcd.io/key: Poolwright sets it (27)',
  ]);
  assert.equal(withLabels('sharding.fluxcd.io/key: shard1', hub('')), []);
});

test('keys are what Kubernetes accepts', () => {
  const rule = (key: string): string | undefined => withLabels(`? "${key}" : x`)[0];
  const name = 'n'.repeat(63);
  const domain = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(62)).join('.');
  for (const key of [name, 'A.b_c-d', `example.com/${name}`, `${domain}/ring`])
    assert.is(rule(key), undefined, key);
  const faults: [string, string][] = [
    [`${name}n`, 'its name has 64 characters, more than 63'],
    ['a/b/c', 'it has more than one "/"'],
    ['example.com/', 'it has no name'],
    ['', 'it has no name'],
    ['Example.com/ring', '"Example.com" is not a domain'],
    ['/ring', '"" is not a domain'],
    [`abc.${domain}/ring`, `its domain has ${domain.length + 4} characters, more than 253`],
    ['my ring', '"my ring" is not a name'],
    ['-ring', '"-ring" is not a name'],
  ];
  for (const [key, fault] of faults) {
    assert.match(rule(key) ?? '', `error the label "${key}" of prod-1: ${fault}`);
    if (key !== '')
      assert.match(
        withStep(`key: "${key}", operator: In, values: [a]`)[0] ?? '',
        `the key "${key}" of step 1: ${fault}`,
      );
  }
});

test('values are what Kubernetes accepts', () => {
  assert.equal(withLabels(`ring: "", team: A_b.c-1, x: ${'v'.repeat(63)}`), []);
  assert.match(withLabels('ring: "the rest!"')[0] ?? '', 'it takes letters, digits, "-", "_" and "."');
  assert.match(withLabels(`ring: ${'v'.repeat(64)}`)[0] ?? '', '63 characters');
  const values = (list: string): string[] => withStep(`key: ring, operator: NotIn, values: [${list}]`);
  assert.equal(values('"", a-b'), []);
  assert.match(values('"the rest!"')[0] ?? '', 'it takes letters, digits, "-", "_" and "."');
  assert.match(values('v'.repeat(64))[0] ?? '', '63 characters');
});

test('steps select by labels that clusters declare or Poolwright gives them', () => {
  const key = (text: string): string[] => withStep(`key: ${text}, operator: NotIn, values: [a]`);
  for (const fine of ['ring', 'test.poolwright.dev/cluster', 'test.poolwright.dev/environment'])
    assert.equal(key(fine), [], fine);
  assert.match(
    key('argocd.argoproj.io/secret-type')[0] ?? '',
    'step 1 cannot select clusters by argocd.argoproj.io/secret-type: Argo CD sets it',
  );
  for (const wrong of ['other.poolwright.dev/cluster', 'test.poolwright.dev/CLUSTER'])
    assert.match(key(wrong)[0] ?? '', `cannot select clusters by ${wrong}: Poolwright sets it`);
});

test.run();
