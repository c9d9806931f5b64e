import { existsSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { systemError } from '../write/error.ts';
import { FLEET_FILE } from './fleet-file.ts';

/** What speaks against writing: a fleet.yaml that is there, unless it may be replaced. */
export function existingFleet(root: string, mayReplace: boolean): Diagnostic | undefined {
  if (mayReplace || !existsSync(join(root, FLEET_FILE))) return undefined;
  return {
    code: 'tree-conflict',
    severity: 'error',
    message: `there is a ${FLEET_FILE} already, and import writes a new one`,
    help: `Look at the new one with --dry-run; with --force it replaces the old one, which is kept as ${FLEET_FILE}.orig`,
    at: { file: FLEET_FILE, line: 1, column: 1 },
  };
}

/** Writes fleet.yaml and keeps one that was there; returns the name that it has now. */
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

/** Gives the old file a second name; nothing is lost whenever the program ends. */
function keep(root: string): string {
  for (let i = 0; ; i++) {
    const name = `${FLEET_FILE}.orig${i === 0 ? '' : i}`;
    if (existsSync(join(root, name))) continue;
    linkSync(join(root, FLEET_FILE), join(root, name));
    return name;
  }
}
