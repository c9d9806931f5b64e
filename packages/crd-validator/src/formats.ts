import { isCidr, isIpv4, isIpv6, isMac } from './formats/address.ts';
import { isCreditCard, isIsbn10, isIsbn13 } from './formats/checksum.ts';
import { isEmail } from './formats/email.ts';
import { isBase64 } from './formats/encoded-word.ts';
import { isHostname, isLongName, isShortName } from './formats/name.ts';
import { isDate, isDateTime, isDuration } from './formats/time.ts';
import { isUri } from './formats/uri.ts';

/**
 * The formats of strings that the API server checks; it ignores all others. Which: apiextensions-apiserver v0.37,
 * pkg/apiserver/validation/formats.go; how: kube-openapi, pkg/validation/strfmt. Their names are without hyphens, as
 * there. Formats of numbers are checked as ranges.
 */
export const stringFormats: Readonly<Record<string, (text: string) => boolean>> = {
  bsonobjectid: (text) => /^[0-9a-f]{24}$/i.test(text),
  byte: (text) => text !== '' && isBase64(text),
  cidr: isCidr,
  creditcard: isCreditCard,
  date: isDate,
  datetime: isDateTime,
  duration: isDuration,
  email: isEmail,
  hexcolor: (text) => /^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(text),
  hostname: isHostname,
  ipv4: isIpv4,
  ipv6: isIpv6,
  isbn: (text) => isIsbn10(text) || isIsbn13(text),
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  k8slongname: isLongName,
  k8sshortname: isShortName,
  mac: isMac,
  password: () => true,
  rgbcolor: isRgbColor,
  ssn: (text) => /^\d{3}[- ]\d{2}[- ]\d{4}$/.test(text),
  uri: isUri,
  uuid: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid3: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid4: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  uuid5: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
};

/** The name of a string's format in the table; undefined for one that the server ignores. */
export function knownFormat(format: string | undefined): string | undefined {
  const name = format?.replaceAll('-', '') ?? '';
  return Object.hasOwn(stringFormats, name) ? name : undefined;
}

function isRgbColor(text: string): boolean {
  const channels = /^rgb\(([\d\t\n\f\r ,]*)\)$/.exec(text)?.[1]?.split(',', 4) ?? [];
  return (
    channels.length === 3 &&
    channels.every((channel) => {
      const [, digits] = /^[\t\n\f\r ]*(0|[1-9]\d{0,2})[\t\n\f\r ]*$/.exec(channel) ?? [];
      return digits !== undefined && Number(digits) <= 255;
    })
  );
}
