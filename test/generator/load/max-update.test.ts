import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { load } from '../emit/support.ts';

const test = suite('maxUpdate of a step');

/** `MESSAGE | HELP` of what is reported of a value. */
function found(value: string): string[] {
  const { diagnostics } = load({
    delivery: `  argocd:
    repoURL: https://git.example.com/fleet.git
    rollingSync: { steps: [{ maxUpdate: ${value} }] }
`,
  });
  return diagnostics.map(({ severity, code, message, help }) => `${severity} ${code} ${message} | ${help}`);
}

test('numbers from 0 and percentages are fine', () => {
  for (const value of ['0', '1', '250', '2147483647', '"0%"', '25%', '"100%"'])
    assert.equal(found(value), [], value);
});

test('any other value is one error that says what it takes', () => {
  const takes = 'it takes a whole number from 0, or a percentage from 0% to 100%, in quotes';
  for (const [value, shown, help] of [
    ['-1', '-1', 'Write 1 or "25%", for instance'],
    ['1.5', '1.5', 'Write 1 or "25%", for instance'],
    ['null', 'null', 'Write 1 or "25%", for instance'],
    ['[1]', '[1]', 'Write 1 or "25%", for instance'],
    ['"150%"', '"150%"', 'Write 1 or "25%", for instance'],
    ['"5"', '"5"', 'Write 5 or "5%"'],
    ['"250"', '"250"', 'Write 250'],
  ] as const)
    assert.equal(found(value), [
      `error invalid-value spec.delivery.argocd.rollingSync.steps[0].maxUpdate cannot be ${shown}: ${takes} | ${help}`,
    ]);
  assert.equal(found('99999999999'), [
    `error invalid-value spec.delivery.argocd.rollingSync.steps[0].maxUpdate cannot be 99999999999: ${takes}, and at most 2147483647 | Leave out maxUpdate to sync all clusters of the step at once`,
  ]);
});

test.run();
