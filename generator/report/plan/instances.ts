import { dollarsText } from '../../instances/cost/text.ts';
import type { Ceiling, CeilingChange, InstancesChange } from '../../plan/instances-change.ts';

const mostNames = 6;

/** What changes of a pool's instance types and of what its limits allow, line by line. */
export function instanceLines({ region, gained, lost, ceiling }: InstancesChange): string[] {
  const types = [
    ...(gained.length > 0 ? [`${gained.length} more (${namesText(gained)})`] : []),
    ...(lost.length > 0 ? [`${lost.length} fewer (${namesText(lost)})`] : []),
  ];
  return [
    ...(types.length > 0 ? [`instance types in ${region}: ${types.join(', ')}`] : []),
    ...(ceiling === undefined ? [] : [`at most, on demand in ${region}: ${ceilingText(ceiling)}`]),
  ];
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

function ceilingText({ before, after, prices }: CeilingChange): string {
  const values = [before, after].flatMap((ceiling) => (ceiling === undefined ? [] : [amountText(ceiling)]));
  const change =
    before === undefined
      ? `${values[0]}, new`
      : after === undefined
        ? `${values[0]}, gone`
        : values.join(' -> ');
  const kinds = prices.map(({ kind, date }) => [kind, date].filter(Boolean).join(' '));
  return kinds.length === 0 ? change : `${change}; prices: ${kinds.join(', ')}`;
}

function amountText(ceiling: Ceiling): string {
  if (ceiling === 'unlimited') return 'no limit';
  return ceiling === 'unknown' ? 'unknown' : dollarsText(ceiling.dearest);
}
