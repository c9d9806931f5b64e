import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CLASS, importFiles, POOL, specOf } from './helper.ts';

const test = suite('what replaces the Flux Kustomizations of an import');

const POOLS = { 'infra/pools.yaml': `${POOL}---\n${CLASS}` };

function flux(more = 'prune: true', name = 'pools', path = './infra'): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 1h, path: ${path}, ${more}, sourceRef: { kind: GitRepository, name: flux-system } }
`;
}

/** One file for each of two clusters. */
const both = (place: (cluster: string) => string, text = flux()): Record<string, string> =>
  Object.fromEntries(['eu-prod', 'us-dev'].map((cluster) => [place(cluster), text]));
const BELOW = both((cluster) => `flux/clusters/${cluster}/apps/k.yaml`);
const BOOTSTRAP = Object.fromEntries(
  ['eu-prod', 'us-dev'].map((cluster) => [
    `flux/clusters/${cluster}/flux-system/gotk-sync.yaml`,
    flux('prune: true', 'flux-system', `./flux/clusters/${cluster}`),
  ]),
);

const CASES: [what: string, files: Record<string, string>, output: unknown, found: string[]][] = [
  ['below a folder of each cluster', BELOW, { clusters: 'flux/clusters' }, []],
  ['below the folder that bootstrap names', { ...BELOW, ...BOOTSTRAP }, { clusters: 'flux/clusters' }, []],
  ['in the usual folders', both((cluster) => `clusters/${cluster}/k.yaml`), undefined, []],
  [
    'in folders that overlays would be in',
    both((cluster) => `overlays/${cluster}/k.yaml`),
    {
      clusters: 'overlays',
      base: 'poolwright/base',
      overlays: 'poolwright/overlays',
      argocd: 'poolwright/argocd',
    },
    [],
  ],
  [
    'at the top',
    both((cluster) => `${cluster}/k.yaml`),
    undefined,
    ['delivery-moved eu-prod/k.yaml:3', 'delivery-moved us-dev/k.yaml:3'],
  ],
  [
    'at the top, without pruning',
    both((cluster) => `${cluster}/k.yaml`, flux('prune: false')),
    undefined,
    [],
  ],
  [
    'at the top, suspended',
    both((cluster) => `${cluster}/k.yaml`, flux('prune: true, suspend: true')),
    undefined,
    [],
  ],
  [
    'at the top, with more than pools',
    {
      ...both((cluster) => `${cluster}/k.yaml`),
      'infra/more.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: more }\ndata: { a: b }\n',
    },
    undefined,
    [],
  ],
  [
    'in a folder that another Kustomization applies apart',
    {
      ...BELOW,
      'flux/clusters/eu-prod/apps.yaml': flux('prune: true', 'apps', './flux/clusters/eu-prod/apps'),
    },
    { clusters: 'flux/clusters' },
    ['delivery-moved flux/clusters/eu-prod/apps/k.yaml:3'],
  ],
  [
    'beside a list of what is applied',
    {
      ...BELOW,
      'flux/clusters/eu-prod/kustomization.yaml': 'resources: [apps/k.yaml, mine.yaml]\n',
      'flux/clusters/eu-prod/mine.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: mine }\ndata: { a: b }\n',
    },
    { clusters: 'flux/clusters' },
    ['delivery-moved flux/clusters/eu-prod/apps/k.yaml:3'],
  ],
];

for (const [what, files, output, found] of CASES)
  test(`${what}: ${found.join(', ') || 'replaced where they are'}`, () => {
    const result = importFiles({ ...POOLS, ...files });
    assert.equal(specOf(result).output, output);
    const replaced = result.diagnostics.filter(({ code }) => code.startsWith('delivery-'));
    assert.equal(
      replaced.map(({ code, at }) => `${code} ${at?.file}:${at?.line}`),
      found,
    );
    for (const { message, help } of replaced) {
      assert.match(message, 'every NodePool that it applied, once');
      assert.ok(help);
    }
  });

test('a fleet of another name', () => {
  const { diagnostics } = importFiles({ ...POOLS, ...BELOW }, { paths: ['.'], name: 'store' });
  const [first, second] = diagnostics.filter(({ code }) => code === 'delivery-renamed');
  assert.match(first?.message ?? '', 'the generated one is Kustomization/store');
  assert.ok(second);
});

test.run();
