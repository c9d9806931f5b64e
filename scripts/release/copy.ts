import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../build/options.ts';
import { listedFiles } from '../run.ts';

/** Copies what a build needs, and nothing that a build made: the files that git lists, committed or not, and node_modules. */
export function copyRepository(target: string): void {
  const files = listedFiles(root, ['-co', '--exclude-standard']);
  for (const file of files.filter((path) => existsSync(join(root, path)))) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(root, file), join(target, file), { verbatimSymlinks: true });
  }
  cpSync(join(root, 'node_modules'), join(target, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
  });
}
