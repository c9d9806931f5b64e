import { existsSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { systemError } from '../write/error.ts';
import { FLEET_FILE } from './fleet-file.ts';

/** The reason not to write: an existing fleet.yaml, unless it may be replaced. */
export function existingFleet(root: string, mayReplace: boolean): Diagnostic | undefined {
  if (mayReplace || !existsSync(join(root, FLEET_FILE))) return undefined;
  return {
    code: 'tree-conflict',
    severity: 'error',
    message: `${FLEET_FILE} already exists, and import would replace it`,
    help: `Print the new one with --dry-run, or replace the old one with --force, which keeps it as ${FLEET_FILE}.orig`,
    at: { file: FLEET_FILE, line: 1, column: 1 },
  };
}

/** Writes fleet.yaml and keeps an existing one under another name, which it returns. */
export function writeFleet(root: string, text: string): string | undefined {
  const path = join(root, FLEET_FILE);
  const fresh = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(fresh, text, { flag: 'wx' });
    const kept = existsSync(path) ? keep(root) : undefined;
    renameSync(fresh, path);
    return kept;
  } catch (error) {
    rmSync(fresh, { force: true });
    throw systemError(error, path);
  }
}

/** Links the old file under a second name, so that it is never lost, even if the program is killed. */
function keep(root: string): string {
  for (let i = 0; ; i++) {
    const name = `${FLEET_FILE}.orig${i === 0 ? '' : i}`;
    if (existsSync(join(root, name))) continue;
    linkSync(join(root, FLEET_FILE), join(root, name));
    return name;
  }
}
