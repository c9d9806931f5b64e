import type { JSX } from 'preact';
import type { Location } from '../../../diagnostics/diagnostic.ts';
import type { LineFrame } from '../../frame.ts';
import { placeText } from '../../scope.ts';

/** A place, and its line with the characters marked, where the line is known. */
export function CodeFrame({ at, frame }: { at: Location; frame: LineFrame | undefined }): JSX.Element {
  return (
    <figure class="frame">
      <figcaption>
        <code>{placeText(at)}</code>
      </figcaption>
      {frame && (
        <pre>
          <code>
            <span class="line-number">{at.line} | </span>
            {frame.text.slice(0, frame.start).trimStart()}
            <mark>{frame.text.slice(frame.start, frame.end)}</mark>
            {frame.text.slice(frame.end)}
          </code>
        </pre>
      )}
    </figure>
  );
}
