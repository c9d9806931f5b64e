import type { CostsData, EnvironmentCeiling } from './costs.ts';

/** What an environment may cost an hour, on one side of a change. */
export interface CostBar {
  environment: string;
  side: 'before' | 'after';
  cheapest: number;
  dearest: number;
  /** Pools that are not in it. */
  without: string[];
}

/** The bars of environments in their order, before and then after. */
export function costBars({ environments }: Pick<CostsData, 'environments'>): CostBar[] {
  return environments.flatMap(({ environment, before, after }) => [
    ...(before ? [barOf(environment, 'before', before)] : []),
    ...(after ? [barOf(environment, 'after', after)] : []),
  ]);
}

function barOf(
  environment: string,
  side: CostBar['side'],
  { ceiling: { cheapest, dearest }, unlimited, unknown }: EnvironmentCeiling,
): CostBar {
  return { environment, side, cheapest, dearest, without: [...unlimited, ...unknown] };
}
