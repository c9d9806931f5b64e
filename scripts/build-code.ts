import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { COMMANDS_FILE, codeFileOf, openProgram } from '../generator/command/program.ts';
import type { Context, Run } from '../generator/command/run.ts';
import { openGit } from '../generator/gate/git.ts';

/** What of the commands' modules is run here. */
interface Commands {
  generate: { run: Run };
  validate: { run: Run };
  'gate-judge': typeof import('../generator/command/gate-judge.ts');
}

/**
 * Runs the commands that are run most, as they are run most, over a copy of this repository's fleet, and keeps the code that V8 compiled
 * for them beside the program's files.
 * @param folder the program's
 */
export async function writeCode(folder: string, root: string): Promise<void> {
  const { load, scripts } = openProgram(folder);
  const copy = mkdtempSync(join(tmpdir(), 'poolwright-build-'));
  // V8 drops the code of what ran once, such as a file's top level, which is the longest to compile.
  setFlagsFromString('--no-flush-bytecode');
  try {
    for (const part of ['fleet.yaml', 'workloads'])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    await runAll(load(COMMANDS_FILE) as Commands, copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
    // Code is taken under the flags that it was made under.
    setFlagsFromString('--flush-bytecode');
  }
  for (const [name, script] of scripts)
    writeFileSync(codeFileOf(join(folder, name)), script.createCachedData());
}

async function runAll(commands: Commands, copy: string): Promise<void> {
  const context: Context = {
    root: copy,
    cwd: copy,
    env: { PATH: process.env.PATH, XDG_CACHE_HOME: join(copy, '.cache') },
    today: '2026-01-01',
    program: 'build',
    color: false,
    stage: (_name, work) => work(),
    say: () => {},
    print: () => {},
    interruption: () => new AbortController().signal,
  };
  const git = (...args: string[]): boolean =>
    spawnSync('git', ['-c', 'user.name=Build', '-c', 'user.email=build@example.com', ...args], { cwd: copy })
      .status === 0;
  await commands.generate.run(context, {}, []);
  // The second answer is recalled.
  for (const _time of [1, 2]) await commands.validate.run(context, { kubeconform: 'off' }, []);
  if (!git('init', '--quiet', '--template=') || !git('add', 'fleet.yaml', 'workloads', 'base', 'overlays'))
    return;
  git('commit', '--quiet', '--no-verify', '-m', 'start');
  const fleet = readFileSync(join(copy, 'fleet.yaml'), 'utf8');
  writeFileSync(join(copy, 'fleet.yaml'), fleet.replace('consolidateAfter: 60s', 'consolidateAfter: 61s'));
  await commands.generate.run(context, {}, []);
  git('add', '--all');
  const change = { git: openGit(copy, context), changed: ['fleet.yaml'], all: false, since: undefined };
  await commands['gate-judge'].judgeStaged(context, { kubeconform: 'off' }, change);
}
