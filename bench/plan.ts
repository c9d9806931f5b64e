// Whole processes of a plan in which every pool of every cluster rolls: npm run bench -- plan
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fleetOf } from './fleet.ts';
import { measure, NODE, program, row } from './measure.ts';

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));

/** Calls `use` with a repository whose work tree has another template for every pool than the last commit. */
function withChange(clusters: number, use: (root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'poolwright-bench-'));
  const git = (...args: string[]) => program('git', args, { cwd: root });
  const commit = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', 'commit', '--quiet'];
  const before = fleetOf(clusters);
  const after = before.replaceAll(/^( +)expireAfter: .*$/gm, '$1expireAfter: 99h');
  if (after === before) throw new Error('the fleet sets no expireAfter');
  try {
    git('init', '--quiet', '--template=');
    writeFileSync(join(root, 'fleet.yaml'), before);
    program(NODE, [cli, 'generate'], { cwd: root });
    git('add', '.');
    git(...commit, '-m', 'start');
    writeFileSync(join(root, 'fleet.yaml'), after);
    program(NODE, [cli, 'generate'], { cwd: root });
    use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function run(root: string, ...args: string[]): () => void {
  return () => program(NODE, [cli, ...args], { cwd: root });
}

withChange(4, (root) => {
  const measured = measure(
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
  );
  for (const [name, times] of Object.entries(measured)) console.log(row(name, times));
  const [validate = 0, plan = 0] = Object.values(measured).map(({ median }) => median);
  console.log(`a plan takes ${(plan / validate).toFixed(2)} times as long\n`);
});

for (const clusters of [500, 1000, 2000])
  withChange(clusters, (root) => {
    const measured = measure({ [`poolwright plan, ${clusters} clusters`]: run(root, 'plan') }, 3);
    for (const [name, times] of Object.entries(measured)) console.log(row(name, times));
    const { stderr } = program(NODE, [cli, 'plan', '--timing'], { cwd: root });
    console.log(/.*peak memory/.exec(stderr)?.[0] ?? '');
  });
