import type { JSX } from 'preact';
import { placeText } from '../../scope.ts';
import { badgesOf } from '../badges.ts';
import type { ReportModel } from '../model.ts';
import { nextSteps } from '../next-steps.ts';

/** The plan in a sentence, the verdicts, and what to do next. */
export function Summary({ model }: { model: ReportModel }): JSX.Element {
  const { plan } = model;
  const missing = missingPlanText(model);
  return (
    <>
      {missing !== undefined && <p class="sentence">{missing}</p>}
      {plan && (
        <p class="sentence">
          Against <code>{plan.base}</code>: <strong>{plan.summary}</strong>
        </p>
      )}
      <ul class="badges" aria-label="Verdicts">
        {badgesOf(model).map(({ tone, text }) => (
          <li class={`badge ${tone}`}>{text}</li>
        ))}
      </ul>
      <NextStepLists model={model} />
    </>
  );
}

/** Why a report has no plan; undefined for other commands, which need none. */
function missingPlanText({ command, plan, diagnostics }: ReportModel): string | undefined {
  const finding = command === 'report' && !plan && diagnostics.find(({ code }) => code === 'base-unreadable');
  return finding ? `${finding.message.charAt(0).toUpperCase()}${finding.message.slice(1)}` : undefined;
}

function NextStepLists({ model }: { model: ReportModel }): JSX.Element | null {
  const lists = nextSteps(model);
  if (lists.length === 0) return null;
  return (
    <>
      <h3>What to do next</h3>
      {lists.map(({ title, steps }) => (
        <div class="steps">
          <h4>{title}</h4>
          <ol>
            {steps.map(({ text, at }) => (
              <li>
                {text}
                {at && (
                  <>
                    {' '}
                    <code>{placeText(at)}</code>
                  </>
                )}
              </li>
            ))}
          </ol>
        </div>
      ))}
    </>
  );
}
