import { loadCatalogue } from '@poolwright/ec2-catalogue';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import type { EnvironmentScope } from './scope.ts';

/** Reports the regions of an environment's clusters that the catalogue does not have: a typo, or a region that is newer. */
export function checkRegions({ environment, clusters, fleet }: EnvironmentScope): Diagnostic[] {
  return Object.entries(clusters).flatMap(([cluster, { region }]): Diagnostic[] => {
    if (region === undefined) return [];
    const catalogue = loadCatalogue();
    const regions = catalogue.regions();
    if (regions.has(region)) return [];
    const near = nearest(region, regions.keys());
    return [
      {
        code: 'unknown-region',
        severity: 'warning',
        message: `AWS has no region ${region}, as of ${catalogue.date}, so offerings and prices are unknown`,
        help: near === undefined ? 'Correct the name, unless the region is new' : `Did you mean ${near}?`,
        at: fleet.sources.locate(['environments', environment, 'clusters', cluster, 'region']),
        environment,
      },
    ];
  });
}
