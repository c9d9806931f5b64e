import { CODES, type DiagnosticCode, isAdjustable, isChange } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { profileSeverity } from '../../diagnostics/profile.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { Fleet, Waiver } from '../../load/fleet.ts';
import { ruleNames } from '../../load/rules/types.ts';

/**
 * Applies `spec.checks`: severities by code, those of the profile, then waivers.
 * @param today the day that expiry is compared with, as `YYYY-MM-DD`
 */
export function applyPolicy(fleet: Fleet, diagnostics: readonly Diagnostic[], today: string): Diagnostic[] {
  const { profile, severities = {}, waivers = [] } = fleet.spec.checks ?? {};
  const found = wrongCodes(fleet);
  const used = new Set<number>();
  for (const diagnostic of diagnostics) {
    if (!isAdjustable(diagnostic.code)) {
      found.push(diagnostic);
      continue;
    }
    const severity =
      severities[diagnostic.rule ?? ''] ??
      severities[diagnostic.code] ??
      profileSeverity(diagnostic, profile);
    const waived = waivers.findIndex((one) => covers(one, diagnostic));
    if (waived >= 0) used.add(waived);
    if (severity === 'off' || (waived >= 0 && !isExpired(waivers[waived], today))) continue;
    found.push({ ...diagnostic, severity });
  }
  waivers.forEach((waiver, i) => {
    if (!isKnown(fleet, waiver.code)) return;
    // The waiver of a change has done its work once the change is at the base.
    if (!used.has(i) && isChange(waiver.code)) return;
    if (!used.has(i)) found.push(unused(fleet, waiver, i));
    else if (isExpired(waiver, today)) found.push(expired(fleet, waiver, i));
  });
  return found;
}

function covers(waiver: Waiver, { code, rule, environment, object, field }: Diagnostic): boolean {
  const { environment: only, object: ofObject, field: ofField } = waiver;
  if ((waiver.code !== code && waiver.code !== rule) || (only !== undefined && only !== environment))
    return false;
  if (ofObject !== undefined && ofObject !== object) return false;
  return (
    ofField === undefined ||
    field === ofField ||
    /^[.[]/.test(field?.startsWith(ofField) ? field.slice(ofField.length) : '')
  );
}

function isExpired(waiver: Waiver | undefined, today: string): boolean {
  return waiver !== undefined && waiver.expires < today;
}

/** Whether a name is that of a code that may be adjusted, or of a rule or policy of the team's own. */
function isKnown({ rules }: Fleet, name: string): boolean {
  return isAdjustable(name) || ruleNames(rules).includes(name);
}

function wrongCodes(fleet: Fleet): Diagnostic[] {
  const { severities = {}, waivers = [] } = fleet.spec.checks ?? {};
  const named: [code: string, path: (string | number)[]][] = [
    ...Object.keys(severities).map((code): [string, (string | number)[]] => [
      code,
      ['checks', 'severities', code],
    ]),
    ...waivers.map(({ code }, i): [string, (string | number)[]] => [code, ['checks', 'waivers', i, 'code']]),
  ];
  const codes = Object.keys(CODES) as DiagnosticCode[];
  return named
    .filter(([code]) => !isKnown(fleet, code))
    .map(([code, path]) => ({
      code: 'unknown-code',
      severity: 'error',
      message: Object.hasOwn(CODES, code)
        ? `findings of ${code} can neither be waived nor have another severity: a cluster or Poolwright refuses what they name`
        : `unknown code ${code}`,
      help: Object.hasOwn(CODES, code)
        ? 'Fix the finding itself'
        : didYouMean(code, [...codes.filter(isAdjustable), ...ruleNames(fleet.rules)], 'code'),
      at: fleet.sources.locate(path, path.length === 3 ? 'key' : 'value'),
    }));
}

function unused(fleet: Fleet, { code }: Waiver, index: number): Diagnostic {
  return {
    code: 'unused-waiver',
    severity: 'warning',
    message: `no finding of ${code} is left for this waiver`,
    help: 'Remove the waiver',
    at: fleet.sources.locate(['checks', 'waivers', index]),
  };
}

function expired(fleet: Fleet, { code, expires, reason }: Waiver, index: number): Diagnostic {
  return {
    code: 'expired-waiver',
    severity: 'warning',
    message: `the waiver of ${code} ended on ${expires}; its reason was: ${reason}`,
    help: 'Fix the finding, or waive it for longer',
    at: fleet.sources.locate(['checks', 'waivers', index, 'expires']),
  };
}
