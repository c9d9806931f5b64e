import type { Environment } from '@marcbachmann/cel-js';
import { isUri } from '../../formats/uri.ts';
import { CelFault } from '../fault.ts';
import type { LibraryValue } from './equality.ts';
import { sync } from './sync.ts';

/** An absolute URI or an absolute path, as Go's url.ParseRequestURI reads it. */
class Url implements LibraryValue {
  readonly celType = 'kubernetes.URL';
  readonly text: string;
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;

  constructor(text: string) {
    const [, scheme = '', host = '', path = '', query = ''] =
      /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/(?:[^/?@]*@)?([^/?]*))?([^?]*)(?:\?(.*))?$/is.exec(text) ?? [];
    this.text = text;
    this.scheme = scheme.toLowerCase();
    this.host = host;
    // `mailto:a@b.c` has none.
    this.path = path.startsWith('/') ? path : '';
    this.query = query;
  }

  equals(other: unknown): boolean {
    return other instanceof Url && other.text === this.text;
  }
}

/** apiserver v0.37, pkg/cel/library/urls.go. */
export function addUrls(environment: Environment): void {
  const type = 'kubernetes.URL';
  environment
    .registerType(type, Url)
    .registerFunction(`url(string): ${type}`, url, sync)
    .registerFunction('isURL(string): bool', isUri, sync)
    .registerFunction(`${type}.getScheme(): string`, ({ scheme }: Url) => scheme, sync)
    .registerFunction(`${type}.getHost(): string`, ({ host }: Url) => host, sync)
    .registerFunction(`${type}.getHostname(): string`, ({ host }: Url) => hostname(host), sync)
    .registerFunction(`${type}.getPort(): string`, ({ host }: Url) => /:(\d*)$/.exec(host)?.[1] ?? '', sync)
    .registerFunction(`${type}.getEscapedPath(): string`, ({ path }: Url) => escaped(path), sync)
    .registerFunction(
      `${type}.getQuery(): map<string, list<string>>`,
      ({ query }: Url) => queryOf(query),
      sync,
    );
}

function url(text: string): Url {
  if (!isUri(text))
    throw new CelFault(
      `URL parse error during conversion from string: parse ${JSON.stringify(text)}: invalid URI for request`,
    );
  return new Url(text);
}

function hostname(host: string): string {
  return host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
}

/** Bytes that a path may not hold as they are. */
function escaped(path: string): string {
  return path.replace(/[^\w.~!$&'()*+,;=:@/%[\]-]/gu, (rune) =>
    [...Buffer.from(rune)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

/** The parameters that can be read; Go leaves out the others. */
function queryOf(query: string): Map<string, string[]> {
  const out = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const at = pair.indexOf('=');
    const [key, value] = (at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]).map(unescaped);
    if (key === undefined || value === undefined) continue;
    out.set(key, [...(out.get(key) ?? []), value]);
  }
  return out;
}

function unescaped(text: string): string | undefined {
  if (/%(?![0-9a-f]{2})/i.test(text)) return undefined;
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/[^%]+|%(..)/g, (part, hex?: string) =>
      hex === undefined
        ? Buffer.from(part).toString('latin1')
        : String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, 'latin1').toString();
}
