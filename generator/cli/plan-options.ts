import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FailOn } from './choices.ts';
import type { Options } from './command.ts';

/** What a command line requests of a plan. */
export interface PlanRequest {
  /** Two revisions, such as `main..HEAD`. */
  range: string | undefined;
  /** Environments and clusters; none means all. */
  names: string[];
  /** When the change arrives, milliseconds since 1970. */
  at: number;
  /** An IANA time zone. */
  timeZone: string;
  /** How many nodes a pool has, by its name. */
  nodes: ReadonlyMap<string, number>;
  /** The effects that make the command fail, and `rejected` for objects that an upgrade's release rejects. */
  failOn: ReadonlySet<FailOn>;
}

/** Reads the options and arguments of a plan. */
export function readPlanRequest(
  options: Options,
  positionals: readonly string[],
): PlanRequest | { problem: Diagnostic } {
  const { at, nodes, base, staged, 'time-zone': timeZone, 'fail-on': failOn } = options;
  const [range, second] = positionals.filter((one) => one.includes('..'));
  if (second !== undefined)
    return wrong(
      `only one range is allowed, not ${range} and ${second}`,
      'Name one range of revisions, such as main..HEAD',
    );
  if (range?.includes('...'))
    return wrong(`${range} is not a range of revisions`, `Write two dots: ${range.replace('...', '..')}`);
  if (range !== undefined && (base !== undefined || staged === true))
    return wrong(
      `${range} already names both revisions, so --${base === undefined ? 'staged' : 'base'} is not allowed`,
      'Leave one of them out',
    );
  if (base === 'none')
    return wrong(
      'a plan needs a base to compare with, and --base none gives it none',
      'Name a revision with --base, or leave the option out',
    );
  const time = at === undefined ? Date.now() : timeOf(String(at));
  if (time === undefined)
    return wrong(
      `${at} is not a time with an offset from UTC`,
      'Write --at 2026-11-29T22:00:00Z or 2026-11-29T22:00:00+01:00',
    );
  const zone = String(timeZone ?? 'UTC');
  if (!isTimeZone(zone))
    return wrong(
      `${zone} is not an IANA time zone`,
      'Write --time-zone Europe/Berlin, or leave it out for UTC',
    );
  const counts = [nodes ?? []].flat().map(String);
  const bad = counts.find((count) => !/^[^=]+=[1-9]\d{0,5}$/.test(count));
  if (bad !== undefined)
    return wrong(`--nodes takes POOL=N with N from 1 to 999,999, not ${bad}`, 'Write --nodes general=25');
  const pools = counts.map((count) => count.slice(0, count.indexOf('=')));
  const twice = pools.find((pool, i) => pools.indexOf(pool) !== i);
  if (twice !== undefined) return wrong(`--nodes sets the pool ${twice} twice`, 'Leave one of them out');
  const effects = failOn === undefined ? [] : String(failOn).split(',');
  return {
    range,
    names: positionals.filter((one) => !one.includes('..')),
    at: time,
    timeZone: zone,
    nodes: new Map(counts.map((count, i) => [pools[i] ?? '', Number(count.slice(count.indexOf('=') + 1))])),
    failOn: new Set(effects as FailOn[]),
  };
}

/** A date, or a time with its offset from UTC, in milliseconds since 1970; undefined for anything else, and for a day that does not exist. */
function timeOf(text: string): number | undefined {
  const [, day = ''] =
    /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
  const [time, midnight] = [Date.parse(text), Date.parse(day)];
  if (Number.isNaN(time) || Number.isNaN(midnight)) return undefined;
  return new Date(midnight).toISOString().startsWith(day) ? time : undefined;
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

function wrong(message: string, help: string): { problem: Diagnostic } {
  return { problem: { code: 'invalid-value', severity: 'error', message, help } };
}
