import { sortedNames } from '../../../load/natural-order.ts';

/** Clusters of an environment. */
export interface Place {
  environment: string;
  /** Empty for an environment without clusters. */
  clusters: string[];
}

/** Adds clusters to places, each environment once. */
export function addPlace(places: Place[], environment: string, clusters: readonly string[]): void {
  const known = places.find((place) => place.environment === environment);
  if (known) known.clusters.push(...clusters);
  else places.push({ environment, clusters: [...clusters] });
}

/** The same places, the clusters of each by name. */
export function sortedPlaces(places: readonly Place[]): Place[] {
  return places.map((place) => ({ ...place, clusters: sortedNames(place.clusters) }));
}
