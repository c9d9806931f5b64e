import { hasErrors } from '../../../diagnostics/diagnostic.ts';
import { foldConsequences } from '../../../diagnostics/fold.ts';
import type { PriceOf } from '../../../instances/cost/price-file.ts';
import type { Fleet } from '../../../load/index.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { Upgrade } from '../../../plan/upgrade/upgrade.ts';
import type { Column } from '../../instances/columns.ts';
import type { InstancesEntry } from '../../instances/entry.ts';
import { instancesJson } from '../../instances/json.ts';
import { planJson } from '../../plan/json.ts';
import type { Report } from '../../report.ts';
import type { ReportModel } from '../model.ts';
import type { CalendarData } from './calendar.ts';
import { type CostsData, costsData } from './costs.ts';
import { fleetModel } from './fleet.ts';
import { framesOf } from './frames.ts';
import { typeTable } from './instances.ts';
import { timelineData } from './timeline.ts';

/** What a page shows beside the findings; a command gives what it has. */
export interface PageContent {
  fleet?: Fleet;
  /** Whether what every cluster gets was validated. */
  isValidated?: boolean;
  plan?: PlannedContent;
  instances?: InstancesContent;
  /** The text of a file that findings and changes point at, where it may be quoted. */
  textOf(file: string): string | undefined;
}

export interface PlannedContent {
  plan: Plan;
  upgrades: readonly Upgrade[];
  /** When the change arrives, milliseconds since 1970. */
  at: number;
  /** An IANA time zone. */
  timeZone: string;
  /** The budgets of all pools, and what environments may cost; worked out where a page is written. */
  calendar(): CalendarData;
  costs(): CostsData;
}

export interface InstancesContent {
  entries: readonly InstancesEntry[];
  /** The column that types are sorted by; the order in which Karpenter tries them without it. */
  sort?: Column | undefined;
  /** What instances cost. */
  priceOf: PriceOf;
}

/** Collects all that a page states. */
export function reportModel(
  { command, version, diagnostics }: Report,
  { fleet, isValidated = false, plan, instances, textOf }: PageContent,
): ReportModel {
  const findings = foldConsequences(diagnostics);
  const planned = plan && planJson(plan.plan, plan.upgrades);
  return {
    formatVersion: 1,
    poolwright: version,
    command,
    ok: !hasErrors(diagnostics),
    isValidated,
    diagnostics: findings,
    frames: framesOf(findings, planned, textOf),
    ...(fleet ? { fleet: fleetModel(fleet) } : {}),
    ...(plan && planned
      ? {
          plan: planned,
          at: new Date(plan.at).toISOString(),
          timeZone: plan.timeZone,
          timeline: timelineData(plan.plan, plan.at),
          calendar: plan.calendar(),
          costs: plan.costs(),
        }
      : {}),
    ...(instances
      ? {
          instances: instancesJson(instances.entries, instances.sort),
          ...(plan || !fleet
            ? {}
            : {
                costs: costsData({
                  after: instances.entries,
                  environments: Object.keys(fleet.spec.environments),
                  budgets: fleet.spec.checks?.budget ?? {},
                }),
              }),
          types: typeTable(new Set(instances.entries.map(({ region }) => region)), instances.priceOf),
        }
      : {}),
  };
}
