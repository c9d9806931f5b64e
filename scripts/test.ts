// npm test [-- WORD…] and npm run test:hostile: run the uvu suites, as many at once as there are cores, in an environment of their own. Print a line
// for each area when all of it has run, and end with `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { isolatedEnvironment } from '../test/support/environment.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folders whose tests start programs: each file is a job, and they start first, so that no core waits in the end. */
const SLOW = [
  'test/cli',
  'test/generator/gate',
  'test/generator/commit',
  'test/generator/write',
  'test/hostile',
];

/** One process of uvu: some files of one area, which load the program once. */
interface Job {
  area: Area;
  folder: string;
  /** Relative to the folder. */
  files: string[];
}

/** What one line of the output is about: `test/cli`, or all below `test/generator/check`. */
interface Area {
  name: string;
  waiting: number;
  passed: number;
  failed: number;
  /** Of all its processes together. */
  seconds: number;
}

/** The jobs for the files of a kind, as `.test.ts`, whose paths contain one of the words; all of them if no word is given. */
function plan(ending: string, words: readonly string[]): Job[] {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join('test', file))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort();
  const areas = new Map<string, Area>();
  const jobs = new Map<string, Job>();
  for (const file of files) {
    const folder = dirname(file);
    const name = folder.split('/').slice(0, 3).join('/');
    const area = areas.get(name) ?? { name, waiting: 0, passed: 0, failed: 0, seconds: 0 };
    areas.set(name, area);
    const key = SLOW.includes(folder) ? file : name;
    const job = jobs.get(key) ?? { area, folder: name, files: [] };
    if (job.files.length === 0) area.waiting++;
    job.files.push(relative(name, file));
    jobs.set(key, job);
  }
  return [...jobs.values()].sort(
    (a, b) =>
      Number(SLOW.includes(b.folder)) - Number(SLOW.includes(a.folder)) || b.files.length - a.files.length,
  );
}

/** Runs a job, adds its counts to its area, and returns the output where something failed. */
function run({ area, folder, files }: Job, env: Record<string, string>): Promise<string> {
  const pattern = `^(${files.join('|').replaceAll('.', '\\.')})$`;
  const args = ['--conditions=development', '--import', 'tsx', 'node_modules/uvu/bin.js', folder, pattern];
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      const plain = stripVTControlCharacters(output);
      const count = (label: string): number =>
        Number(new RegExp(`^ *${label}: +(\\d+)`, 'm').exec(plain)?.[1] ?? 0);
      const passed = count('Passed');
      // A process that broke off is a failure, whatever it had counted before.
      const failed = Math.max(count('Total') - count('Skipped') - passed, status === 0 ? 0 : 1);
      area.passed += passed;
      area.failed += failed;
      area.seconds += (performance.now() - start) / 1000;
      area.waiting--;
      resolve(failed > 0 ? `${folder}: ${files.join(' ')}\n${output.trim()}\n` : '');
    });
  });
}

function lineOf({ name, passed, failed, seconds }: Area): string {
  const counts = `${passed} passed${failed > 0 ? `, ${failed} FAILED` : ''}`;
  return `${name.padEnd(36)} ${counts.padEnd(24)} ${seconds.toFixed(1).padStart(6)} s\n`;
}

/** Shows, on a terminal only, what runs and how many jobs are left; the next line takes its place. */
function showProgress(running: ReadonlySet<Job>, done: number, total: number): void {
  if (!process.stdout.isTTY) return;
  const names = Array.from(running, ({ folder, files }) =>
    files.length > 1 ? folder : join(folder, files[0] ?? ''),
  );
  const text = `${done} of ${total} done; ${names.join(', ')}`;
  process.stdout.write(`\r\x1b[K${text.slice(0, process.stdout.columns - 1)}`);
}

const isHostile = process.argv[2] === '--hostile';
const words = process.argv.slice(isHostile ? 3 : 2);
const jobs = plan(isHostile ? '.hostile.ts' : '.test.ts', words);
const areas = [...new Set(jobs.map(({ area }) => area))];
const usually = words.length === 0 ? '; usually five minutes on two cores' : '';
console.log(
  `${jobs.reduce((sum, { files }) => sum + files.length, 0)} test files, ${areas.length} areas${usually}`,
);

const folder = mkdtempSync(join(tmpdir(), 'poolwright-tests-'));
const env = isolatedEnvironment(folder);
const queue = [...jobs];
const running = new Set<Job>();
async function work(): Promise<void> {
  for (let job = queue.shift(); job; job = queue.shift()) {
    running.add(job);
    showProgress(running, jobs.length - queue.length - running.size, jobs.length);
    const failure = await run(job, env);
    running.delete(job);
    const clear = process.stdout.isTTY ? '\r\x1b[K' : '';
    process.stdout.write(clear + failure + (job.area.waiting === 0 ? lineOf(job.area) : ''));
  }
}
try {
  await Promise.all(Array.from({ length: availableParallelism() }, work));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const sum = (part: 'passed' | 'failed'): number => areas.reduce((total, area) => total + area[part], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
