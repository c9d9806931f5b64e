const ZONE = /^([a-z]{2}(?:-[a-z]+)+-\d)(?:-[a-z]+-\d+)?[a-z]$/;

/** The region of an availability zone `us-east-1a`, a local zone `us-west-2-lax-1a` or a wavelength zone; undefined for another text. */
export function regionOfZone(zone: string): string | undefined {
  return ZONE.exec(zone)?.[1];
}
