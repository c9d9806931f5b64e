import { memoryFileSystem } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../../../generator/check/index.ts';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { foldConsequences } from '../../../generator/diagnostics/fold.ts';
import { emit } from '../../../generator/emit/index.ts';
import type { Fleet } from '../../../generator/load/index.ts';
import { emitted, fleetOf, load, type Sections } from './support.ts';

const FLUX = '  flux: { sourceRef: { kind: GitRepository, name: flux-system } }\n';
const ARGOCD = '  argocd: { repoURL: https://git.example.com/a.git }\n';
const SECRETS = '  argocd: { repoURL: https://git.example.com/a.git, generator: clusters }\n';

/** The same values, all of them with each cluster. */
const REPEATED = `  dev:
    clusters:
      dev-1: { variables: { CLUSTER: dev-1, ROLE: nodes } }
      dev-2: { variables: { CLUSTER: dev-2, ROLE: nodes } }
  prod:
    clusters:
      prod-1: { variables: { CLUSTER: prod-1, ROLE: nodes-prod-prod-1 } }
      prod-2: { variables: { CLUSTER: second, ROLE: other } }
`;

/** The same values, each where it belongs. */
const PLACED: Sections = {
  variables: '  CLUSTER: { default: "{cluster}" }\n  ROLE: { default: nodes }\n',
  environments: `  dev:
    clusters:
      dev-1: {}
      dev-2: {}
  prod:
    variables: { ROLE: "nodes-prod-{cluster}" }
    clusters:
      prod-1: {}
      prod-2: { variables: { CLUSTER: second, ROLE: other } }
`,
};

test('a value counts in the cluster, then in the environment, then as default, and what is emitted is the same', () => {
  for (const delivery of [FLUX + ARGOCD, FLUX + SECRETS]) {
    const placed = emitted({ ...PLACED, delivery });
    assert.equal(placed.texts, emit(fleetOf({ environments: REPEATED, delivery })).files);
    assert.equal(placed.findings(), []);
  }
  const { values } = fleetOf(PLACED);
  assert.equal(Object.fromEntries(values), {
    'dev-1': { CLUSTER: 'dev-1', ROLE: 'nodes' },
    'dev-2': { CLUSTER: 'dev-2', ROLE: 'nodes' },
    'prod-1': { CLUSTER: 'prod-1', ROLE: 'nodes-prod-prod-1' },
    'prod-2': { CLUSTER: 'second', ROLE: 'other' },
  });
});

test('the name of the cluster is filled in where many clusters share a value, and nowhere else', () => {
  const environments = '  dev: { clusters: { a: { variables: { ROLE: "{cluster}" } }, b: {} } }\n';
  const { values } = fleetOf({ ...PLACED, environments });
  assert.equal(values.get('a'), { CLUSTER: 'a', ROLE: '{cluster}' });
});

/** What is found, each cause once: `code line:column message (clusters)`. */
function found(fleet: Fleet): string[] {
  const { files } = emit(fleet);
  const tree = memoryFileSystem(Object.fromEntries(files));
  const all = check({ fleet, files: tree, root: '/', today: '2026-01-01', crds: openCrds() });
  return foldConsequences(all)
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ code, at, message, clusters }) =>
        `${code} ${at?.line}:${at?.column} ${message} (${clusters?.join()})`,
    );
}

test('a finding on a value is at the value in force, once for all clusters that have it', () => {
  const pattern = (rest: string): string =>
    `  CLUSTER: { pattern: "[a-z0-9-]+", default: "{cluster}" }\n  ROLE: { ${rest} }\n`;
  const byDefault = { ...PLACED, variables: pattern('pattern: "[a-z{}-]+", default: NODES') };
  assert.equal(found(fleetOf(byDefault)), [
    'variable-pattern-mismatch 8:44 ROLE is "NODES", which does not match its pattern [a-z{}-]+ (dev-1,dev-2)',
    'variable-pattern-mismatch 28:26 ROLE is "nodes-prod-prod-1", which does not match its pattern [a-z{}-]+ (prod-1)',
  ]);
  const damaged = { ...PLACED, variables: pattern('default: "a #b"') };
  assert.equal(
    found(fleetOf(damaged)).map((text) => text.split(' ').slice(0, 2).join(' ')),
    ['invalid-variable-value 8:22'],
  );
  const everywhere = { ...PLACED, variables: pattern('pattern: "[0-9]+", default: nodes') };
  assert.match(
    found(fleetOf(everywhere)).join('\n'),
    /^variable-pattern-mismatch 8:22 no cluster has a value of ROLE/,
  );
});

