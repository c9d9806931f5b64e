import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LineFrame } from '../frame.ts';
import type { InstancesJson } from '../instances/json.ts';
import type { PlanJson } from '../plan/json.ts';
import type { CalendarData } from './data/calendar.ts';
import type { CostsData } from './data/costs.ts';
import type { TypeTable } from './data/instances.ts';
import type { TimelineData } from './data/timeline.ts';

/** All that a page states; it is embedded in the page as JSON. */
export interface ReportModel {
  /** Rises when a field changes its meaning. */
  formatVersion: 1;
  /** Version of Poolwright. */
  poolwright: string;
  /** The command that made it, such as `plan`. */
  command: string;
  /** False when a diagnostic of severity error was found. */
  ok: boolean;
  /** Whether what every cluster gets was validated. */
  isValidated: boolean;
  /** As `--format json` has them: one for each cause, with its consequences. */
  diagnostics: readonly Diagnostic[];
  /** The lines that findings and changes point at, by `fleet.yaml:42:19`. */
  frames: Readonly<Record<string, LineFrame>>;
  /** What the fleet declares; absent where it cannot be read. */
  fleet?: FleetModel;
  /** As `plan --format json` has it. */
  plan?: PlanJson;
  /** When the change arrives, ISO 8601 in UTC, and the time zone of printed times; with a plan only. */
  at?: string;
  timeZone?: string;
  /** When the nodes of the plan's pools are replaced. */
  timeline?: TimelineData;
  /** What the budgets of all pools allow. */
  calendar?: CalendarData;
  /** What environments may cost at most, before and after. */
  costs?: CostsData;
  /** As `instances --format json` has it. */
  instances?: InstancesJson;
  /** All types of the regions of these. */
  types?: TypeTable;
}

/** The names of a fleet: environments in its order, pools and clusters by name. */
export interface FleetModel {
  name: string;
  pools: string[];
  environments: EnvironmentModel[];
}

export interface EnvironmentModel {
  name: string;
  clusters: string[];
  /** The pools that the environment has. */
  pools: string[];
}
