import { isAdjustable } from './codes.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';

/** How much findings count: `strict` makes errors of warnings about outages and disruption, `relaxed` leaves notices out. */
export const PROFILES = ['strict', 'default', 'relaxed'] as const;

export type Profile = (typeof PROFILES)[number];

/** The severity of a finding in a profile. A finding whose code a fleet cannot adjust keeps its own. */
export function profileSeverity(
  { code, severity, impact }: Diagnostic,
  profile: Profile | undefined,
): Severity | 'off' {
  if (!isAdjustable(code)) return severity;
  if (profile === 'strict' && severity === 'warning' && (impact === 'outage' || impact === 'disruption'))
    return 'error';
  return profile === 'relaxed' && severity === 'notice' ? 'off' : severity;
}

/** Findings as they count in a profile, where no fleet says more. */
export function applyProfile(diagnostics: readonly Diagnostic[], profile: Profile | undefined): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const severity = profileSeverity(diagnostic, profile);
    return severity === 'off' ? [] : [{ ...diagnostic, severity }];
  });
}

/** A profile by its name. */
export function profileOf(name: unknown): Profile | undefined {
  return PROFILES.find((one) => one === name);
}
