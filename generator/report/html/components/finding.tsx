import type { JSX } from 'preact';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { sortedNames } from '../../../load/natural-order.ts';
import { consequencesOf } from '../../consequences.ts';
import { placeText, plural, scopeOf, scopeText, shownCode } from '../../scope.ts';
import type { ReportModel } from '../model.ts';
import { CodeFrame } from './code-frame.tsx';
import { Fold } from './fold.tsx';

/** How many clusters of a finding are in its text before they are folded. */
const MOST_NAMES = 3;

/** A finding with its line, its help, where it is true, and what follows from it. */
export function Finding({ finding, model }: { finding: Diagnostic; model: ReportModel }): JSX.Element {
  const { severity, message, help, at, related = [] } = finding;
  const { clusters } = scopeOf(finding);
  const scope = scopeText(finding, MOST_NAMES);
  const covered = consequencesOf(finding);
  return (
    <>
      <p>
        <strong class="severity">{severity}</strong> <code>{shownCode(finding)}</code> {message}
      </p>
      {at && <CodeFrame at={at} frame={model.frames[placeText(at)]} />}
      {scope && <p class="scope">in {scope}</p>}
      {help !== undefined && (
        <p class="help">
          <strong>help:</strong> {help}
        </p>
      )}
      {related.map((one) => (
        <p class="related">
          see <code>{placeText(one.at)}</code>: {one.message}
        </p>
      ))}
      {clusters.length > MOST_NAMES && (
        <Fold title={plural(clusters.length, 'cluster')}>
          {() => <p>{sortedNames(clusters).join(', ')}</p>}
        </Fold>
      )}
      {covered.length > 0 && (
        <Fold title={`covers ${plural(covered.length, 'finding')}`}>
          {() => (
            <ul>
              {covered.map((one) => (
                <li>
                  {one.at && <code>{placeText(one.at)}</code>} {one.message} <code>{shownCode(one)}</code>
                </li>
              ))}
            </ul>
          )}
        </Fold>
      )}
    </>
  );
}
