import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { overlayFolder } from '../emit/paths.ts';
import { diskHost } from '../load/disk.ts';
import { type FleetSpec, loadFleet } from '../load/index.ts';
import { outputOf } from '../load/output.ts';
import type { Context } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { isRevision } from './misnamed.ts';
import { commandLine, kindOfName } from './targets.ts';

/** The finding for a path that does not exist, and is a name in the fleet of the folder or a revision of git. */
export function misnamedPath(context: Context, paths: readonly string[]): Diagnostic | undefined {
  const { root } = context;
  if (!existsSync(resolve(root, FLEET_FILE))) return undefined;
  const missing = paths.filter((path) => path !== '-' && !existsSync(resolve(root, path)));
  if (missing.length === 0) return undefined;
  const { fleet } = loadFleet(diskHost(root), FLEET_FILE, { withRules: false });
  for (const path of missing) {
    const kind = fleet && kindOfName(path, fleet.spec);
    if (fleet && kind !== undefined)
      return wrong(
        `${path} is ${kind} of ${FLEET_FILE}, and validate takes paths of manifests`,
        `To validate the whole fleet, run poolwright validate; only what belongs to ${path}: ${commandLine('validate', [folderOf(fleet.spec, path)])}`,
      );
    if (isRevision(context, path))
      return wrong(
        `${path} is a revision of git, and validate takes paths of manifests`,
        `To validate the changes since ${path}, write ${commandLine('validate', ['--base', path])}`,
      );
  }
  return undefined;
}

/** The overlay of an environment, or of the one that a cluster is in; the base of a pool. */
function folderOf(spec: FleetSpec, name: string): string {
  const [environment] =
    Object.entries(spec.environments).find(
      ([one, { clusters = {} }]) => one === name || Object.hasOwn(clusters, name),
    ) ?? [];
  return environment === undefined ? `${outputOf(spec).base}/${name}` : overlayFolder(spec, environment);
}

function wrong(message: string, help: string): Diagnostic {
  return { code: 'file-not-found', severity: 'error', message, help };
}
