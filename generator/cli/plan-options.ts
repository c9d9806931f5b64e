import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { EFFECTS, type Effect } from '../plan/change.ts';
import type { Options } from './command.ts';

/** What a command line asks of a plan. */
export interface PlanRequest {
  /** Two revisions, as `main..HEAD`. */
  range: string | undefined;
  /** Environments and clusters; none means all. */
  names: string[];
  /** When the change arrives, milliseconds since 1970. */
  at: number;
  /** An IANA time zone. */
  timeZone: string;
  /** How many nodes a pool has, by its name. */
  nodes: ReadonlyMap<string, number>;
  /** The effects that make the command fail. */
  failOn: ReadonlySet<Effect>;
}

/** Reads the options and arguments of a plan. */
export function readPlanRequest(
  { at, nodes, 'time-zone': timeZone, 'fail-on': failOn }: Options,
  positionals: readonly string[],
): PlanRequest | { problem: Diagnostic } {
  const [range, second] = positionals.filter((one) => one.includes('..'));
  if (second !== undefined)
    return wrong(`${range} and ${second} are two ranges`, 'Name one range of revisions, as main..HEAD');
  const time = at === undefined ? Date.now() : Date.parse(String(at));
  if (Number.isNaN(time)) return wrong(`${at} is not a time`, 'Write --at 2026-11-29T22:00:00Z');
  const zone = String(timeZone ?? 'UTC');
  if (!isTimeZone(zone))
    return wrong(
      `${zone} is not an IANA time zone`,
      'Write --time-zone Europe/Berlin, or leave it out for UTC',
    );
  const counts = [nodes ?? []].flat().map(String);
  const bad = counts.find((count) => !/^[^=]+=\d{1,6}$/.test(count));
  if (bad !== undefined) return wrong(`--nodes takes POOL=N, not ${bad}`, 'Write --nodes general=25');
  const effects = failOn === undefined ? [] : String(failOn).split(',');
  const unknown = effects.find((effect) => !EFFECTS.some((known) => known === effect));
  if (unknown !== undefined)
    return wrong(
      `--fail-on takes ${EFFECTS.join(', ')}, not ${unknown}`,
      didYouMean(unknown, EFFECTS, 'effect'),
    );
  return {
    range,
    names: positionals.filter((one) => !one.includes('..')),
    at: time,
    timeZone: zone,
    nodes: new Map(counts.map((count) => [count.slice(0, count.indexOf('=')), Number(count.split('=')[1])])),
    failOn: new Set(effects as Effect[]),
  };
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
