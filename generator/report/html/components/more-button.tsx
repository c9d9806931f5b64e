import type { JSX } from 'preact';
import { counted, plural } from '../../scope.ts';

interface MoreButtonProps {
  /** How many items of the total are shown. */
  shown: number;
  total: number;
  /** How many more the button shows. */
  step: number;
  noun: string;
  onMore(shown: number): void;
}

/** Shows more of a long list; nothing where all of it is shown. */
export function MoreButton({ shown, total, step, noun, onMore }: MoreButtonProps): JSX.Element | null {
  if (shown >= total) return null;
  return (
    <p class="more">
      {counted(shown)} of {plural(total, noun)}{' '}
      <button type="button" onClick={() => onMore(shown + step)}>
        Show {counted(Math.min(step, total - shown))} more
      </button>
    </p>
  );
}
