import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { FleetSources, FleetSpec } from './fleet.ts';

/** A waiver is for an environment that the fleet has, and until a day of the calendar. */
export function checkWaivers(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const environments = Object.keys(spec.environments);
  return (spec.checks?.waivers ?? []).flatMap(({ environment, expires }, i) => {
    const wrong = (field: string, message: string, help: string): Diagnostic => ({
      code: 'invalid-value',
      severity: 'error',
      message,
      help,
      at: sources.locate(['checks', 'waivers', i, field]),
    });
    const found: Diagnostic[] = [];
    if (environment !== undefined && !environments.includes(environment))
      found.push(
        wrong(
          'environment',
          `the waiver is for an environment ${environment}, which the fleet does not declare`,
          didYouMean(environment, environments, 'environment'),
        ),
      );
    if (!isDay(expires))
      found.push(wrong('expires', `the calendar has no day ${expires}`, 'Write the last day as YYYY-MM-DD'));
    return found;
  });
}

/** Whether a text of the form `YYYY-MM-DD` is a day that exists. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
