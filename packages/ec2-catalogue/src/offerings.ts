import type { Region } from './catalogue.ts';
import { readData } from './data.ts';

/** Where types are offered. */
export interface Offerings {
  regions(): ReadonlyMap<string, Region>;
  /** The IDs of a region's zones that offer a type; undefined where the region's offerings are unknown. */
  zonesWith(type: string, region: string): readonly string[] | undefined;
  /** The region of a zone's ID. */
  regionOf(zone: string): string | undefined;
}

/** A set of up to six zones is one of these, the first zone being the lowest bit. */
export const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/';

/**
 * Reads `data/offerings.txt`. The header has the regions, with zones as `us-west-1:usw1-az1,usw1-az3`, those with
 * zones first; a line is `family DIGITS size,size DIGITS size…`, a digit for each region with zones.
 */
export function readOfferings(): Offerings {
  const { header, lines } = readData('offerings');
  const regions = new Map<string, Region>();
  const regionOfZone = new Map<string, string>();
  for (const word of header) {
    const [name = '', zones] = word.split(':');
    regions.set(name, zones === undefined ? { name } : { name, zones: zones.split(',') });
    for (const zone of zones?.split(',') ?? []) regionOfZone.set(zone, name);
  }
  const indexes = new Map(Array.from(regions.keys(), (name, index) => [name, index]));
  const offered = new Map<string, string>();
  for (const line of lines) {
    const [family = '', ...cells] = line.split(' ');
    for (let at = 0; at < cells.length; at += 2)
      for (const size of cells[at + 1]?.split(',') ?? []) offered.set(`${family}.${size}`, cells[at] ?? '');
  }
  return {
    regions: () => regions,
    zonesWith: (type, region) => {
      const zones = regions.get(region)?.zones;
      if (zones === undefined) return undefined;
      const set = digits.indexOf(offered.get(type)?.[indexes.get(region) ?? 0] ?? '0');
      return zones.filter((_zone, index) => (set >> index) % 2 === 1);
    },
    regionOf: (zone) => regionOfZone.get(zone),
  };
}
