import { plural } from '../../scope.ts';
import type { Place } from '../data/places.ts';

/** A pool, and where it is. */
export interface PlacedPool {
  pool: string;
  places: readonly Place[];
}

/** How many clusters of a place, or pools of a group, are named where there are no more. */
const MOST = 3;

/** `dev (dev-1), prod (12 clusters)`. */
export function placesText(places: readonly Place[]): string {
  return places
    .map(({ environment, clusters }) =>
      clusters.length === 0
        ? environment
        : `${environment} (${clusters.length <= MOST ? clusters.join(', ') : plural(clusters.length, 'cluster')})`,
    )
    .join(', ');
}

/** `dev, prod (13 clusters)`. */
export function briefPlaces(places: readonly Place[]): string {
  const names = places.map(({ environment }) => environment).join(', ');
  const count = places.reduce((sum, { clusters }) => sum + clusters.length, 0);
  return count === 0 ? names : `${names} (${plural(count, 'cluster')})`;
}

/** Whether a heading names each pool of a group. */
export function areNamed(pools: readonly PlacedPool[]): boolean {
  return pools.length <= MOST;
}

/** `general, gpu`, or `60 pools in 10 environments` where they are many. */
export function poolsText(pools: readonly PlacedPool[]): string {
  if (areNamed(pools)) return pools.map(({ pool }) => pool).join(', ');
  const environments = new Set(pools.flatMap(({ places }) => places.map(({ environment }) => environment)));
  return `${plural(pools.length, 'pool')} in ${plural(environments.size, 'environment')}`;
}

/** The same with where they are: `general in dev, prod (13 clusters)`. */
export function placedPoolsText(pools: readonly PlacedPool[]): string {
  if (!areNamed(pools)) return poolsText(pools);
  return pools.map(({ pool, places }) => `${pool} in ${briefPlaces(places)}`).join(', ');
}
