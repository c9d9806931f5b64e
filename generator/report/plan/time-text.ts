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

/** `3 d 4 h`, `25 min`: the two largest units. */
export function durationText(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const units: [number, string][] = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'min'],
  ];
  const parts = units.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : []));
  return parts.slice(0, 2).join(' ');
}
