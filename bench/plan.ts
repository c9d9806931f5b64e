// Whole processes of a plan in which every pool of every cluster rolls: npm run bench -- plan
import { fleetOf, rolling } from './support/fleet.ts';
import { CLI, measure, NODE, peakMemory, program, show } from './support/measure.ts';
import { type ChangedRepository, withChange } from './support/repository.ts';

/** Calls `use` with a repository whose work tree has another template for every pool than the last commit. */
function withRoll(clusters: number, use: (repository: ChangedRepository) => void): Promise<void> {
  const fleet = fleetOf(clusters);
  return withChange(fleet, rolling(fleet), use);
}

function run(root: string, ...args: string[]): () => void {
  return () => program(NODE, [CLI, ...args], { cwd: root });
}

await withRoll(4, ({ root }) => {
  const [validate = 0, plan = 0] = show(
    measure(
      {
        'poolwright validate, 4 clusters, not cached': run(
          root,
          'validate',
          '--no-cache',
          '--kubeconform',
          'off',
        ),
        'poolwright plan, 4 clusters': run(root, 'plan'),
      },
      15,
    ),
  );
  console.log(`a plan takes ${(plan / validate).toFixed(2)} times as long\n`);
});

for (const clusters of [500, 1000, 2000])
  await withRoll(clusters, ({ root }) => {
    show(measure({ [`poolwright plan, ${clusters} clusters`]: run(root, 'plan') }, 3));
    const { stderr } = program(NODE, [CLI, 'plan', '--timing'], { cwd: root });
    console.log(`${peakMemory(stderr)} peak memory`);
  });
