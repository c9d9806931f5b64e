import type { JSX } from 'preact';
import { countText } from '../../text.ts';
import type { ReportModel } from '../model.ts';

/** The plan in a sentence, and the findings by severity. */
export function Summary({ model: { plan, diagnostics } }: { model: ReportModel }): JSX.Element {
  return (
    <>
      {plan && (
        <p class="sentence">
          Against {plan.base}: <strong>{plan.summary}</strong>
        </p>
      )}
      <p>{countText(diagnostics) || 'No findings'}</p>
    </>
  );
}
