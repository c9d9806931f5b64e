/**
 * The string formats that Karpenter's CRDs use, as kube-openapi checks them (pkg/validation/strfmt). Those of
 * numbers are checked as ranges.
 */
export const stringFormats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  'date-time': isDateTime,
  datetime: isDateTime,
  password: () => true,
};

/** Formats that the API server checks; it ignores all others (apiextensions-apiserver, .../validation/formats.go). */
export const enforcedFormats: ReadonlySet<string> = new Set(
  `bsonobjectid uri email hostname ipv4 ipv6 cidr mac uuid uuid3 uuid4 uuid5 isbn isbn10 isbn13 creditcard ssn
   hexcolor rgbcolor byte password date duration datetime k8sshortname k8slongname`.split(/\s+/),
);

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

// strfmt/time.go, IsDateTime: seconds up to 59, any character before a fraction, an offset of any digits.
function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  if (!isDate(date)) return false;
  const match = /^(\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/.exec(time);
  if (match === null) return false;
  const [hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return hour <= 23 && minute <= 59 && second <= 59;
}
