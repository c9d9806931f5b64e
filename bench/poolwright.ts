// Whole processes against the chain they replace, in one run: npm run bench -- poolwright
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { fleetOf } from './support/fleet.ts';
import { CLI, measure, NODE, peakMemory, program, show } from './support/measure.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const schemas = `${project}schemas/karpenter/1.15.1/{{ .ResourceKind }}-{{ .Group }}-{{ .ResourceAPIVersion }}.json`;

/** kubeconform itself, built once from the module that packages/kubeconform-wasm pins. */
function kubeconform(): string {
  const file = join(project, '.cache/bin/kubeconform');
  if (!existsSync(file)) {
    mkdirSync(join(project, '.cache/bin'), { recursive: true });
    const args = ['build', '-mod=mod', '-o', file, 'github.com/yannh/kubeconform/cmd/kubeconform'];
    program('go', args, { cwd: join(project, 'test/oracles/kubeconform') });
  }
  return file;
}

interface Cluster {
  name: string;
  environment: string;
  variables: Record<string, string>;
}

function clustersOf(fleet: string): Cluster[] {
  const { spec } = parse(fleet) as {
    spec: {
      environments: Record<string, { clusters: Record<string, { variables: Record<string, string> }> }>;
    };
  };
  return Object.entries(spec.environments).flatMap(([environment, { clusters }]) =>
    Object.entries(clusters).map(([name, { variables }]) => ({ name, environment, variables })),
  );
}

/** kubectl kustomize | envsubst | kubeconform for one cluster. */
function chain(root: string, validator: string, cluster: Cluster): void {
  const pipeline = 'set -o pipefail; kubectl kustomize "$0" | envsubst | "$1" -strict -schema-location "$2"';
  program('bash', ['-c', pipeline, `overlays/${cluster.environment}`, validator, schemas], {
    cwd: root,
    env: cluster.variables,
  });
}

function poolwright(root: string, ...args: string[]): { stdout: string; stderr: string } {
  // The cache of this fleet alone: what Node compiled stays, where a bench removes results.
  const env = { XDG_CACHE_HOME: join(root, 'cache'), POOLWRIGHT_CACHE: 'on' };
  return program(NODE, [CLI, ...args, '--cwd', root], { env });
}

/** Memory, where there is such a folder: the time a disk takes for two thousand new files varies by more than what is measured. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

function withFleet(text: string, use: (root: string) => void, above = MEMORY): void {
  const root = mkdtempSync(join(above, 'poolwright-bench-'));
  try {
    writeFileSync(join(root, 'fleet.yaml'), text);
    use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function seed(validator: string, rounds: number): void {
  const clusters = clustersOf(fleetOf(4));
  withFleet(fleetOf(4), (root) => {
    poolwright(root, 'generate');
    const [node, help, instances, cached, fresh, all, theirs] = show(
      measure(
        {
          'node -e 0': () => program(NODE, ['-e', '0']),
          'poolwright --help': () => program(NODE, [CLI, '--help']),
          'poolwright instances, 4 clusters': () => poolwright(root, 'instances'),
          'poolwright validate, 4 clusters, checked before': {
            // What is measured below removes results.
            before: () => poolwright(root, 'validate'),
            run: () => poolwright(root, 'validate'),
          },
          'the same, not cached': {
            before: () => rmSync(join(root, 'cache/poolwright/results'), { recursive: true, force: true }),
            run: () => poolwright(root, 'validate', '--kubeconform', 'off'),
          },
          'the same, and kubeconform started': () => poolwright(root, 'validate', '--no-cache'),
          'kubectl kustomize | envsubst | kubeconform, 4 clusters': () => {
            for (const cluster of clusters) chain(root, validator, cluster);
          },
        },
        rounds,
      ),
    );
    console.log(
      [
        `--help takes ${ratio(help, node)} of node -e 0, instances ${ratio(instances, node)}; validate ${ratio(cached, node)} of it where nothing changed since the last check,`,
        `${ratio(fresh, node)} of it not cached, with kubeconform ${ratio(all, node)}; ${ratio(cached, theirs)} to ${ratio(all, theirs)} of the chain\n`,
      ].join('\n'),
    );
  });
}

function fleet(validator: string, count: number, rounds: number): void {
  const clusters = clustersOf(fleetOf(count));
  withFleet(fleetOf(count), (root) => {
    let memory = '';
    const [generate = 0, validate = 0, , one = 0] = show(
      measure(
        {
          [`poolwright generate, ${count} clusters, nothing there yet`]: {
            before: () => removeTree(root),
            run: () => {
              memory = peakMemory(poolwright(root, 'generate', '--no-cache', '--timing').stderr);
            },
          },
          [`poolwright validate, ${count} clusters`]: () => poolwright(root, 'validate', '--no-cache'),
          'the same, checked before': () => poolwright(root, 'validate'),
          'kubectl kustomize | envsubst | kubeconform, 1 cluster': () =>
            chain(root, validator, clusters[0] as Cluster),
        },
        rounds,
      ),
    );
    const ours = generate + validate;
    console.log(
      `generate and validate ${(ours / 1000).toFixed(2)} s, peak ${memory}; the chain for ${count} clusters ${((one * count) / 1000).toFixed(1)} s, ${((one * count) / ours).toFixed(0)} times as long\n`,
    );
  });
}

/** What the disk below the temporary folder adds. */
function onDisk(count: number, rounds: number): void {
  withFleet(
    fleetOf(count),
    (root) => {
      show(
        measure(
          {
            'the same generate on disk': {
              before: () => removeTree(root),
              run: () => poolwright(root, 'generate', '--no-cache'),
            },
            'and once more, nothing to change': () => poolwright(root, 'generate'),
          },
          rounds,
        ),
      );
    },
    tmpdir(),
  );
}

function removeTree(root: string): void {
  for (const folder of ['base', 'overlays', 'clusters', 'argocd'])
    rmSync(join(root, folder), { recursive: true, force: true });
}

function ratio(a = 0, b = 1): string {
  return `${(a / b).toFixed(2)} times`;
}

const validator = kubeconform();
seed(validator, 15);
fleet(validator, 1000, 5);
onDisk(1000, 5);
