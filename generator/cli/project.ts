import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { emit, type Tree } from '../emit/index.ts';
import { diskHost } from '../load/disk.ts';
import type { Fleet } from '../load/index.ts';
import { loadRecorded } from '../load/recorded.ts';
import { plural } from '../report/scope.ts';
import type { Context } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';

/** A fleet and the tree it declares, or what is wrong with it. */
export type Project =
  | { fleet: Fleet; tree: Tree; inputs: string; diagnostics: Diagnostic[] }
  | { fleet?: undefined; diagnostics: Diagnostic[] };

export { FLEET_FILE };

/** Loads the fleet of a folder and emits its tree. */
export function openProject({ root, stage }: Context): Project {
  const { fleet, inputs, diagnostics } = stage('load', () => loadRecorded(diskHost(root), FLEET_FILE));
  if (!fleet) return { diagnostics };
  return { fleet, tree: stage('emit', () => emit(fleet)), inputs, diagnostics };
}

/** `{pools, environments, clusters, files}` of a project, for summaries. */
export function countsOf(
  fleet: Fleet,
  tree: Tree,
): { pools: number; environments: number; clusters: number; files: number } {
  const environments = Object.values(fleet.spec.environments);
  return {
    pools: Object.keys(fleet.spec.pools).length,
    environments: environments.length,
    clusters: environments.reduce((sum, { clusters }) => sum + Object.keys(clusters ?? {}).length, 0),
    files: tree.files.size,
  };
}

/**
 * What was checked, and the result if every cluster accepts its objects.
 * @param accepted whether every cluster does
 */
export function checkedText({ spec }: Fleet, accepted: boolean): string {
  const environments = Object.values(spec.environments);
  const clusters = environments.flatMap((one) => Object.keys(one.clusters ?? {})).length;
  const versions = new Set(
    environments.flatMap(({ karpenter = spec.karpenter, clusters = {} }) => {
      const own = Object.values(clusters).map((cluster) => cluster.karpenter ?? karpenter);
      return own.length > 0 ? own : [karpenter];
    }),
  );
  const pools = plural(Object.keys(spec.pools).length, 'pool');
  const places = `${plural(clusters, 'cluster')} in ${plural(environments.length, 'environment')}`;
  const checked = `${pools} for ${places} checked against Karpenter ${[...versions].sort().join(', ')}`;
  return accepted ? `${checked}: every cluster would accept what it gets` : checked;
}
