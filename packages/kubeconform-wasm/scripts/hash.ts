import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Hash of the names and contents of all files in the folders, and of what else decides a build. */
export function hashSources(root: string, folders: readonly string[], others: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of others) hash.update(`${text}\0`);
  for (const file of folders.flatMap((folder) => filesIn(join(root, folder)))) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Hash of one file. */
export function hashFile(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
