/** How an address may be written: `sloppy` as Go read it before 1.17, with leading zeros. */
type Style = 'strict' | 'sloppy';

const octets = { strict: /^(?:0|[1-9]\d{0,2})$/, sloppy: /^0*\d{1,3}$/ };
const groups = { strict: /^[0-9a-f]{1,4}$/i, sloppy: /^0*[0-9a-f]{1,4}$/i };

/** `ipv4`: leading zeros are accepted, and so is IPv6 that ends in IPv4 (k8s.io/utils, net/parse.go). */
export function isIpv4(text: string): boolean {
  return isDotted(text, 'sloppy') || (text.includes('.') && isColoned(text, 'sloppy'));
}

/** `ipv6`, as Go's net.ParseIP reads it: no zone. */
export function isIpv6(text: string): boolean {
  return isColoned(text, 'strict');
}

/** An address of either family, as net.ParseIP reads it. */
export function isIp(text: string): boolean {
  return isDotted(text, 'strict') || isColoned(text, 'strict');
}

/** `cidr`: an address, leading zeros accepted, and the length of a prefix. */
export function isCidr(text: string): boolean {
  const slash = text.indexOf('/');
  if (slash < 0) return false;
  const address = text.slice(0, slash);
  const prefix = text.slice(slash + 1);
  const bits = isDotted(address, 'sloppy') ? 32 : isColoned(address, 'sloppy') ? 128 : -1;
  return /^\d+$/.test(prefix) && Number(prefix) <= bits;
}

/** `mac`, as Go's net.ParseMAC reads it: 6, 8 or 20 bytes, by colons, hyphens or dots, or in one. */
export function isMac(text: string): boolean {
  const pairs = /^[0-9a-f]{2}([:-]?)[0-9a-f]{2}(?:\1[0-9a-f]{2})*$/i.test(text);
  const fours = /^[0-9a-f]{4}(?:\.[0-9a-f]{4})+$/i.test(text);
  return (pairs || fours) && [12, 16, 40].includes(text.replace(/[:.-]/g, '').length);
}

function isDotted(text: string, style: Style): boolean {
  const parts = text.split('.', 5);
  return parts.length === 4 && parts.every((part) => octets[style].test(part) && Number(part) <= 255);
}

function isColoned(text: string, style: Style): boolean {
  const halves = text.split('::', 3);
  if (halves.length > 2) return false;
  const parts = halves.flatMap((half) => (half === '' ? [] : half.split(':', 9)));
  const last = text.slice(text.lastIndexOf(':') + 1);
  const dotted = last.includes('.') && text.includes(':');
  if (dotted && !isDotted(last, style)) return false;
  const hex = dotted ? parts.slice(0, -1) : parts;
  const count = hex.length + (dotted ? 2 : 0);
  // `::` replaces at least one group.
  return hex.every((part) => groups[style].test(part)) && (halves.length === 2 ? count <= 7 : count === 8);
}
