import type { JSX } from 'preact';
import type { TitledRoll } from '../data/plot.ts';
import { TimedText } from './timed-text.tsx';

/** The text of the plan for each roll. */
export function RollList({ rolls, zone }: { rolls: readonly TitledRoll[]; zone: string }): JSX.Element {
  return (
    <dl class="rolls">
      {rolls.map(({ title, lines }) => (
        <>
          <dt>{title}</dt>
          {lines.map((line) => (
            <dd>
              <TimedText text={line} zone={zone} />
            </dd>
          ))}
        </>
      ))}
    </dl>
  );
}
