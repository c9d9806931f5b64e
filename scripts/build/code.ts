import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { codeFileOf, openProgram } from '../../generator/cli/program.ts';

type Main = typeof import('../../generator/cli/main.ts').main;

/**
 * Runs the commands that are run most, as they are run most, over a copy of this repository's fleet, and keeps the code that V8 compiled
 * for them beside the program's files.
 * @param folder the program's
 * @param start the file that exports `main`
 */
export async function writeCode(folder: string, start: string, root: string): Promise<void> {
  const { load, scripts } = openProgram(folder, createRequire(import.meta.url));
  const copy = mkdtempSync(join(tmpdir(), 'poolwright-build-'));
  // V8 drops the code of what ran once, such as a file's top level, which is the longest to compile.
  setFlagsFromString('--no-flush-bytecode');
  try {
    for (const part of ['fleet.yaml', 'workloads'])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    const { main } = load(start) as { main: Main };
    await runAll(main, copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
    // Code is taken under the flags that it was made under.
    setFlagsFromString('--flush-bytecode');
  }
  for (const [name, script] of scripts)
    writeFileSync(codeFileOf(join(folder, name)), script.createCachedData());
}

async function runAll(main: Main, copy: string): Promise<void> {
  const said: string[] = [];
  const output = { write: (text: string) => said.push(text) };
  const poolwright = async (...args: string[]): Promise<void> => {
    const status = await main(args, {
      cwd: copy,
      env: { PATH: process.env.PATH, XDG_CACHE_HOME: join(copy, '.cache') },
      stdout: output,
      stderr: output,
      today: '2026-01-01',
      now: () => performance.now(),
      peakMemory: () => 0,
      interruption: () => new AbortController().signal,
    });
    if (status !== 0) throw new Error(`poolwright ${args.join(' ')}: ${said.join('')}`);
  };
  const git = (...args: string[]): boolean =>
    spawnSync('git', ['-c', 'user.name=Build', '-c', 'user.email=build@example.com', ...args], { cwd: copy })
      .status === 0;
  await poolwright('generate');
  // The second answer is recalled.
  for (const _time of [1, 2]) await poolwright('validate', '--kubeconform', 'off');
  if (!git('init', '--quiet', '--template=') || !git('add', 'fleet.yaml', 'workloads', 'base', 'overlays'))
    return;
  git('commit', '--quiet', '--no-verify', '-m', 'start');
  const fleet = readFileSync(join(copy, 'fleet.yaml'), 'utf8');
  writeFileSync(join(copy, 'fleet.yaml'), fleet.replace('consolidateAfter: 60s', 'consolidateAfter: 61s'));
  await poolwright('generate');
  git('add', '--all');
  await poolwright('gate', '--kubeconform', 'off');
}
