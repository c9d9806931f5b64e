// From 1,000 to 10,000 clusters: npm run bench -- scale [CLUSTERS…]
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { fleetOf } from './support/fleet.ts';
import { CLI, NODE, peakMemory, program } from './support/measure.ts';

const TREE = ['base', 'overlays', 'clusters', 'argocd'];
/** Clusters in one included file: about 100 KiB of YAML, of the 4 MiB that a file may have. */
const PER_FILE = 1000;

interface Spent {
  /** Seconds of processor time, which other processes on the machine do not change. */
  cpu: number;
  wall: number;
  stderr: string;
}

interface Sized {
  clusters: number;
  generate: Spent;
  validate: Spent;
}

/** Runs a program under the shell's `time`. */
function timed(cwd: string, command: string, args: readonly string[]): Spent {
  const script = 'TIMEFORMAT="spent %R %U %S"; time "$0" "$@"';
  const { stderr } = program('bash', ['-c', script, command, ...args], { cwd });
  const [, wall, user, system] = /spent ([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr) ?? [];
  return { cpu: Number(user) + Number(system), wall: Number(wall), stderr };
}

/** The repository's own fleet with that number of clusters, in included files. */
function writeFleet(root: string, clusters: number): void {
  const fleet = parse(fleetOf(clusters)) as {
    include?: string[];
    spec: { environments: Record<string, { clusters: Record<string, unknown> }> };
  };
  mkdirSync(join(root, 'fleet'));
  for (const [environment, declared] of Object.entries(fleet.spec.environments)) {
    const entries = Object.entries(declared.clusters);
    declared.clusters = {};
    for (let from = 0; from < entries.length; from += PER_FILE) {
      const part = Object.fromEntries(entries.slice(from, from + PER_FILE));
      const spec = { environments: { [environment]: { clusters: part } } };
      writeFileSync(join(root, `fleet/${environment}-${from / PER_FILE}.yaml`), stringify({ spec }));
    }
  }
  writeFileSync(join(root, 'fleet.yaml'), stringify({ include: ['fleet/*.yaml'], ...fleet }));
}

function measure(clusters: number): Sized {
  const root = mkdtempSync(join(tmpdir(), 'poolwright-scale-'));
  try {
    writeFleet(root, clusters);
    const run = (...args: string[]): Spent => timed(root, NODE, [CLI, ...args, '--timing']);
    const generate = run('generate', '--no-cache');
    run('generate');
    const again = run('generate');
    const validate = run('validate', '--no-cache');
    console.log(`${clusters} clusters`);
    show('generate, nothing there yet', generate);
    show('generate again, nothing to change', again);
    show('validate', validate);
    showTree(root);
    showGit(root);
    return { clusters, generate, validate };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function show(what: string, { cpu, wall, stderr }: Spent): void {
  console.log(
    `  ${what.padEnd(36)} ${cpu.toFixed(2).padStart(7)} s of CPU ${wall.toFixed(2).padStart(7)} s${stderr.includes('peak memory') ? `, peak ${peakMemory(stderr)}` : ''}`,
  );
}

function showTree(root: string): void {
  let files = 0;
  let bytes = 0;
  for (const folder of TREE) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      files++;
      bytes += statSync(join(entry.parentPath, entry.name)).size;
    }
  }
  console.log(`  the tree: ${files} files, ${(bytes / 1024 / 1024).toFixed(1)} MiB`);
}

function showGit(root: string): void {
  const git = (...args: string[]): Spent => timed(root, 'git', args);
  git('init', '--quiet');
  git('config', 'gc.auto', '0');
  show('git add', git('add', '.'));
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com'];
  show('git commit', git(...identity, 'commit', '--quiet', '--message', 'The tree'));
  show('git status', git('status', '--short'));
  show('git gc', git('gc', '--quiet'));
  const { stdout } = program('git', ['count-objects', '-v'], { cwd: root });
  console.log(`  packed: ${/size-pack: (\d+)/.exec(stdout)?.[1]} KiB`);
}

const asked = process.argv.slice(2).map(Number);
const sizes = (asked.length > 0 ? asked : [1000, 10_000]).map(measure);
const [small, large] = [sizes[0], sizes.at(-1)];
if (small && large && small !== large) {
  const factor = large.clusters / small.clusters;
  for (const command of ['generate', 'validate'] as const) {
    const grown = large[command].cpu / small[command].cpu;
    console.log(`${command}: ${factor} times the clusters take ${grown.toFixed(1)} times the CPU time`);
  }
}
