import type { JSX } from 'preact';
import type { Cause } from '../../../plan/change.ts';
import { valueText } from '../../../plan/value-text.ts';
import { instanceLines } from '../../plan/instances.ts';
import { changeLine, clustersText } from '../../plan/lines.ts';
import { verdictText } from '../../plan/verdict.ts';
import { placeText, plural } from '../../scope.ts';
import type { MatrixCell, MatrixRow } from '../matrix-rows.ts';
import type { ReportModel } from '../model.ts';
import { CodeFrame } from './code-frame.tsx';

/** What changes of a pool in the environments of a row: fields before and after, for all clusters of the same change. */
export function Changes({
  cell,
  row,
  model,
}: {
  cell: MatrixCell;
  row: MatrixRow;
  model: ReportModel;
}): JSX.Element {
  return (
    <>
      {cell.entries.map((entry) => {
        const { change, instances } = entry;
        const causes = [...change.causes, ...change.others];
        const notes = [...new Set(causes.flatMap(({ note }) => note ?? []))];
        return (
          <div class="change">
            <h3>
              {cell.pool} in {environmentsText(row)}: {changeLine(change)}
            </h3>
            <p>{clustersText(entry)}</p>
            <table class="fields">
              <caption>Fields that change</caption>
              <thead>
                <tr>
                  <th scope="col">object and field</th>
                  <th scope="col">before</th>
                  <th scope="col">after</th>
                  <th scope="col">effect</th>
                  <th scope="col">declared at</th>
                </tr>
              </thead>
              <tbody>
                {causes.map((cause) => (
                  <Field cause={cause} model={model} />
                ))}
              </tbody>
            </table>
            {notes.map((note) => (
              <p>{note}</p>
            ))}
            {instanceLines(instances).map(({ text, places }) => (
              <>
                <p>{text}</p>
                {places.length > 0 && (
                  <ul>
                    {places.map((place) => (
                      <li>{place}</li>
                    ))}
                  </ul>
                )}
              </>
            ))}
          </div>
        );
      })}
    </>
  );
}

/** The environments of a row, of which the row's head names the others where they are many. */
function environmentsText({ environments: [first = '', ...others] }: MatrixRow): string {
  return others.length === 0 ? first : `${first} and ${plural(others.length, 'more environment')}`;
}

function Field({ cause, model }: { cause: Cause; model: ReportModel }): JSX.Element {
  const { object, field, before, after, effect, reason, nodes, at, was } = cause;
  return (
    <tr>
      <th scope="row">
        <code>{object}</code> <code>{field}</code>
      </th>
      <td>
        <code>{valueText(before)}</code>
      </td>
      <td>
        <code>{valueText(after)}</code>
      </td>
      <td>{[verdictText(effect), reason, nodes].filter(Boolean).join(', ')}</td>
      <td>
        {at && <CodeFrame at={at} frame={model.frames[placeText(at)]} />}
        {was && !at && <code>was {placeText(was)}</code>}
      </td>
    </tr>
  );
}
