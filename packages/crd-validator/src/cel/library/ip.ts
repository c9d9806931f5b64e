import type { Environment } from '@marcbachmann/cel-js';
import { Cidr, cidr, Ip, ip, readCidr, readIp } from './address.ts';
import { namespace } from './namespace.ts';
import { sync } from './sync.ts';

/** apiserver v0.37, pkg/cel/library/ip.go and cidr.go. */
export function addAddresses(environment: Environment): void {
  addIps(environment.registerType('net.IP', Ip).registerType('net.CIDR', Cidr));
  environment
    .registerFunction('cidr(string): net.CIDR', cidr, sync)
    .registerFunction('isCIDR(string): bool', (text: string) => readCidr(text) !== undefined, sync)
    .registerFunction(
      'net.CIDR.containsIP(string): bool',
      (net: Cidr, text: string) => net.contains(ip(text)),
      sync,
    )
    .registerFunction('net.CIDR.containsIP(net.IP): bool', (net: Cidr, one: Ip) => net.contains(one), sync)
    .registerFunction(
      'net.CIDR.containsCIDR(string): bool',
      (net: Cidr, text: string) => holds(net, cidr(text)),
      sync,
    )
    .registerFunction('net.CIDR.containsCIDR(net.CIDR): bool', holds, sync)
    .registerFunction('net.CIDR.ip(): net.IP', (net: Cidr) => net.ip, sync)
    .registerFunction('net.CIDR.prefixLength(): int', (net: Cidr) => BigInt(net.bits), sync)
    .registerFunction('net.CIDR.masked(): net.CIDR', (net: Cidr) => net.masked(), sync)
    .registerFunction('goString(net.CIDR): string', String, sync);
}

function addIps(environment: Environment): void {
  environment
    .registerFunction('ip(string): net.IP', ip, sync)
    .registerFunction('isIP(string): bool', (text: string) => readIp(text) !== undefined, sync)
    .registerFunction('net.IP.family(): int', ({ family }: Ip) => BigInt(family), sync)
    .registerFunction('net.IP.isUnspecified(): bool', ({ value }: Ip) => value === 0n, sync)
    .registerFunction('net.IP.isLoopback(): bool', (one: Ip) => isIn(one, ['127.0.0.0/8', '::1/128']), sync)
    .registerFunction('net.IP.isLinkLocalMulticast(): bool', (one: Ip) => isLinkLocalMulticast(one), sync)
    .registerFunction(
      'net.IP.isLinkLocalUnicast(): bool',
      (one: Ip) => isIn(one, ['169.254.0.0/16', 'fe80::/10']),
      sync,
    )
    .registerFunction('net.IP.isGlobalUnicast(): bool', isGlobalUnicast, sync)
    .registerFunction('goString(net.IP): string', String, sync);
  namespace(environment, 'ip').registerFunction(
    'IpNamespace.isCanonical(string): bool',
    (_: unknown, text: string) => String(ip(text)) === text,
    sync,
  );
}

function holds(net: Cidr, inner: Cidr): boolean {
  return net.bits <= inner.bits && net.contains(inner.ip);
}

function isIn(one: Ip, nets: readonly string[]): boolean {
  return nets.some((net) => cidr(net).contains(one));
}

function isLinkLocalMulticast(one: Ip): boolean {
  // ff_2::, whatever the flags.
  return one.family === 4
    ? isIn(one, ['224.0.0.0/24'])
    : one.value >> 120n === 0xffn && ((one.value >> 112n) & 0xfn) === 2n;
}

function isGlobalUnicast(one: Ip): boolean {
  return (
    one.value !== 0n &&
    !isIn(one, [
      '255.255.255.255/32',
      '127.0.0.0/8',
      '::1/128',
      '224.0.0.0/4',
      'ff00::/8',
      '169.254.0.0/16',
      'fe80::/10',
    ])
  );
}
