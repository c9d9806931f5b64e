import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { applyPolicy } from '../../../../generator/check/policy/policy.ts';
import type { Diagnostic } from '../../../../generator/diagnostics/diagnostic.ts';
import { loadText } from '../../load/helper.ts';

const test = suite('policy');

const found: Diagnostic[] = [
  {
    code: 'ami-latest',
    severity: 'warning',
    message: 'm',
    environment: 'prod',
    object: 'EC2NodeClass/a',
    field: 'spec.amiSelectorTerms[0].alias',
  },
  { code: 'crd-rule', severity: 'error', message: 'm', object: 'NodePool/a' },
];

/** `code severity` of what is left once the checks of a fleet are applied. */
function subjectOf(checks: string, today = '2026-06-01', diagnostics = found): string[] {
  const { fleet, diagnostics: wrong } = loadText(`karpenter: "1.15"
pools: { a: { nodePool: {}, nodeClass: {} } }
environments: { prod: {}, dev: {} }
checks:
${checks.replace(/^/gm, '  ')}
`);
  if (!fleet) throw new Error(wrong.map(({ message }) => message).join('; '));
  return applyPolicy(fleet, diagnostics, today).map(({ code, severity, at }) =>
    [code, severity, at && `${at.line}:${at.column}`].filter(Boolean).join(' '),
  );
}

test('severities are raised, lowered and turned off', () => {
  assert.equal(subjectOf('severities: { ami-latest: error }'), ['ami-latest error', 'crd-rule error']);
  assert.equal(subjectOf('severities: { ami-latest: off }'), ['crd-rule error']);
});

test('a profile raises warnings about outages, or leaves notices out, and severities by code win', () => {
  const of = (code: Diagnostic['code'], severity: Diagnostic['severity'], impact: Diagnostic['impact']) => ({
    code,
    severity,
    message: 'm',
    ...(impact && { impact }),
  });
  const mixed: Diagnostic[] = [
    of('ami-latest', 'warning', 'disruption'),
    of('static-pool', 'notice', 'outage'),
    of('limits-missing', 'warning', 'cost'),
    of('update-ratcheted', 'warning', 'outage'),
  ];
  const withChecks = (checks: string): string[] => subjectOf(checks, '2026-06-01', mixed);
  assert.equal(withChecks('profile: strict'), [
    'ami-latest error',
    'static-pool notice',
    'limits-missing warning',
    'update-ratcheted warning',
  ]);
  assert.equal(withChecks('profile: relaxed'), [
    'ami-latest warning',
    'limits-missing warning',
    'update-ratcheted warning',
  ]);
  assert.equal(
    withChecks('profile: default'),
    mixed.map(({ code, severity }) => `${code} ${severity}`),
  );
  assert.equal(withChecks('profile: strict\nseverities: { ami-latest: notice, limits-missing: off }'), [
    'ami-latest notice',
    'static-pool notice',
    'update-ratcheted warning',
  ]);
  const waived = 'profile: strict\nwaivers: [{ code: ami-latest, reason: r, expires: "2027-01-01" }]';
  assert.not.ok(withChecks(waived).some((line) => line.startsWith('ami-latest')));
});

test('an acceptance holds until its day, and says so when it has passed', () => {
  const accept = 'waivers: [{ code: ami-latest, environment: prod, reason: r, expires: "2026-06-01" }]';
  assert.equal(subjectOf(accept), ['crd-rule error']);
  assert.equal(subjectOf(accept, '2026-06-02'), [
    'ami-latest warning',
    'crd-rule error',
    'expired-waiver warning 9:74',
  ]);
});

test('an acceptance is narrowed by environment, object and field', () => {
  const accept = (more: string): string =>
    `waivers: [{ code: ami-latest, reason: r, expires: "2027-01-01", ${more} }]`;
  assert.equal(subjectOf(accept('object: EC2NodeClass/a, field: spec.amiSelectorTerms')), ['crd-rule error']);
  for (const more of ['environment: dev', 'object: EC2NodeClass/b', 'field: spec.ami']) {
    assert.equal(subjectOf(accept(more)), [
      'ami-latest warning',
      'crd-rule error',
      'unused-waiver warning 9:15',
    ]);
  }
});

test('what a cluster refuses cannot be accepted, and a misspelt code is reported', () => {
  assert.equal(subjectOf('waivers: [{ code: crd-rule, reason: r, expires: "2027-01-01" }]'), [
    'unknown-code error 9:23',
    'ami-latest warning',
    'crd-rule error',
  ]);
  assert.equal(subjectOf('severities: { ami-lates: off }', '2026-06-01', []), ['unknown-code error 9:19']);
});

test.run();
