// Whole processes of the gate, as a hook starts them: npm run bench -- gate
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { fleetOf } from './support/fleet.ts';
import { CLI, measure, NODE, program, show } from './support/measure.ts';
import { type ChangedRepository, withChange } from './support/repository.ts';

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
function withStaged(clusters: number, use: (repository: ChangedRepository) => void): Promise<void> {
  const text = fleetOf(clusters);
  return withChange(text, changed(text), use);
}

function gate(root: string, ...args: string[]): () => void {
  const env = { XDG_CACHE_HOME: join(root, '.git/cache'), POOLWRIGHT_CACHE: 'on' };
  return () => program(NODE, [CLI, 'gate', ...args], { cwd: root, env });
}

/** Removes cached results; what Node compiled stays. */
function forget(root: string): void {
  rmSync(join(root, '.git/cache/poolwright/results'), { recursive: true, force: true });
}

function seed(rounds: number): Promise<void> {
  return withStaged(4, ({ root }) => {
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

function unconcerned(rounds: number): Promise<void> {
  return withStaged(4, ({ root, git }) => {
    git('reset', '--quiet', '--hard');
    writeFileSync(join(root, 'README.md'), readFileSync(new URL('../README.md', import.meta.url)));
    git('add', 'README.md');
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

function fleet(count: number, rounds: number): Promise<void> {
  return withStaged(count, ({ root }) => {
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

await unconcerned(15);
await seed(9);
await fleet(1000, 3);
