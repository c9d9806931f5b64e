import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { licenseFiles } from './license.ts';

/**
 * Copies the license and notice of a project whose data is published to `licenses/`, from which THIRD_PARTY.md is made.
 * @param project its name there
 * @param folder with its files
 */
export async function copyLicenses(project: string, folder: string): Promise<void> {
  const target = fileURLToPath(new URL(`licenses/${project}`, import.meta.url));
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const { name, text } of licenseFiles(folder)) await writeFile(join(target, name), `${text}\n`);
}
