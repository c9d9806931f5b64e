import { isIpv6 } from './address.ts';

/**
 * `uri`: an absolute URI or an absolute path, as Go 1.26's url.ParseRequestURI reads it (net/url/url.go). A fragment
 * has no meaning of its own there.
 */
export function isUri(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what Go rejects.
  if (text === '' || /[\0-\x1f\x7f]/.test(text) || text.startsWith(':')) return false;
  if (text === '*') return true;
  const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(text)?.[0];
  const [rest = ''] = (scheme === undefined ? text : text.slice(scheme.length + 1)).split('?', 1);
  if (!rest.startsWith('/')) return scheme !== undefined;
  if (scheme === undefined || !rest.startsWith('//')) return isEscaped(rest);
  const [, authority = '', path = ''] = /^\/\/([^/]*)(.*)$/su.exec(rest) ?? [];
  return isAuthority(authority, /^https?$/i.test(scheme)) && isEscaped(path);
}

function isEscaped(text: string): boolean {
  return !/%(?![0-9a-f]{2})/i.test(text);
}

function isAuthority(text: string, http: boolean): boolean {
  const at = text.lastIndexOf('@');
  const user = text.slice(0, Math.max(at, 0));
  return /^[\w.:~!$&'()*+,;=%@-]*$/.test(user) && isEscaped(user) && isHost(text.slice(at + 1), http);
}

function isHost(host: string, http: boolean): boolean {
  const open = host.lastIndexOf('[');
  if (open > 0) return false;
  if (open === 0) return isLiteral(host);
  // Databases list hosts with ports, which Go accepts, except for HTTP.
  const colon = http ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon >= 0 && !/^:\d*$/.test(host.slice(colon))) return false;
  // Only bytes beyond ASCII may be escaped, and the percent sign.
  return isHostText(host.replace(/%(?:25|[89a-f][0-9a-f])/gi, 'x'));
}

function isHostText(text: string): boolean {
  return /^[\w.~!$&'()*+,;=:[\]<>"\x80-\uffff-]*$/.test(text);
}

/** `[fe80::1%25en0]:80`. */
function isLiteral(host: string): boolean {
  const match = /^\[([^%\]]*)(?:%25(.*))?\](?::\d*)?$/s.exec(host);
  if (match === null) return false;
  const [, address = '', zone] = match;
  return isIpv6(address) && (zone === undefined || isZone(zone));
}

/** What a zone may contain, a space and a percent sign may be escaped. */
function isZone(zone: string): boolean {
  const unescaped = zone.replace(/%([0-7][0-9a-f])/gi, (_escape, hex: string) =>
    hex === '20' || hex === '25' ? 'x' : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return zone !== '' && isHostText(unescaped);
}
