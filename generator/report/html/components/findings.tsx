import type { JSX } from 'preact';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { placeText, scopeText, shownCode } from '../../scope.ts';
import type { ReportModel } from '../model.ts';
import { CodeFrame } from './code-frame.tsx';

/** The findings with their places, the worst first. */
export function Findings({ model }: { model: ReportModel }): JSX.Element {
  const { diagnostics } = model;
  if (diagnostics.length === 0) return <p>Nothing was found.</p>;
  return (
    <ol class="findings">
      {diagnostics.map((finding) => (
        <li class={`finding ${finding.severity}`}>
          <FindingText finding={finding} model={model} />
        </li>
      ))}
    </ol>
  );
}

function FindingText({ finding, model }: { finding: Diagnostic; model: ReportModel }): JSX.Element {
  const { severity, message, help, at } = finding;
  const scope = scopeText(finding);
  return (
    <>
      <p>
        <strong class="severity">
          {severity}[{shownCode(finding)}]
        </strong>{' '}
        {message}
      </p>
      {at && <CodeFrame at={at} frame={model.frames[placeText(at)]} />}
      {scope && <p class="scope">in {scope}</p>}
      {help !== undefined && <p class="help">help: {help}</p>}
    </>
  );
}
