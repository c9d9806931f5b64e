import type { JSX } from 'preact';

interface LegendEntry {
  /** A class of `styles/plots.css`. */
  id: string;
  text: string;
  shape?: keyof typeof PATHS;
}

const PATHS = {
  square: 'M1,1H13V13H1Z',
  circle: 'M7,2A5,5 0 1 1 6.99,2Z',
  triangle: 'M7,1L13,12H1Z',
  line: 'M6,0H8V14H6Z',
  'line in a bar': 'M0,1H6V13H0ZM8,1H14V13H8Z',
  dashes: 'M0,6H3V8H0ZM5,6H9V8H5ZM11,6H14V8H11Z',
} as const;

/** What colours and shapes of a plot mean. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }): JSX.Element {
  return (
    <ul class="legend">
      {entries.map(({ id, text, shape = 'square' }) => (
        <li>
          <svg class={`swatch ${id}`} viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
            <path d={PATHS[shape]} />
          </svg>{' '}
          {text}
        </li>
      ))}
    </ul>
  );
}
