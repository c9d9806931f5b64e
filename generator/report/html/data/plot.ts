import type { AllowedTuple } from './calendar.ts';
import type { CostBar } from './cost-bars.ts';
import type { RollData } from './timeline.ts';

/** A plot, by what it shows; `client/plots/` draws each. */
export type PlotData =
  | CalendarPlot
  | TimelinePlot
  | ExpiryPlot
  | TypesPlot
  | PodsPlot
  | FunnelPlot
  | CostsPlot;

/** Nodes that budgets allow at once: a cell for each hour, a row for each day. */
export interface CalendarPlot {
  kind: 'calendar';
  from: number;
  days: number;
  nodes: number;
  spans: readonly AllowedTuple[];
  timeZone: string;
}

/** When nodes are replaced: a row for each roll. */
export interface TimelinePlot {
  kind: 'timeline';
  /** How far the axis goes: to the last of these ends. */
  until: 'earliest' | 'latest';
  from: number;
  rolls: readonly TitledRoll[];
  timeZone: string;
}

/** When replaced nodes expire together: a row for each roll. */
export interface ExpiryPlot {
  kind: 'expiry';
  from: number;
  rolls: readonly TitledRoll[];
  timeZone: string;
}

export interface TitledRoll extends RollData {
  /** The pool and where it is. */
  title: string;
}

/** Instance types by their size and price. */
export interface TypesPlot {
  kind: 'types';
  size: 'vcpus' | 'memoryGib';
  types: readonly PricedType[];
}

export interface PricedType {
  name: string;
  arch: string;
  vcpus: number;
  memoryGib: number;
  dollarsPerHour: number;
  isEstimated: boolean;
  /** Whether the pool can launch it. */
  isCandidate: boolean;
}

/** Pods that a node of each type takes. */
export interface PodsPlot {
  kind: 'pods';
  types: readonly { name: string; pods: number }[];
}

/** How many types each step leaves. */
export interface FunnelPlot {
  kind: 'funnel';
  steps: readonly { text: string; removed: number; left: number }[];
}

/** What environments may cost an hour. */
export interface CostsPlot {
  kind: 'costs';
  bars: readonly CostBar[];
  budgets: readonly { environment: string; dollars: number }[];
}
