import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Archive } from './download.ts';

const target = fileURLToPath(new URL('../licenses', import.meta.url));

/** Writes the licenses of the sources to `licenses/`, a folder for each, from which THIRD_PARTY.md is made. */
export async function writeLicenses(
  sources: readonly { name: string; archive: Archive; licenses: readonly string[] }[],
): Promise<void> {
  await rm(target, { recursive: true, force: true });
  for (const { name, archive, licenses } of sources) {
    const folder = join(target, name);
    await mkdir(folder, { recursive: true });
    for (const path of licenses) {
      const text = (await archive(path)).toString();
      await writeFile(join(folder, basename(path)), `${text.trim()}\n`);
    }
  }
}
