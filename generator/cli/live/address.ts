import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PortError } from './port-error.ts';

/** How many attempts are made to find a port that is free on both loopback addresses. */
const ATTEMPTS = 20;

/** The error codes of a system without IPv6 for its loopback address. */
const NO_IPV6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'];

/**
 * Makes servers listen on one port of the loopback addresses, 127.0.0.1 and, where the system has it, ::1.
 * @param open gives a new server
 * @param port the port; undefined for a free one
 * @throws {PortError} where the port cannot be had
 */
export async function listenOnLoopback(
  open: () => Server,
  port: number | undefined,
): Promise<{ port: number; servers: Server[] }> {
  for (let attempt = 1; ; attempt++) {
    const first = open();
    await listen(first, port ?? 0, '127.0.0.1');
    const { port: taken } = first.address() as AddressInfo;
    const second = open();
    try {
      await listen(second, taken, '::1');
      return { port: taken, servers: [first, second] };
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      if (NO_IPV6.includes(error.reason)) return { port: taken, servers: [first] };
      first.close();
      if (port !== undefined || attempt === ATTEMPTS) throw error;
    }
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => reject(new PortError(host, port, cause));
    server.once('error', fail).listen({ port, host, ipv6Only: true }, () => {
      server.removeListener('error', fail);
      resolve();
    });
  });
}
