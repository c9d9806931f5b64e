import type { JSX } from 'preact';
import { dollarsText } from '../../../instances/cost/text.ts';
import type { EnvironmentCeiling, EnvironmentCostData } from '../data/costs.ts';

type PoolCeiling = EnvironmentCeiling['pools'][number]['ceiling'];

/** The ceiling of each environment and each of its pools, before and after. */
export function CostsTable({ environments }: { environments: readonly EnvironmentCostData[] }): JSX.Element {
  return (
    <table>
      <thead>
        <tr>
          {['environment', 'pool', 'side', 'cheapest types', 'dearest types'].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {environments.flatMap(({ environment, before, after }) =>
          (
            [
              ['before', before],
              ['after', after],
            ] as const
          ).flatMap(([side, ceilings]) =>
            ceilings
              ? [
                  <Row environment={environment} pool="all" side={side} ceiling={ceilings.ceiling} />,
                  ...ceilings.pools.map(({ pool, ceiling }) => (
                    <Row environment={environment} pool={pool} side={side} ceiling={ceiling} />
                  )),
                ]
              : [],
          ),
        )}
      </tbody>
    </table>
  );
}

interface RowProps {
  environment: string;
  pool: string;
  side: string;
  ceiling: PoolCeiling;
}

function Row({ environment, pool, side, ceiling }: RowProps): JSX.Element {
  const [cheapest, dearest] =
    typeof ceiling === 'string'
      ? [ceiling, ceiling]
      : [
          `${ceiling.isExact ? '' : 'at least '}${dollarsText(ceiling.cheapest)}`,
          dollarsText(ceiling.dearest),
        ];
  return (
    <tr>
      <th scope="row">{environment}</th>
      <td>{pool}</td>
      <td>{side}</td>
      <td class="number">{cheapest}</td>
      <td class="number">{dearest}</td>
    </tr>
  );
}
