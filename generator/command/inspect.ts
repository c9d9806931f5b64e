import { realpathSync } from 'node:fs';
import { createCache, type FileSystem, memoryFileSystem, toYaml } from '@kustomize-ts/core';
import { diskFileSystem } from '@kustomize-ts/core/node';
import { type CheckInput, check } from '../check/index.ts';
import { renderFault } from '../check/same-objects.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { clusterVariables, readVariablesEnv } from '../emit/cluster.ts';
import type { Tree } from '../emit/index.ts';
import { overlayFolder, variablesFile } from '../emit/paths.ts';
import type { Fleet } from '../load/index.ts';
import { suppliedVariables } from '../load/supplied.ts';
import { renderOverlay, renderText } from '../render/index.ts';
import { createDeliveryValidator } from './delivery-schemas.ts';
import type { Context } from './run.ts';
import { openSchemaFiles } from './schema-files.ts';
import { createValidators } from './schemas.ts';

/** How far a check goes, and who else looks at the objects. */
type Extent = Pick<CheckInput, 'only' | 'witness' | 'before'>;

/** Checks a tree that is not written yet. */
export function inspectTree(context: Context, fleet: Fleet, tree: Tree, extent: Extent = {}): Diagnostic[] {
  const files = memoryFileSystem(Object.fromEntries(tree.files));
  return inspect(context, { ...extent, fleet, files, root: '/' });
}

/** Checks the tree that stands on disk, which was compared with the one that the fleet declares. */
export function inspectDisk(
  context: Context,
  fleet: Fleet,
  compared: { tree: Tree; unchanged: readonly string[] },
  extent: Extent = {},
): Diagnostic[] {
  const root = realpathSync(context.root);
  return inspect(context, { ...extent, fleet, files: behind(compared, root), root });
}

/** The disk, of which what was found unchanged need not be read once more. */
function behind({ tree, unchanged }: { tree: Tree; unchanged: readonly string[] }, root: string): FileSystem {
  const disk = diskFileSystem();
  const known = new Map(unchanged.map((path) => [`${root}/${path}`, tree.files.get(path)]));
  return { ...disk, readFile: (path) => known.get(path) ?? disk.readFile(path) };
}

function inspect(context: Context, input: Omit<CheckInput, 'today' | 'validatorOf'>): Diagnostic[] {
  return context.stage('check', () =>
    check({
      ...input,
      today: context.today,
      validatorOf: createValidators(),
      history: (apiVersion, kind) => openSchemaFiles('karpenter').history(apiVersion, kind),
      deliveryValidator: createDeliveryValidator(),
    }),
  );
}

/** The text of an environment's objects, or of a cluster's with its variables filled in. */
export function renderedText(
  fleet: Fleet,
  tree: Tree,
  environment: string,
  cluster: string | undefined,
): { text?: string; diagnostics: Diagnostic[] } {
  const folder = overlayFolder(environment);
  const overlay = renderOverlay(
    memoryFileSystem(Object.fromEntries(tree.files)),
    `/${folder}`,
    createCache(),
  );
  if (!overlay.ok)
    return {
      diagnostics: [renderFault(fleet, environment, cluster, `${folder}/kustomization.yaml`, overlay.error)],
    };
  if (cluster === undefined) return { text: toYaml([...overlay.value.resources]), diagnostics: [] };
  const text = tree.files.get(variablesFile(cluster));
  const variables = text === undefined ? knownValues(fleet, environment, cluster) : readVariablesEnv(text);
  return { text: renderText(overlay.value, variables), diagnostics: [] };
}

/** What of a cluster's values stands in git; what only the cluster has stays as `${NAME}`. */
function knownValues(fleet: Fleet, environment: string, cluster: string): Record<string, string> {
  const kept = Array.from(suppliedVariables(fleet.spec), (name) => [name, `\${${name}}`]);
  const declared = fleet.spec.environments[environment]?.clusters?.[cluster] ?? {};
  return { ...Object.fromEntries(kept), ...clusterVariables(declared, true) };
}
