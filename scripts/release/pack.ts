import { mkdtempSync, readdirSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root } from '../build/options.ts';
import { run } from '../run.ts';

/** Where a package is packed, and with what environment. */
export interface PackOptions {
  /** The repository: this one, or a copy. */
  repository?: string;
  env?: NodeJS.ProcessEnv;
}

/**
 * Packs a package, which builds it; gives the path of the tarball.
 * @param owner the package's folder
 * @param into an existing folder
 */
export function pack(
  owner: string,
  into: string,
  { repository = root, env = process.env }: PackOptions = {},
): string {
  const made = mkdtempSync(join(into, 'pack-'));
  run('npm', ['pack', '--silent', '--pack-destination', made], { cwd: join(repository, owner), env });
  const [file] = readdirSync(made);
  if (file === undefined) throw new Error(`npm pack made nothing of ${owner}`);
  renameSync(join(made, file), join(into, file));
  rmdirSync(made);
  return join(into, file);
}
