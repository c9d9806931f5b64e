import { CelFault } from '../fault.ts';
import type { LibraryValue } from './equality.ts';

/** An address, or a network with the length of its prefix (Go's net/netip). */
export class Ip implements LibraryValue {
  readonly celType: string = 'net.IP';
  readonly family: 4 | 6;
  readonly value: bigint;

  constructor(family: 4 | 6, value: bigint) {
    this.family = family;
    this.value = value;
  }

  equals(other: unknown): boolean {
    return other instanceof Ip && other.family === this.family && other.value === this.value;
  }

  toString(): string {
    return this.family === 4 ? dotted(this.value) : coloned(this.value);
  }
}

export class Cidr implements LibraryValue {
  readonly celType = 'net.CIDR';
  readonly ip: Ip;
  readonly bits: number;

  constructor(ip: Ip, bits: number) {
    this.ip = ip;
    this.bits = bits;
  }

  equals(other: unknown): boolean {
    return other instanceof Cidr && other.bits === this.bits && other.ip.equals(this.ip);
  }

  contains({ family, value }: Ip): boolean {
    const shift = BigInt((family === 4 ? 32 : 128) - this.bits);
    return family === this.ip.family && value >> shift === this.ip.value >> shift;
  }

  masked(): Cidr {
    const shift = BigInt((this.ip.family === 4 ? 32 : 128) - this.bits);
    return new Cidr(new Ip(this.ip.family, (this.ip.value >> shift) << shift), this.bits);
  }

  toString(): string {
    return `${this.ip}/${this.bits}`;
  }
}

/** Reads an address as Kubernetes does: no zone, no leading zeros, and no IPv4 in IPv6; undefined for no address. */
export function readIp(text: string): Ip | undefined {
  if (!text.includes(':')) {
    const value = readDotted(text);
    return value === undefined ? undefined : new Ip(4, value);
  }
  const value = readColoned(text);
  // ::ffff:10.0.0.1 is one address in two families.
  return value === undefined || value >> 32n === 0xffffn ? undefined : new Ip(6, value);
}

export function readCidr(text: string): Cidr | undefined {
  const [, address = '', prefix = ''] = /^([^/]*)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const ip = readIp(address);
  const bits = Number(prefix);
  if (ip === undefined || prefix === '' || bits > (ip.family === 4 ? 32 : 128)) return undefined;
  return new Cidr(ip, bits);
}

export function ip(text: string): Ip {
  const read = readIp(text);
  if (read === undefined)
    throw new CelFault(`IP Address ${JSON.stringify(text)} parse error during conversion from string`);
  return read;
}

export function cidr(text: string): Cidr {
  const read = readCidr(text);
  if (read === undefined)
    throw new CelFault(`network address parse error during conversion from string: ${JSON.stringify(text)}`);
  return read;
}

function readDotted(text: string): bigint | undefined {
  const parts = text.split('.', 5);
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function readColoned(text: string): bigint | undefined {
  const halves = text.split('::', 3);
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => groupsOf(half));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

function groupsOf(half: string): bigint[] | undefined {
  if (half === '') return [];
  const out: bigint[] = [];
  const parts = half.split(':', 9);
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1 && part.includes('.') ? readDotted(part) : undefined;
    if (last !== undefined) out.push(last >> 16n, last & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) out.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return out;
}

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
}

/** RFC 5952: lower case, the first longest run of at least two zeros left out. */
function coloned(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn));
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let end = start;
    while (groups[end] === 0) end += 1;
    if (end - start > best.length) best = { start, length: end - start };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.length < 2) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}
