import { emit, isObject } from '@kustomize-ts/core';
import type { FieldError, Segment, Validation } from '@poolwright/crd-validator';
import type { ClusterObject } from '../../check/crd/objects.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createFindings } from '../../diagnostics/findings.ts';
import { type Fleet, locateField } from '../../load/index.ts';

/** kubeconform, ready for documents of one Karpenter version. */
export interface SecondValidator {
  /** Judges the documents of a YAML text. */
  validate(name: string, text: string): Promise<readonly Verdict[]>;
}

/** What kubeconform says of one document. */
export interface Verdict {
  /** `valid`, `invalid`, or another word when it could not judge. */
  status: string;
  message: string;
  errors: readonly { path: string; message: string }[];
}

export interface OpinionInput {
  fleet: Fleet;
  /** Judge every cluster's objects; else those of one cluster in each environment. */
  every: boolean;
  validatorOf(karpenter: string): Promise<SecondValidator>;
}

/** A second opinion on the objects that `check` judges by their schema. */
export interface SecondOpinion {
  /** Notes an object with our own judgement, for `check` to call. */
  onValidated(object: ClusterObject, validation: Validation): void;
  /** Where kubeconform thinks otherwise. Rejects when kubeconform itself fails. */
  findings(): Promise<Diagnostic[]>;
}

interface Case extends ClusterObject {
  karpenter: string;
  text: string;
  /** Our own judgement by what of the schema kubeconform knows, too. */
  refused: boolean;
}

/** Compares our judgement of each distinct object with kubeconform's by the same schema. */
export function createSecondOpinion({ fleet, every, validatorOf }: OpinionInput): SecondOpinion {
  const firsts = new Map<string, string>();
  const cases = new Map<string, Case>();
  return {
    onValidated(object, { errors, stored }) {
      const { environment, cluster } = object;
      if (!firsts.has(environment)) firsts.set(environment, cluster);
      if (!every && firsts.get(environment) !== cluster) return;
      // What the API server cannot even decode, it never compares with a schema.
      if (!isObject(stored) || errors.some(({ type }) => type === 'DecodeError' || type === 'NoMatch'))
        return;
      const karpenter = fleet.spec.environments[environment]?.karpenter ?? fleet.spec.karpenter;
      const text = emit(stored);
      const key = `${karpenter}\n${text}`;
      if (!cases.has(key)) cases.set(key, { ...object, karpenter, text, refused: errors.some(isStructural) });
    },
    async findings() {
      const findings = createFindings();
      const judged = [...cases.values()].map(async (one) => {
        const validator = await validatorOf(one.karpenter);
        return { one, verdicts: await validator.validate(one.cluster, one.text) };
      });
      for (const { one, verdicts } of await Promise.all(judged))
        for (const verdict of verdicts) {
          if (verdict.status !== (one.refused ? 'invalid' : 'valid'))
            findings.add(disagreement(fleet, one, verdict), one.cluster);
        }
      return findings.list();
    },
  };
}

/**
 * Whether an error is of the part of a schema that is plain JSON Schema. Uniqueness in lists, CEL rules and the
 * rules for metadata are Kubernetes's own, and kubeconform v0.8 does not know them.
 */
function isStructural({ type, path, message }: FieldError): boolean {
  if (path[0] === 'metadata') return false;
  switch (type) {
    case 'FieldValueNotSupported':
    case 'FieldValueTooLong':
    case 'FieldValueTooMany':
    case 'FieldValueTypeInvalid':
      return true;
    case 'FieldValueRequired':
      return message.endsWith('Required value'); // a CEL rule says more
    case 'FieldValueInvalid':
      return / in body | must validate /.test(message);
    default:
      return false;
  }
}

function disagreement(fleet: Fleet, one: Case, { status, message, errors }: Verdict): Diagnostic {
  const object = `${one.declared.kind}/${one.declared.name}`;
  const [error] = errors;
  const path = (error?.path ?? '').split('/').slice(1).map(segmentOf);
  const reason = error ? `${error.path}: ${error.message}` : message;
  return {
    code: 'kubeconform-disagrees',
    severity: 'error',
    message:
      status === 'valid'
        ? `kubeconform accepts ${object}, which Poolwright refuses by the same schema`
        : `kubeconform ${status === 'invalid' ? 'refuses' : 'cannot judge'} ${object}, which Poolwright ${one.refused ? 'refuses' : 'accepts'} by the same schema: ${reason}`,
    help: 'This is a defect of Poolwright: report it with the object; --kubeconform off leaves the comparison out',
    environment: one.environment,
    object,
    at: locateField(fleet, one.declared, path),
  };
}

function segmentOf(step: string): Segment {
  return /^\d+$/.test(step) ? Number(step) : step;
}
