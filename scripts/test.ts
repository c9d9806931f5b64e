// npm test: runs the uvu suites, as many at once as there are cores, and ends with `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Folders whose tests run programs and so take longest: each file is a run of its own, and they start first. */
const SLOW = ['test/cli', 'test/generator/gate', 'test/generator/commit', 'test/generator/write'];

interface Job {
  folder: string;
  pattern: string;
}

interface Outcome {
  passed: number;
  failed: number;
}

/** The runs for the test files whose paths hold one of the words; all files without a word. */
function jobs(words: readonly string[]): Job[] {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('test', file))
    .filter(
      (file) =>
        file.endsWith('.test.ts') && (words.length === 0 || words.some((word) => file.includes(word))),
    );
  const slow = files.filter((file) => SLOW.includes(dirname(file)));
  const folders = new Set(files.filter((file) => !slow.includes(file)).map(dirname));
  return [
    ...slow.map((file) => ({ folder: dirname(file), pattern: exactly([file]) })),
    ...Array.from(folders, (folder) => ({
      folder,
      pattern: exactly(files.filter((file) => dirname(file) === folder)),
    })),
  ];
}

/** A pattern, relative to the folder, of these files and no other, none of a folder below. */
function exactly(files: readonly string[]): string {
  const names = files.map((file) => file.slice(dirname(file).length + 1).replaceAll('.', '\\.'));
  return `^(${names.join('|')})$`;
}

function run({ folder, pattern }: Job): Promise<Outcome> {
  const args = ['--conditions=development', '--import', 'tsx', 'node_modules/uvu/bin.js', folder, pattern];
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      const plain = stripVTControlCharacters(output);
      const count = (label: string): number =>
        Number(new RegExp(`^ *${label}: +(\\d+)`, 'm').exec(plain)?.[1] ?? 0);
      const passed = count('Passed');
      // A run that broke off counts as a failure, whatever it had counted before.
      const failed = Math.max(count('Total') - count('Skipped') - passed, status === 0 ? 0 : 1);
      console.log(failed > 0 ? `${folder} ${pattern}\n${output.trim()}` : `${folder}: ${passed} passed`);
      resolve({ passed, failed });
    });
  });
}

/** What commands remember of each other stays within this run. */
const cache = mkdtempSync(join(tmpdir(), 'poolwright-cache-'));
const queue = jobs(process.argv.slice(2));
const outcomes: Outcome[] = [];
async function work(): Promise<void> {
  for (let job = queue.shift(); job; job = queue.shift()) outcomes.push(await run(job));
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
rmSync(cache, { recursive: true });

const sum = (part: keyof Outcome): number => outcomes.reduce((total, outcome) => total + outcome[part], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
