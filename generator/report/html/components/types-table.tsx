import type { JSX } from 'preact';
import type { TypeJson } from '../../instances/json.ts';
import { hourlyText } from '../data/type-text.ts';

const GIB = 2 ** 30;

/** The types that a pool can launch, in the order in which Karpenter tries them. */
export function TypesTable({ types }: { types: readonly TypeJson[] }): JSX.Element {
  return (
    <table>
      <thead>
        <tr>
          {[
            'type',
            'arch',
            'vCPU',
            'memory, GiB',
            'CPU for pods',
            'memory for pods, GiB',
            'pods',
            '$/h',
            'spot $/h',
          ].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {types.map(({ name, arch, vcpus, memoryMib, allocatable, price, spot }) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{arch}</td>
            <td class="number">{vcpus}</td>
            <td class="number">{memoryMib / 1024}</td>
            <td class="number">{allocatable.cpu}</td>
            <td class="number">{Math.floor(((allocatable.memory ?? 0) / GIB) * 10) / 10}</td>
            <td class="number">{allocatable.pods}</td>
            <td class="number">
              {price.kind === 'unknown'
                ? 'unknown'
                : `${price.kind === 'estimated' ? '~' : ''}${hourlyText(price.dollarsPerHour)}`}
            </td>
            <td class="number">{spot ? `${hourlyText(spot.lowest)} to ${hourlyText(spot.highest)}` : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
