import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './options.ts';

/**
 * Writes `id` beside the program's files: a hash of these and of the schemas and instance types that come with them. Cached results belong to one such pair.
 * @param folder the program's, below the repository
 */
export function writeProgramId(folder: string): void {
  const id = createHash('sha256');
  for (const part of [folder, 'schemas', 'packages/ec2-catalogue/data']) {
    const files = readdirSync(join(root, part), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /\.(cjs|json|txt)$/.test(name)).sort())
      id.update(`${file}\n`).update(readFileSync(join(root, part, file)));
  }
  writeFileSync(join(root, folder, 'id'), id.digest('hex'));
}
