import type { Budget } from '../../check/karpenter/disruption/budget.ts';
import { allowedUnder, type LimitSpan, limitSpans, searchAhead } from './limits.ts';

/** How long the disruption controller rests after a pass that did nothing: core v1.15.0, pkg/controllers/disruption/controller.go. */
export const POLL_MS = 10_000;

/** A roll that takes longer than this, in milliseconds, is not followed to its end. */
const LONGEST_ROLL_MS = 10 * 366 * 86_400_000;

/** Nodes that are replaced without a pause, from the first command until the last old node has gone. */
export interface Wave {
  start: number;
  end: number;
  nodes: number;
}

export interface RunInput {
  budgets: readonly Budget[];
  nodes: number;
  drifted: number;
  unavailable: number;
  at: number;
  replaceMs: number;
  passMs: number;
  drainMs: number;
  headroom?: number | undefined;
  isStatic?: boolean;
}

export interface Run {
  waves: Wave[];
  mostAtOnce: number;
  /** Drifted nodes for which no command started. */
  left: number;
  /** The most that budgets allowed at a pass, before nodes already disrupted are subtracted. */
  mostAllowed: number;
}

/** Simulates one roll whose drains all take as long; ends with the last command, or where nothing moves any more. */
export function runRoll(input: RunInput): Run {
  const run: Run = { waves: [], mostAtOnce: 0, left: input.drifted, mostAllowed: 0 };
  const flight = new Flight(input);
  const limitsAt = limitsInOrder(limitSpans(input.budgets, 'Drifted', input.at));
  const patience = searchAhead(input.budgets);
  let quietSince = input.at;
  for (let time = input.at; run.left > 0 && time - input.at < LONGEST_ROLL_MS; ) {
    flight.advance(time);
    const { limits, end } = limitsAt(time);
    const allowed = allowedUnder(limits, input.nodes + flight.ready - flight.gone);
    run.mostAllowed = Math.max(run.mostAllowed, allowed);
    const starts = startsOf(input, flight, Math.min(run.left, allowed - input.unavailable - flight.going));
    if (starts > 0) {
      flight.start(starts, time);
      record(run, starts, time, time + input.replaceMs + input.drainMs);
      run.mostAtOnce = Math.max(run.mostAtOnce, flight.going);
      quietSince = time;
      time += input.isStatic ? POLL_MS : input.passMs;
      continue;
    }
    const moves = flight.nextEvent();
    const next = Math.min(moves, end);
    if (next === Number.POSITIVE_INFINITY) break;
    if (moves < Number.POSITIVE_INFINITY) quietSince = next;
    else if (next - quietSince > patience) break;
    time += Math.max(1, Math.ceil((next - time) / POLL_MS)) * POLL_MS;
  }
  return run;
}

/** The commands of one pass: one, or for a static pool as many as limits.nodes has room for, once the last ones are done with launching. */
function startsOf(
  { isStatic = false, headroom = Number.POSITIVE_INFINITY }: RunInput,
  flight: Flight,
  room: number,
) {
  if (!isStatic) return Math.min(room, 1);
  return flight.launching > 0 ? 0 : Math.min(room, headroom - flight.going);
}

function record(run: Run, nodes: number, time: number, end: number): void {
  run.left -= nodes;
  const last = run.waves.at(-1);
  if (last === undefined || time - last.end > POLL_MS) run.waves.push({ start: time, end, nodes });
  else {
    last.end = Math.max(last.end, end);
    last.nodes += nodes;
  }
}

/** The spans by time, for times that never go back. */
function limitsInOrder(spans: Generator<LimitSpan, never>): (time: number) => LimitSpan {
  let span = spans.next().value;
  return (time) => {
    while (span.end <= time) span = spans.next().value;
    return span;
  };
}

/** The commands that have started, oldest first; each is done with launching, and then with draining, in that order. */
class Flight {
  /** How many replacements are Initialized, and how many old nodes have gone. */
  ready = 0;
  gone = 0;
  readonly #readyAt: number[] = [];
  readonly #input: RunInput;

  constructor(input: RunInput) {
    this.#input = input;
  }

  get going(): number {
    return this.#readyAt.length - this.gone;
  }

  get launching(): number {
    return this.#readyAt.length - this.ready;
  }

  start(nodes: number, time: number): void {
    for (let i = 0; i < nodes; i++) this.#readyAt.push(time + this.#input.replaceMs);
  }

  advance(time: number): void {
    while (this.#readyOf(this.ready) <= time) this.ready += 1;
    while (this.#goneOf(this.gone) <= time) this.gone += 1;
  }

  /** The next time at which a replacement is ready or an old node has gone; Infinity where nothing moves. */
  nextEvent(): number {
    return Math.min(this.#readyOf(this.ready), this.#goneOf(this.gone));
  }

  #readyOf(index: number): number {
    return this.#readyAt[index] ?? Number.POSITIVE_INFINITY;
  }

  #goneOf(index: number): number {
    return this.#readyOf(index) + this.#input.drainMs;
  }
}
