import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLI, NODE, program } from './measure.ts';

const IDENTITY = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com'];

/** A repository whose last commit has a fleet and its tree, and whose work tree and index have those of another. */
export interface ChangedRepository {
  root: string;
  git(...args: string[]): void;
}

/** Calls `use` with such a repository, and removes it. */
export async function withChange(
  before: string,
  after: string,
  use: (repository: ChangedRepository) => void | Promise<void>,
): Promise<void> {
  if (after === before) throw new Error('the change of the fleet changes nothing');
  const root = mkdtempSync(join(tmpdir(), 'poolwright-bench-'));
  const git = (...args: string[]): void => {
    program('git', [...IDENTITY, ...args], { cwd: root });
  };
  const generate = (fleet: string): void => {
    writeFileSync(join(root, 'fleet.yaml'), fleet);
    program(NODE, [CLI, 'generate'], { cwd: root });
    git('add', '.');
  };
  try {
    git('init', '--quiet', '--template=');
    generate(before);
    git('commit', '--quiet', '-m', 'start');
    generate(after);
    await use({ root, git });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
