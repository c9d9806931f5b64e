import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findings, kustomization } from './helper.ts';

const test = suite('dependsOn of hand-written Kustomizations');

const on = (...entries: string[]): string => `\n  dependsOn: [${entries.join(', ')}]`;
const KARPENTER = kustomization('karpenter');

function of(...objects: string[]): string[] {
  return findings({ 'clusters/prod/all.yaml': objects.join('') });
}

test('reports a namespace within the name as an error, with the right form', () => {
  assert.equal(of(kustomization('pools', on('{ name: flux-system/karpenter }')), KARPENTER), [
    'error dependency-not-found clusters/prod/all.yaml:9:23 Flux looks for a Kustomization named "flux-system/karpenter", which cannot exist, so flux-system/pools is never applied | Write name and namespace as two fields: { name: karpenter, namespace: flux-system }',
  ]);
});

test('reports a name that is misspelt, in another namespace, or nowhere', () => {
  const [misspelt = ''] = of(kustomization('pools', on('{ name: karpentr }')), KARPENTER);
  assert.match(
    misspelt,
    /^warning dependency-not-found .*depends on flux-system\/karpentr, which is not.*Did you mean karpenter\?/,
  );
  const [elsewhere = ''] = of(
    kustomization('pools', on('{ name: karpenter }')),
    KARPENTER.replace('flux-system }', 'infra }'),
  );
  assert.match(elsewhere, 'Set namespace: infra, where karpenter is; without it Flux looks in flux-system');
  const [nowhere = ''] = of(kustomization('pools', on('{ name: cilium }')), KARPENTER);
  assert.match(nowhere, 'Correct the name, or also validate the folder that has it');
});

test('is silent for one that is there, in another folder, without a namespace, and for a single file', () => {
  assert.equal(of(kustomization('pools', on('{ name: karpenter }')), KARPENTER), []);
  assert.equal(
    of(
      kustomization('pools', on('{ name: karpenter, namespace: infra }')),
      KARPENTER.replace(', namespace: flux-system', ''),
    ),
    [],
  );
  assert.equal(of(kustomization('pools', on('{ name: cilium }'))), []);
  const files = {
    'a/pools.yaml': kustomization('pools', on('{ name: karpenter }')),
    'b/karpenter.yaml': KARPENTER,
  };
  assert.equal(findings(files), []);
});

test('reports each circle once', () => {
  const circle = of(
    kustomization('a', on('{ name: b }')),
    kustomization('b', on('{ name: c }')),
    kustomization('c', on('{ name: a }')),
    kustomization('d', on('{ name: a }')),
  );
  assert.equal(circle, [
    'error dependency-circle clusters/prod/all.yaml:27:23 flux-system/a depends on flux-system/b depends on flux-system/c depends on flux-system/a: each waits for the next, and none is applied | Remove one of the dependencies',
  ]);
  const [self = '', ...others] = of(kustomization('a', on('{ name: a }')));
  assert.equal(others, []);
  assert.match(self, 'flux-system/a depends on itself, so it is never applied');
});

test('makes no circle of two clusters, nor of a diamond', () => {
  const files = {
    'prod/a.yaml': kustomization('a', on('{ name: b }')) + kustomization('b'),
    'dev/a.yaml': kustomization('b', on('{ name: a }')) + kustomization('a'),
  };
  assert.equal(findings(files), []);
  const diamond = [
    kustomization('a', on('{ name: b }', '{ name: c }')),
    ...['b', 'c'].map((name) => kustomization(name, on('{ name: d }'))),
    kustomization('d'),
  ];
  assert.equal(of(...diamond), []);
});

test('reports a suspended dependency of the same source, without a condition of its own', () => {
  const suspended = kustomization('karpenter', '\n  suspend: true');
  const [found = '', ...others] = of(kustomization('pools', on('{ name: karpenter }')), suspended);
  assert.equal(others, []);
  assert.match(
    found,
    /^warning dependency-suspended clusters\/prod\/all\.yaml:9:23 flux-system\/pools depends on karpenter, which is suspended/,
  );
  for (const pools of [
    kustomization('pools', on('{ name: karpenter, readyExpr: "true" }')),
    kustomization('pools', on('{ name: karpenter }')).replace('name: flux-system }', 'name: other }'),
    kustomization('pools', `${on('{ name: karpenter }')}\n  suspend: true`),
  ])
    assert.equal(of(pools, suspended), [], pools);
});

test.run();
