import { plural } from '../../scope.ts';
import type { Place } from '../data/places.ts';

/** How many clusters of a place are named where there are no more. */
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
