import { emit, isObject } from '@kustomize-ts/core';
import type { Segment, Validation, Violation } from '@poolwright/crd-validator';
import type { Subject } from '../../check/subject.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createFindings } from '../../diagnostics/findings.ts';

/** kubeconform, ready for documents of one Karpenter version. */
export interface SecondValidator {
  /** Validates the documents of a YAML text. */
  validate(name: string, text: string): Promise<readonly Verdict[]>;
}

/** What kubeconform reports of one document. */
export interface Verdict {
  /** `valid`, `invalid`, or another word when it could not validate. */
  status: string;
  message: string;
  errors: readonly { path: string; message: string }[];
}

export interface OpinionInput {
  /** Validate every cluster's objects; else those of one cluster in each environment. */
  every: boolean;
  validatorOf(karpenter: string): Promise<SecondValidator>;
}

/** A second opinion on the objects that `check` validates by their schema. */
export interface SecondOpinion {
  /** Notes an object with our own result, for `check` to call. */
  onValidated(subject: Subject, validation: Validation): void;
  /** Where kubeconform's result is another. Rejects when kubeconform itself fails. */
  findings(): Promise<Diagnostic[]>;
}

interface Case {
  subject: Subject;
  cluster: string;
  text: string;
  /** Our own result by the part of the schema that kubeconform applies as well. */
  isRejected: boolean;
}

/** Compares our result for each distinct object with kubeconform's by the same schema. */
export function createSecondOpinion({ every, validatorOf }: OpinionInput): SecondOpinion {
  const firsts = new Map<string, string>();
  const cases = new Map<string, Case>();
  return {
    onValidated(subject, { errors, stored }) {
      const { environment = '', cluster = '', karpenter } = subject.scope;
      if (!firsts.has(environment)) firsts.set(environment, cluster);
      if (!every && firsts.get(environment) !== cluster) return;
      // The API server does not validate what it cannot decode.
      if (!isObject(stored) || errors.some(({ source }) => source === 'request')) return;
      const text = emit(stored);
      const key = `${karpenter}\n${text}`;
      if (!cases.has(key)) cases.set(key, { subject, cluster, text, isRejected: errors.some(isStructural) });
    },
    async findings() {
      const findings = createFindings();
      const validated = [...cases.values()].map(async (one) => {
        const validator = await validatorOf(one.subject.scope.karpenter);
        return { one, verdicts: await validator.validate(one.cluster, one.text) };
      });
      for (const { one, verdicts } of await Promise.all(validated))
        for (const verdict of verdicts) {
          if (verdict.status !== (one.isRejected ? 'invalid' : 'valid'))
            findings.add(disagreement(one, verdict), one.cluster);
        }
      return findings.list();
    },
  };
}

/** Keywords that are Kubernetes's own, which kubeconform v0.8 does not apply; nor does it know CEL rules and those for metadata. */
const KUBERNETES: readonly string[] = ['x-kubernetes-list-type', 'x-kubernetes-embedded-resource', 'scale'];

/** Whether a violation is of a keyword of plain JSON Schema. */
function isStructural({ source, kind, path }: Violation): boolean {
  return source === 'schema' && path[0] !== 'metadata' && !KUBERNETES.includes(kind);
}

function disagreement({ subject, isRejected }: Case, { status, message, errors }: Verdict): Diagnostic {
  const { name, scope } = subject;
  const [error] = errors;
  const path = (error?.path ?? '').split('/').slice(1).map(segmentOf);
  const reason = error ? `${error.path}: ${error.message}` : message;
  return {
    code: 'kubeconform-disagrees',
    severity: 'error',
    message:
      status === 'valid'
        ? `kubeconform accepts ${name}, which Poolwright rejects by the same schema`
        : `kubeconform ${status === 'invalid' ? 'rejects' : 'cannot validate'} ${name}, which Poolwright ${isRejected ? 'rejects' : 'accepts'} by the same schema: ${reason}`,
    help: 'This is a bug in Poolwright: report it with the object; --kubeconform off disables the comparison',
    ...(scope.environment === undefined ? {} : { environment: scope.environment }),
    object: name,
    at: subject.locate(path),
  };
}

function segmentOf(step: string): Segment {
  return /^\d+$/.test(step) ? Number(step) : step;
}
