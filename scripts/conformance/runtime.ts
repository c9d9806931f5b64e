import { isDeepStrictEqual } from 'node:util';
import type { ValueObject } from '@kustomize-ts/core';
import {
  kubeletProblems,
  type RuntimeFinding,
  type RuntimeOptions,
  validateRuntime,
} from '../../generator/check/karpenter/index.ts';
import type { Outcome } from './outcome.ts';

/** A case of runtime-cases.jsonl, or one of aws-cases.jsonl, which carries `runtime`. */
interface Case {
  id: string;
  op: string;
  object: ValueObject;
  valid: boolean;
  test?: string;
  version?: string;
  errors: { message: string; type: string }[];
  runtime?: { valid: boolean; errors?: string[]; warnings?: string[]; reason?: string };
}

interface Answer {
  valid: boolean;
  reason: string;
  errors: string[];
  /** Undefined where the corpus does not tell. */
  warnings: string[] | undefined;
}

/** Karpenter's own validation: both the verdict and every message must be the real ones. */
export default async function run(lines: unknown[]): Promise<Outcome> {
  const failures: string[] = [];
  let passed = 0;
  let verdicts = 0;
  const cases = lines.filter((line): line is Case => isCase(line));
  for (const one of cases) {
    const wanted = wantedOf(one);
    const got = answerOf(one);
    if (got.valid === wanted.valid) verdicts++;
    const same = isDeepStrictEqual({ ...got, warnings: wanted.warnings && got.warnings }, wanted);
    if (same) passed++;
    else failures.push(`${one.id}\n  wanted ${JSON.stringify(wanted)}\n  got    ${JSON.stringify(got)}`);
  }
  failures.push(`verdicts: ${verdicts}/${cases.length}`);
  return { passed, total: cases.length, failures };
}

function isCase(line: unknown): boolean {
  const { runtime, op } = line as Partial<Case>;
  return (
    runtime !== undefined || ['runtimeValidate', 'kubeletValidate', 'nodeClassCondition'].includes(op ?? '')
  );
}

function wantedOf({ runtime, valid, errors }: Case): Answer {
  if (runtime === undefined) {
    const reason = valid
      ? ''
      : (errors[0]?.type ?? '').replace('RuntimeValidate', 'NodePoolValidationFailed');
    return {
      valid,
      reason,
      errors: errors.map(({ message }) => normalize(message)).sort(),
      warnings: undefined,
    };
  }
  return {
    valid: runtime.valid,
    reason: runtime.reason ?? '',
    errors: (runtime.errors ?? []).map(normalize).sort(),
    warnings: (runtime.warnings ?? []).map(normalize).sort(),
  };
}

function answerOf(one: Case): Answer {
  const findings = findingsOf(one);
  const errors = findings.filter(({ severity }) => severity === 'error');
  // Karpenter's controllers stop at the first reason.
  const reason = errors[0]?.reason ?? '';
  const first = errors.filter((finding) => finding.reason === reason).map(({ message }) => message);
  const joined = one.op === 'nodeClassCondition' && first.length > 0 ? [first.join('; ')] : first;
  const warnings = findings.filter(({ severity }) => severity === 'warning').map(({ message }) => message);
  return {
    valid: errors.length === 0,
    reason,
    errors: joined.map(normalize).sort(),
    warnings: warnings.map(normalize).sort(),
  };
}

function findingsOf({ op, object, version, test, runtime }: Case): RuntimeFinding[] {
  if (op === 'kubeletValidate') {
    return kubeletProblems(object).map((problem) => ({
      reason: 'InvalidKubeletConfiguration',
      severity: 'error',
      ...problem,
    }));
  }
  return validateRuntime(object, runtime ? awsOptions : optionsOf(version ?? '', test ?? ''));
}

// The answers of aws-cases.jsonl were made without the gate of GPU sharing.
const awsOptions: RuntimeOptions = { karpenter: '1.15.1', provider: 'aws', gates: { draNvidiaGpu: true } };

// The upstream suites turn the gates on for the tests of what lies behind them.
function optionsOf(version: string, test: string): RuntimeOptions {
  const [provider, karpenter = ''] = version.split('-v');
  const gates = {
    nodeClassCEL: /Kubelet Expression Validation|gate is enabled/.test(test),
    draNvidiaGpu: /reject a mode the driver accepts|gate is on/.test(test),
  };
  return { karpenter, provider: provider === 'core' ? 'core' : 'aws', gates };
}

// Go prints these sets in random order.
function normalize(message: string): string {
  return message.replace(/((?:not in|values from:) )\[([^\]]*)\]/g, (_all, before: string, list: string) => {
    return `${before}[${list.split(' ').sort().join(' ')}]`;
  });
}
