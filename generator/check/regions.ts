import { loadCatalogue } from '@poolwright/ec2-catalogue';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { regionVariable } from '../instances/region.ts';
import { locateValue } from '../load/values.ts';
import { valueCause } from './delivery/blame.ts';
import type { EnvironmentScope } from './scope.ts';

/**
 * Reports the regions of an environment's clusters, by `region` or by a variable, that the catalogue does not have: a typo, or a region that
 * is newer.
 */
export function checkRegions(scope: EnvironmentScope): [cluster: string, finding: Diagnostic][] {
  return Object.keys(scope.clusters).flatMap((cluster): [string, Diagnostic][] => {
    const declared = declaredRegion(scope, cluster);
    if (declared === undefined) return [];
    const { region, at } = declared;
    const catalogue = loadCatalogue();
    const regions = catalogue.regions();
    if (regions.has(region)) return [];
    const near = nearest(region, regions.keys());
    const finding: Diagnostic = {
      code: 'unknown-region',
      severity: 'warning',
      message: `AWS has no region ${region}, as of ${catalogue.date}, so offerings and prices are unknown`,
      help: near === undefined ? 'Correct the name, unless the region is new' : `Did you mean ${near}?`,
      at,
      environment: scope.environment,
      cause: valueCause({ at }),
    };
    return [[cluster, finding]];
  });
}

/** The region that fleet.yaml gives a cluster, and where it does. */
function declaredRegion(
  { environment, clusters, fleet }: EnvironmentScope,
  cluster: string,
): { region: string; at: Location } | undefined {
  const own = clusters[cluster]?.region;
  if (own !== undefined) {
    const at = fleet.sources.locate(['environments', environment, 'clusters', cluster, 'region']);
    return { region: own, at };
  }
  const values = fleet.values.get(cluster) ?? {};
  const variable = regionVariable(values);
  const region = variable === undefined ? undefined : values[variable];
  if (variable === undefined || region === undefined) return undefined;
  return { region, at: locateValue(fleet, environment, cluster, variable) };
}
