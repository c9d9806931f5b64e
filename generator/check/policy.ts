import { CODES, type DiagnosticCode, isAdjustable } from '../codes.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Acceptance, Fleet } from '../load/fleet.ts';
import { didYouMean } from '../load/suggest.ts';

/**
 * Applies `spec.checks`: severities first, then acceptances.
 * @param today the day to judge expiry by, as `YYYY-MM-DD`
 */
export function applyPolicy(fleet: Fleet, diagnostics: readonly Diagnostic[], today: string): Diagnostic[] {
  const { severities = {}, accept = [] } = fleet.spec.checks ?? {};
  const found = wrongCodes(fleet);
  const used = new Set<number>();
  for (const diagnostic of diagnostics) {
    if (!isAdjustable(diagnostic.code)) {
      found.push(diagnostic);
      continue;
    }
    const severity = severities[diagnostic.code] ?? diagnostic.severity;
    const accepting = accept.findIndex((one) => accepts(one, diagnostic));
    if (accepting >= 0) used.add(accepting);
    if (severity === 'off' || (accepting >= 0 && !isExpired(accept[accepting], today))) continue;
    found.push({ ...diagnostic, severity });
  }
  accept.forEach((acceptance, i) => {
    if (!isAdjustable(acceptance.code)) return;
    if (!used.has(i)) found.push(unused(fleet, acceptance, i));
    else if (isExpired(acceptance, today)) found.push(expired(fleet, acceptance, i));
  });
  return found;
}

function accepts(acceptance: Acceptance, { code, environment, object, field }: Diagnostic): boolean {
  const { environment: only, object: ofObject, field: ofField } = acceptance;
  if (acceptance.code !== code || (only !== undefined && only !== environment)) return false;
  if (ofObject !== undefined && ofObject !== object) return false;
  return (
    ofField === undefined ||
    field === ofField ||
    /^[.[]/.test(field?.startsWith(ofField) ? field.slice(ofField.length) : '')
  );
}

function isExpired(acceptance: Acceptance | undefined, today: string): boolean {
  return acceptance !== undefined && acceptance.expires < today;
}

function wrongCodes(fleet: Fleet): Diagnostic[] {
  const { severities = {}, accept = [] } = fleet.spec.checks ?? {};
  const named: [code: string, path: (string | number)[]][] = [
    ...Object.keys(severities).map((code): [string, (string | number)[]] => [
      code,
      ['checks', 'severities', code],
    ]),
    ...accept.map(({ code }, i): [string, (string | number)[]] => [code, ['checks', 'accept', i, 'code']]),
  ];
  const codes = Object.keys(CODES) as DiagnosticCode[];
  return named
    .filter(([code]) => !isAdjustable(code))
    .map(([code, path]) => ({
      code: 'unknown-code',
      severity: 'error',
      message: Object.hasOwn(CODES, code)
        ? `findings of ${code} cannot be accepted or weighed: a cluster or Poolwright refuses what they name`
        : `there is no code ${code}`,
      mend: Object.hasOwn(CODES, code)
        ? 'Mend the finding itself'
        : didYouMean(code, codes.filter(isAdjustable), 'code'),
      at: fleet.sources.locate(path, path.length === 3 ? 'key' : 'value'),
    }));
}

function unused(fleet: Fleet, { code }: Acceptance, index: number): Diagnostic {
  return {
    code: 'unused-acceptance',
    severity: 'warning',
    message: `nothing is found of ${code} that this could accept`,
    mend: 'Remove it',
    at: fleet.sources.locate(['checks', 'accept', index]),
  };
}

function expired(fleet: Fleet, { code, expires, reason }: Acceptance, index: number): Diagnostic {
  return {
    code: 'expired-acceptance',
    severity: 'warning',
    message: `the acceptance of ${code} ended on ${expires}; its reason was: ${reason}`,
    mend: 'Mend the finding, or accept it for longer',
    at: fleet.sources.locate(['checks', 'accept', index, 'expires']),
  };
}
