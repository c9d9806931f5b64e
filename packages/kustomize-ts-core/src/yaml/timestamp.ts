/**
 * The RFC 3339 text that Go prints for a scalar that go-yaml reads as a timestamp (resolve.go,
 * `allowedTimestampFormats`), `undefined` for any other text.
 */
export function parseTimestamp(text: string): string | undefined {
  if (text.charCodeAt(4) !== 0x2d /* - */) return undefined;
  const match =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:([Tt]| *)(\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?(Z|[-+]\d\d:\d\d)?)?$/.exec(
      text,
    );
  // A zone follows after `T`, but not after blanks.
  if (match === null || !match[4]?.trim() !== !match[9]) return undefined;
  const [
    ,
    year = '',
    month = '',
    day = '',
    ,
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '',
    zone = 'Z',
  ] = match;
  if (!isDate(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (zone !== 'Z' && (Number(zone.slice(1, 3)) > 24 || Number(zone.slice(4)) > 60)) return undefined;
  const date = `${year}-${pad(month)}-${pad(day)}`;
  return `${date}T${pad(hour)}:${pad(minute)}:${pad(second)}${formatFraction(fraction)}${formatZone(zone)}`;
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}

function pad(number: string): string {
  return number.padStart(2, '0');
}

/** Nanoseconds without trailing zeros; further digits are dropped. */
function formatFraction(digits: string): string {
  const significant = digits.slice(0, 9).replace(/0+$/, '');
  return significant === '' ? '' : `.${significant}`;
}

function formatZone(zone: string): string {
  return zone === '+00:00' || zone === '-00:00' ? 'Z' : zone;
}
