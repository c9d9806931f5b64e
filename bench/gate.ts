// Whole processes of the gate, as a hook starts them: npm run bench -- gate
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { fleetOf } from './fleet.ts';
import { type Measure, measure, NODE, program, row } from './measure.ts';

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const DIFF = ['diff', '--cached', '--no-renames', '--no-ext-diff', '--relative', '--name-only', '-z', '--'];

/** A fleet's text with other limits of one pool in one environment. */
function changed(text: string): string {
  const fleet = parse(text) as {
    spec: { environments: Record<string, { pools?: Record<string, unknown> }> };
  };
  const [environment] = Object.values(fleet.spec.environments);
  if (!environment) throw new Error('the fleet has no environment');
  environment.pools = { ...environment.pools, 'x86-cpu-karpenter': { nodePool: { limits: { cpu: '96' } } } };
  return stringify(fleet);
}

/** Calls `use` with a repository of a fleet in which a change of one environment, with its tree, is staged. */
function withChange(text: string, use: (root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'poolwright-bench-'));
  const git = (...args: string[]) => program('git', args, { cwd: root });
  const commit = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', 'commit', '--quiet'];
  const generate = (fleet: string): void => {
    writeFileSync(join(root, 'fleet.yaml'), fleet);
    program(NODE, [cli, 'generate'], { cwd: root });
    git('add', '.');
  };
  try {
    git('init', '--quiet', '--template=');
    generate(text);
    git(...commit, '-m', 'start');
    generate(changed(text));
    use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function gate(root: string, ...args: string[]): () => void {
  const env = { XDG_CACHE_HOME: join(root, '.git/cache'), POOLWRIGHT_CACHE: 'on' };
  return () => program(NODE, [cli, 'gate', ...args], { cwd: root, env });
}

/** Removes cached results; what Node compiled stays. */
function forget(root: string): void {
  rmSync(join(root, '.git/cache/poolwright/results'), { recursive: true, force: true });
}

function show(measured: Record<string, Measure>): number[] {
  for (const [name, times] of Object.entries(measured)) console.log(row(name, times));
  return Object.values(measured).map(({ median }) => median);
}

function seed(rounds: number): void {
  withChange(fleetOf(4), (root) => {
    const [node = 0, , cached = 0, off = 0, on = 0] = show(
      measure(
        {
          'node -e 0': () => program(NODE, ['-e', '0'], { cwd: root }),
          'git diff --cached': () => program('git', DIFF, { cwd: root }),
          'poolwright gate, 4 clusters, one environment changed': {
            // What is measured below removes results.
            before: gate(root, '--kubeconform', 'off'),
            run: gate(root, '--kubeconform', 'off'),
          },
          'the same, not cached': { before: () => forget(root), run: gate(root, '--kubeconform', 'off') },
          'the same with kubeconform': {
            before: () => forget(root),
            run: gate(root, '--kubeconform', 'require'),
          },
        },
        rounds,
      ),
    );
    console.log(
      `without kubeconform ${(cached / node).toFixed(2)} times node -e 0 when that was checked before, else ${(off / node).toFixed(2)} times; with it ${on.toFixed(0)} ms\n`,
    );
  });
}

function unconcerned(rounds: number): void {
  withChange(fleetOf(4), (root) => {
    program('git', ['reset', '--quiet', '--hard'], { cwd: root });
    writeFileSync(join(root, 'README.md'), readFileSync(new URL('../README.md', import.meta.url)));
    program('git', ['add', 'README.md'], { cwd: root });
    const [node = 0, diff = 0, idle = 0] = show(
      measure(
        {
          'node -e 0': () => program(NODE, ['-e', '0'], { cwd: root }),
          'git diff --cached': () => program('git', DIFF, { cwd: root }),
          'poolwright gate, nothing of the fleet changed': gate(root),
        },
        rounds,
      ),
    );
    console.log(`beyond git's own time ${((idle - diff) / node).toFixed(2)} times node -e 0\n`);
  });
}

function fleet(count: number, rounds: number): void {
  withChange(fleetOf(count), (root) => {
    show(
      measure(
        {
          [`poolwright gate, ${count} clusters, one environment changed`]: gate(root, '--kubeconform', 'off'),
          'the same, not cached': gate(root, '--kubeconform', 'off', '--no-cache'),
          'the same with kubeconform': gate(root, '--kubeconform', 'auto', '--no-cache'),
          'the same, all environments': gate(root, '--kubeconform', 'off', '--all', '--no-cache'),
        },
        rounds,
      ),
    );
  });
}

unconcerned(15);
seed(9);
fleet(1000, 3);
