import type { Catalogue } from './catalogue.ts';
import { familyOf } from './instance-type.ts';
import { readOfferings } from './offerings.ts';
import { readPrices } from './prices.ts';
import { readSpotPrices } from './spot.ts';
import { readTypes } from './types.ts';

/** The catalogue, the same one for the whole process. Nothing is read before it is needed, and each file once. */
export const loadCatalogue = once(openCatalogue);

function openCatalogue(): Catalogue {
  const types = once(readTypes);
  const offerings = once(readOfferings);
  const prices = once(readPrices);
  const spot = once(() => readSpotPrices(prices()));
  const all = once(() => {
    const { families, typesOf } = types();
    return new Map(
      families()
        .flatMap(typesOf)
        .map((type) => [type.name, type]),
    );
  });
  const names = once(() => {
    const { families, sizesOf } = types();
    return new Set(families().flatMap((family) => sizesOf(family).map((size) => `${family}.${size}`)));
  });
  return {
    get date() {
      return types().date;
    },
    names,
    undescribed: () => types().undescribed(),
    families: () => types().families(),
    typesOf: (family) => types().typesOf(family),
    type: (name) =>
      types()
        .typesOf(familyOf(name))
        .find((type) => type.name === name),
    types: all,
    regions: () => offerings().regions(),
    zonesWith: (type, region) => (names().has(type) ? offerings().zonesWith(type, region) : undefined),
    isOffered: (type, place) => {
      const region = offerings().regionOf(place) ?? place;
      const zones = names().has(type) ? offerings().zonesWith(type, region) : undefined;
      return region === place ? zones && zones.length > 0 : zones?.includes(place);
    },
    onDemandPrice: (type, region) => prices().onDemand(type, region),
    spotRange: (type, region) => spot().range(type, region),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
