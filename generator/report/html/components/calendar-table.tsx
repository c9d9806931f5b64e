import type { JSX } from 'preact';
import { timeIn } from '../../plan/time-text.ts';
import { plural } from '../../scope.ts';
import type { AllowedTuple } from '../data/calendar.ts';
import { allowedText } from '../data/levels.ts';

/** How many rows are shown: a schedule may change every minute. */
const MOST = 200;

interface CalendarTableProps {
  spans: readonly AllowedTuple[];
  nodes: number;
  zone: string;
}

/** From when to when budgets allow how many nodes. */
export function CalendarTable({ spans, nodes, zone }: CalendarTableProps): JSX.Element {
  const time = timeIn(zone);
  const hidden = spans.length - MOST;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">from</th>
            <th scope="col">to</th>
            <th scope="col">allowed at once</th>
          </tr>
        </thead>
        <tbody>
          {spans.slice(0, MOST).map(([start, end, allowed]) => (
            <tr>
              <td>{time(start)}</td>
              <td>{time(end)}</td>
              <td>{allowedText(allowed ?? Number.POSITIVE_INFINITY, nodes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 ? <p>{plural(hidden, 'more change')}: the JSON of the plan has them</p> : null}
    </>
  );
}
