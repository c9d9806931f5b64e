import type { JSX } from 'preact';
import { timeIn } from '../../plan/time-text.ts';
import type { TitledRoll } from '../data/plot.ts';

interface RollTableProps {
  rolls: readonly TitledRoll[];
  zone: string;
}

/** The waves of each roll, with its earliest and latest end. */
export function WavesTable({ rolls, zone }: RollTableProps): JSX.Element {
  const time = timeIn(zone);
  return (
    <table>
      <thead>
        <tr>
          {['pool', 'wave', 'from', 'to', 'nodes', 'at once', 'earliest end', 'latest end'].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rolls.flatMap(({ title, waves, mostAtOnce, shortestEnd, longestEnd }) =>
          (waves.length === 0 ? [undefined] : waves).map((wave, i) => (
            <tr>
              <th scope="row">{title}</th>
              <td class="number">{wave ? i + 1 : ''}</td>
              <td>{wave ? time(wave.start) : ''}</td>
              <td>{wave ? time(wave.end) : ''}</td>
              <td class="number">{wave?.nodes}</td>
              <td class="number">{mostAtOnce}</td>
              <td>{shortestEnd === undefined ? 'stalls' : time(shortestEnd)}</td>
              <td>{longestEnd === undefined ? 'no upper bound' : time(longestEnd)}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

/** When the nodes of each roll expire. */
export function ExpiryTable({ rolls, zone }: RollTableProps): JSX.Element {
  const time = timeIn(zone);
  return (
    <table>
      <thead>
        <tr>
          {['pool', 'nodes', 'expire from', 'to'].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rolls.map(({ title, nodes, expiry }) => (
          <tr>
            <th scope="row">{title}</th>
            <td class="number">{nodes}</td>
            <td>{expiry ? time(expiry.start) : ''}</td>
            <td>{expiry ? time(expiry.end) : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
