import { createCache, memoryFileSystem, toYaml } from '@kustomize-ts/core';
import { renderFault } from '../check/delivery/render-fault.ts';
import { environmentScope } from '../check/scope.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { clusterVariables, readVariablesEnv } from '../emit/cluster.ts';
import type { Tree } from '../emit/index.ts';
import { overlayFolder, variablesFile } from '../emit/paths.ts';
import type { Fleet } from '../load/index.ts';
import { valueSourceVariables } from '../load/value-sources.ts';
import { renderOverlay, renderText } from '../render/index.ts';

/** The text of an environment's objects, or of a cluster's with its variables filled in. */
export function renderedText(
  fleet: Fleet,
  tree: Tree,
  environment: string,
  cluster: string | undefined,
): { text?: string; diagnostics: Diagnostic[] } {
  const folder = overlayFolder(fleet.spec, environment);
  const overlay = renderOverlay(
    memoryFileSystem(Object.fromEntries(tree.files)),
    `/${folder}`,
    createCache(),
  );
  if (!overlay.ok)
    return {
      diagnostics: [
        renderFault(environmentScope(fleet, environment), `${folder}/kustomization.yaml`, overlay.error),
      ],
    };
  if (cluster === undefined) return { text: toYaml([...overlay.value.resources]), diagnostics: [] };
  const text = tree.files.get(variablesFile(fleet.spec, cluster));
  const variables = text === undefined ? knownValues(fleet, cluster) : readVariablesEnv(text);
  return { text: renderText(overlay.value, variables), diagnostics: [] };
}

/** The values of a cluster that git has; what only the cluster has stays as `${NAME}`. */
function knownValues(fleet: Fleet, cluster: string): Record<string, string> {
  const kept = Array.from(valueSourceVariables(fleet.spec), (name) => [name, `\${${name}}`]);
  return { ...Object.fromEntries(kept), ...clusterVariables(fleet.values.get(cluster) ?? {}, true) };
}
