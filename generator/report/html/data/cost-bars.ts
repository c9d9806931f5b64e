import type { CostsData, EnvironmentCeiling } from './costs.ts';

/** What an environment may cost an hour, on one side of a change. */
export interface CostBar {
  environment: string;
  side: 'before' | 'after';
  cheapest: number;
  dearest: number;
  /** Whether any pool has a ceiling. */
  hasCeiling: boolean;
  /** Which pools have none, such as `gpu without limit`; empty where all have one. */
  rest: string;
}

/** The bars of environments in their order, before and then after. */
export function costBars({ environments }: Pick<CostsData, 'environments'>): CostBar[] {
  return environments.flatMap(({ environment, before, after }) => [
    ...(before ? [barOf(environment, 'before', before)] : []),
    ...(after ? [barOf(environment, 'after', after)] : []),
  ]);
}

function barOf(environment: string, side: CostBar['side'], all: EnvironmentCeiling): CostBar {
  const { cheapest, dearest } = all.ceiling;
  return { environment, side, cheapest, dearest, hasCeiling: hasCeiling(all), rest: restText(all) };
}

/** Whether any pool of an environment has a ceiling. */
export function hasCeiling({ unlimited, unknown, pools }: EnvironmentCeiling): boolean {
  return unlimited.length + unknown.length < pools.length;
}

/** The pools of an environment that have no ceiling: `gpu without limit and web unknown`. */
export function restText({ unlimited, unknown }: EnvironmentCeiling): string {
  return [
    ...(unlimited.length > 0 ? [`${unlimited.join(', ')} without limit`] : []),
    ...(unknown.length > 0 ? [`${unknown.join(', ')} unknown`] : []),
  ].join(' and ');
}
