/** Converts what people write to the value that they mean. Each function returns all values that the text may mean. */

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const UNIT = /^(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)$/;

/** A duration in hours, minutes and seconds: `30d` is 720h, `1.5 hours` is 1h30m. */
export function durations(text: string): string[] {
  const compact = text.trim().toLowerCase().replaceAll(/\s+/g, '');
  if (compact === 'never') return ['Never'];
  if (!/^(?:[0-9]+(?:\.[0-9]+)?[a-z]+)+$/.test(compact)) return [];
  let seconds = 0;
  for (const [, amount = '', unit = ''] of compact.matchAll(/([0-9.]+)([a-z]+)/g)) {
    if (!UNIT.test(unit)) return [];
    seconds += Number(amount) * (SECONDS[unit.charAt(0)] ?? Number.NaN);
  }
  return Number.isSafeInteger(seconds) ? [durationText(seconds)] : [];
}

function durationText(seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'm'],
    [seconds % 60, 's'],
  ];
  const text = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount}${unit}`);
  return text.join('') || '0s';
}

/** A quantity of Kubernetes: `100 cores` is 100, `400GiB` is 400Gi, `100GB` is 100Gi or 100G. */
export function quantities(text: string): string[] {
  const match = /^([+-]?[0-9][0-9,_]*(?:\.[0-9]+)?)\s*([a-z]*)$/i.exec(text.trim());
  if (!match) return [];
  const number = (match[1] ?? '').replaceAll(/[,_]/g, '');
  const unit = (match[2] ?? '').toLowerCase();
  if (/^(v?cpus?|cores?|gpus?|nodes?|pods?|bytes?|b)?$/.test(unit)) return [number];
  if (/^(milli(cpus?|cores?)?|mcpus?)$/.test(unit)) return [`${number}m`];
  const [, letter = '', binary, bytes] = /^([kmgtpe])(i)?(b)?$/.exec(unit) ?? [];
  if (letter === '') return [];
  const upper = letter.toUpperCase();
  if (binary !== undefined) return [`${number}${upper}i`];
  const decimal = `${number}${letter === 'k' ? 'k' : upper}`;
  return bytes === undefined ? [decimal] : [`${number}${upper}i`, decimal];
}

/** The size of a volume: a quantity, in Gi where the unit is missing. */
export function volumeSizes(text: string): string[] {
  return /^[0-9]+$/.test(text.trim()) ? [`${text.trim()}Gi`] : quantities(text);
}

/** A percentage, `10 percent` is 10%; or a number of nodes. */
export function percentages(text: string): string[] {
  const [, amount = '', percent] =
    /^([0-9]+(?:\.[0-9]+)?)\s*(%|percent|pct)?(?:\s*nodes?)?$/i.exec(text.trim()) ?? [];
  if (amount === '') return [];
  return [percent === undefined ? amount : `${amount}%`];
}

/** A percentage or a quantity. */
export function thresholds(text: string): string[] {
  return /%|percent|pct/i.test(text) ? percentages(text) : quantities(text);
}

/** A macro of cron, `daily` is @daily. */
export function schedules(text: string): string[] {
  return [`@${text.trim().toLowerCase().replace(/^@/, '')}`];
}

/** A minor version, `v1.34.2` is 1.34. */
export function minorVersions(text: string): string[] {
  const match = /^\s*v?([0-9]+\.[0-9]+)/i.exec(text);
  return match ? [match[1] ?? ''] : [];
}

/** A version without its `v`. */
export function versions(text: string): string[] {
  const match = /^\s*v?([0-9]+\.[0-9]+(?:\.[0-9]+)?)/i.exec(text);
  return match ? [match[1] ?? ''] : [];
}

/** A day, `2027/6/30` is 2027-06-30. */
export function days(text: string): string[] {
  const match = /^\s*([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T\s].*)?$/.exec(text);
  return match ? [[match[1], ...match.slice(2).map((part) => part.padStart(2, '0'))].join('-')] : [];
}

/** A price in dollars, `$0,05` is 0.05. */
export function prices(text: string): string[] {
  return [text.replaceAll(/[$\s]|usd/gi, '').replace(',', '.')];
}

/** A change of a price, `10%` is +10% or -10%. */
export function adjustments(text: string): string[] {
  const compact = text.replaceAll(/[\s$]/g, '').replace(/percent$/i, '%');
  return /^[+-]/.test(compact) ? [compact] : [`+${compact}`, `-${compact}`];
}

/** An identifier without spaces, quotes, dashes between digits or capital letters. */
export function identifiers(text: string): string[] {
  const plain = text
    .trim()
    .replaceAll(/["'\s]/g, '')
    .toLowerCase();
  return [plain, plain.replaceAll(/[^0-9]/g, '')];
}

/** A label, its other characters replaced by dashes. */
export function labels(text: string): string[] {
  return [
    text
      .trim()
      .replaceAll(/[^A-Za-z0-9_./-]+/g, '-')
      .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, ''),
  ];
}

/** A name of Kubernetes. */
export function names(text: string): string[] {
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-');
  return [plain.replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')];
}

/** A group without its version. */
export function groups(text: string): string[] {
  return [text.split('/')[0] ?? ''];
}