test('a variable without a value says the three places that can have one', () => {
  const environments =
    '  dev: { clusters: { a: {}, b: {} } }\n  prod: { variables: { ROLE: r }, clusters: { c: {} } }\n';
  const fleet = fleetOf({ variables: '  CLUSTER: { default: "{cluster}" }\n  ROLE: {}\n', environments });
  const { files } = emit(fleet);
  const [only, ...more] = check({
    fleet,
    files: memoryFileSystem(Object.fromEntries(files)),
    root: '/',
    today: '2026-01-01',
    crds: openCrds(),
  }).filter(({ code }) => code === 'undefined-variable');
  assert.is(only?.help, 'Add ROLE to the variables of dev or of each of them, or give it a default');
  assert.equal([only?.clusters, more.length], [['a', 'b'], 0]);
});

test('wrong names, types and defaults that nothing reads are refused', () => {
  const faults = (sections: Sections): string[] =>
    load({ ...PLACED, ...sections }).diagnostics.map(
      ({ code, message, help }) => `${code} ${message}: ${help}`,
    );
  assert.equal(faults({ environments: '  dev: { variables: { ROL: r }, clusters: { a: {} } }\n' }), [
    'unknown-variable unknown variable ROL: Did you mean ROLE?',
  ]);
  assert.match(
    faults({ variables: '  CLUSTER: { default: 0123 }\n  ROLE: {}\n' }).join(),
    /^wrong-type spec.variables.CLUSTER.default is the number 0123, not text: Write it in quotes: "0123". Substitution drops these quotes/,
  );
  assert.match(
    faults({ environments: '  dev: { variables: { ROLE: 12 }, clusters: { a: {} } }\n' }).join(),
    /^wrong-type spec.environments.dev.variables.ROLE is the number 12, not text: Write it in quotes: "12". Substitution/,
  );
  const reads = 'substituteFrom: [{ kind: ConfigMap, name: aws, variables: [ROLE] }]';
  assert.equal(faults({ delivery: FLUX.replace(' }\n', `, ${reads} }\n`).replace('flux: {', 'flux: {') }), [
    'invalid-value the variable ROLE has a default, which Flux prefers to the ConfigMap aws in every cluster: Remove the default of ROLE, or ROLE from the variables of the ConfigMap',
  ]);
});

test('an environment that has a value needs no ConfigMap for it', () => {
  const reads = 'substituteFrom: [{ kind: ConfigMap, name: aws, variables: [ROLE] }]';
  const tree = emitted({
    variables: '  CLUSTER: { default: "{cluster}" }\n  ROLE: { example: nodes }\n',
    environments: '  dev: { variables: { ROLE: r }, clusters: { a: {} } }\n  prod: { clusters: { b: {} } }\n',
    delivery: `  flux: { sourceRef: { kind: GitRepository, name: flux-system }, ${reads} }\n`,
  });
  assert.equal(tree.findings(), []);
  assert.equal(tree.at('clusters/a/flux-kustomization.yaml', 'spec', 'postBuild'), {
    substitute: { CLUSTER: 'a', ROLE: 'r' },
  });
  assert.equal(tree.at('clusters/b/flux-kustomization.yaml', 'spec', 'postBuild'), {
    substitute: { CLUSTER: 'b' },
    substituteFrom: [{ kind: 'ConfigMap', name: 'aws' }],
  });
  assert.equal(
    tree.paths.filter((path) => path.endsWith('.env')),
    ['clusters/a/variables.env'],
  );
});

test.run();
