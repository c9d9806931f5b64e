const ZONE = /^([a-z]{2}(?:-[a-z]+)+-\d)(?:-[a-z]+-\d+)?[a-z]$/;
const ZONE_ID = /^([a-z]{2})(g?)(n|s|e|w|c|ne|nw|se|sw)(\d)-/;
const DIRECTIONS: Readonly<Record<string, string>> = {
  n: 'north',
  s: 'south',
  e: 'east',
  w: 'west',
  c: 'central',
};

/** The region of an availability zone `us-east-1a`, a local zone `us-west-2-lax-1a` or a wavelength zone; undefined for another text. */
export function regionOfZone(zone: string): string | undefined {
  return ZONE.exec(zone)?.[1];
}

/** The region of a zone's ID: `use1-az1` is in us-east-1, `usgw1-az1` in us-gov-west-1; undefined for another text. */
export function regionOfZoneId(id: string): string | undefined {
  const [, area, gov, direction = '', number] = ZONE_ID.exec(id) ?? [];
  if (area === undefined) return undefined;
  const words = Array.from(direction, (letter) => DIRECTIONS[letter] ?? '').join('');
  return `${area}${gov === '' ? '' : '-gov'}-${words}-${number}`;
}
