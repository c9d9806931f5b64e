/** The hours that a time zone is ahead of UTC, in winter and in summer. */
export interface TimeZone {
  name: string;
  hours: readonly number[];
}

const ABBREVIATIONS: Readonly<Record<string, number>> = {
  WEST: 1,
  BST: 1,
  CET: 1,
  CEST: 2,
  MEZ: 1,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  IST: 5.5,
  SGT: 8,
  JST: 9,
  KST: 9,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  BRT: -3,
  EST: -5,
  EDT: -4,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
};

/** Of regions whose clocks are not on UTC. */
const REGIONS: Readonly<Record<string, readonly number[]>> = {
  'us-east': [-5, -4],
  'us-west': [-8, -7],
  'ca-central': [-5, -4],
  'ca-west': [-7, -6],
  'mx-central': [-6],
  'sa-east': [-3],
  'ap-south': [5.5],
  'ap-southeast-1': [8],
  'ap-southeast-2': [10, 11],
  'ap-southeast-3': [7],
  'ap-southeast-4': [10, 11],
  'ap-southeast-5': [8],
  'ap-southeast-7': [7],
  'ap-northeast': [9],
  'ap-east': [8],
  'me-central': [4],
  'cn-north': [8],
  'cn-northwest': [8],
};

/** The time zone that a text names by its abbreviation; none if it also mentions UTC. */
export function zoneIn(text: string): TimeZone | undefined {
  if (/\b(?:UTC|GMT|Zulu)\b/i.test(text)) return undefined;
  const name = /\b[A-Z]{3,4}\b/g;
  for (const [word] of text.matchAll(name)) {
    const hours = Object.hasOwn(ABBREVIATIONS, word) ? ABBREVIATIONS[word] : undefined;
    if (hours !== undefined) return { name: word, hours: [hours] };
  }
  return undefined;
}

/** The time zone of a region; undefined for one within two hours of UTC, or unknown. */
export function zoneOfRegion(region: string): TimeZone | undefined {
  const hours = REGIONS[region] ?? REGIONS[region.replace(/-\d+$/, '')];
  return hours && { name: region, hours };
}
