// npm test [-- WORD…], npm run test:hostile and npm run test:browser: run the uvu suites in one process for each core, in an environment of their own. Print a line
// for each area when all of it has run, and end with `N passed, N failed`.
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { isolatedEnvironment } from '../test/support/environment.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where tests take longest, so they come first and no core waits in the end. */
const SLOW = ['test/cli', 'test/generator/gate', 'test/generator/commit', 'test/generator/write'];

/** What one line of the output is about: `test/cli`, or all below `test/generator/check`. */
interface Area {
  name: string;
  /** How many of its files have not run yet. */
  waiting: number;
  passed: number;
  failed: number;
  seconds: number;
}

interface TestFile {
  area: Area;
  /** Relative to the repository. */
  path: string;
}

/** The files of a kind, such as `.test.ts`, whose paths contain one of the words; all of them if no word is given. */
function plan(ending: string, words: readonly string[]): TestFile[] {
  const areas = new Map<string, Area>();
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join('test', file))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort()
    .map((path) => {
      const name = dirname(path).split('/').slice(0, 3).join('/');
      const area = areas.get(name) ?? { name, waiting: 0, passed: 0, failed: 0, seconds: 0 };
      areas.set(name, area);
      area.waiting++;
      return { area, path };
    });
  const isSlow = ({ area }: TestFile): number => Number(SLOW.includes(area.name));
  return files.sort((a, b) => isSlow(b) - isSlow(a));
}

/** Starts a process that runs files one after the other: Node, tsx and the modules under test are loaded once for many. */
function startProcess(env: Record<string, string>): ChildProcess {
  return fork(join(root, 'scripts/test-process.ts'), {
    cwd: root,
    env,
    execArgv: ['--conditions=development', '--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Runs a file in such a process, adds its counts to its area, and returns the output where something failed. */
async function run({ area, path }: TestFile, child: ChildProcess): Promise<string> {
  const start = performance.now();
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.removeAllListeners('data').on('data', (bytes: Buffer) => {
      output += bytes;
    });
  child.send(join(root, path));
  const isBroken = await new Promise<boolean>((resolve) => {
    // Whatever else ends the process is a failure of the file, too.
    child.once('close', () => resolve(true));
    child.once('message', (answer: { output: string; isBroken: boolean }) => {
      child.removeAllListeners('close');
      output += answer.output;
      resolve(answer.isBroken);
    });
  });
  const count = (label: string): number =>
    Number(new RegExp(`^ *${label}: +(\\d+)`, 'm').exec(stripVTControlCharacters(output))?.[1] ?? 0);
  const passed = count('Passed');
  const failed = Math.max(count('Total') - count('Skipped') - passed, isBroken ? 1 : 0);
  area.passed += passed;
  area.failed += failed;
  area.seconds += (performance.now() - start) / 1000;
  area.waiting--;
  return failed > 0 ? `${path}\n${output.trim()}\n` : '';
}

function lineOf({ name, passed, failed, seconds }: Area): string {
  const counts = `${passed} passed${failed > 0 ? `, ${failed} FAILED` : ''}`;
  return `${name.padEnd(36)} ${counts.padEnd(24)} ${seconds.toFixed(1).padStart(6)} s\n`;
}

/** Shows, on a terminal only, what runs and how much is done; the next line takes its place. */
function showProgress(running: ReadonlySet<TestFile>, done: number, total: number): void {
  if (!process.stdout.isTTY) return;
  const text = `${done} of ${total} done; ${Array.from(running, ({ path }) => path).join(', ')}`;
  process.stdout.write(`\r\x1b[K${text.slice(0, process.stdout.columns - 1)}`);
}

const kind = ['hostile', 'browser'].find((name) => process.argv[2] === `--${name}`);
const words = process.argv.slice(kind === undefined ? 2 : 3);
const files = plan(`.${kind ?? 'test'}.ts`, words);
const areas = [...new Set(files.map(({ area }) => area))];
const usually = kind === undefined && words.length === 0 ? '; usually three minutes on two cores' : '';
console.log(`${files.length} test files, ${areas.length} areas${usually}`);

const folder = mkdtempSync(join(tmpdir(), 'poolwright-tests-'));
const env = isolatedEnvironment(folder);
const queue = [...files];
const running = new Set<TestFile>();
async function work(): Promise<void> {
  let child: ChildProcess | undefined;
  for (let file = queue.shift(); file; file = queue.shift()) {
    if (!child?.connected) child = startProcess(env);
    running.add(file);
    showProgress(running, files.length - queue.length - running.size, files.length);
    const failure = await run(file, child);
    running.delete(file);
    const clear = process.stdout.isTTY ? '\r\x1b[K' : '';
    process.stdout.write(clear + failure + (file.area.waiting === 0 ? lineOf(file.area) : ''));
  }
  child?.disconnect();
}
try {
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), files.length) }, work));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const sum = (part: 'passed' | 'failed'): number => areas.reduce((total, area) => total + area[part], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
