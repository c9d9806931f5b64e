import type { EnvironmentCost } from '../../instances/cost/environment-costs.ts';
import { basisOfCeiling, dollarsText, rangeText, spotText } from '../../instances/cost/text.ts';
import { plural } from '../scope.ts';

/** What a pool may cost, a line for each environment: `dev (1 cluster): at most …`. */
export function costLines(costs: readonly EnvironmentCost[]): string[] {
  return costs.flatMap((cost) => {
    const { environment, clusters, replicas, unpriced } = cost;
    const place = `${environment} (${clusters === 0 ? 'for one cluster' : plural(clusters, 'cluster')})`;
    return [
      `${place}: ${ceilingText(cost)}`,
      ...(replicas === undefined
        ? []
        : [`${place}: ${plural(replicas.count, 'replica')} for ${rangeText(replicas)}, at on-demand prices`]),
      ...(unpriced.length === 0 ? [] : [`${place}: without ${unpriced.join(', ')}, of unknown price`]),
    ];
  });
}

function ceilingText({ ceiling, spot, atSpotPrices }: EnvironmentCost): string {
  if (ceiling === 'unlimited') return 'its cost has no limit';
  if (ceiling === 'unknown') return 'its cost is unknown';
  const { cheapest, dearest } = ceiling;
  const least = cheapest.isExact ? '' : 'at least ';
  return `at most ${dollarsText(dearest.dollarsPerHour)}, filled with the cheapest types ${least}${dollarsText(cheapest.dollarsPerHour)}; ${basisOfCeiling(spot)}${spotText(atSpotPrices)}`;
}
