/** The text of a time in milliseconds since 1970. */
export type TimeText = (at: number) => string;

/**
 * Times as `Sun 29 Nov 22:00 UTC`.
 * @param timeZone an IANA time zone
 */
export function timeIn(timeZone: string): TimeText {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = format.formatToParts(at);
    const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
    return `${part('weekday')} ${part('day')} ${part('month')} ${part('hour')}:${part('minute')} ${timeZone}`;
  };
}
