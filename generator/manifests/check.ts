import type { ValueObject } from '@kustomize-ts/core';
import type { CrdSchema } from '@poolwright/crd-validator';
import { type FieldError, saysUnchecked, type Validator } from '@poolwright/crd-validator';
import {
  type SchemaHistory,
  stepsOf,
  unknownFieldHelp,
  unknownKindHelp,
} from '../check/crd/field-versions.ts';
import { validateRuntime } from '../check/karpenter/index.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { objectName, type Path, pathText } from '../render/index.ts';
import { type Manifest, typeOf } from './manifest.ts';
import { type PathTree, pathTree } from './path-tree.ts';
import { hidesFamily, placeholdersOf, touches, validateAround } from './placeholders.ts';

/** What manifests are judged by. */
export interface ManifestRules {
  /** Karpenter's version, as `1.15`. */
  karpenter: string;
  /** The cluster's Kubernetes version, as `1.34`; rules that depend on it are left out without it. */
  kubernetes?: string;
  /** `production` asks for more care. */
  tier?: string;
  /** The CRD of a kind in that version, and the schemas of all versions for what to fix. */
  crd(apiVersion: string, kind: string): Crd | undefined;
  history: SchemaHistory;
}

export interface Crd {
  schema: CrdSchema;
  validator: Validator;
}

/** A manifest and the object that the cluster would get of it. */
export interface Subject {
  manifest: Manifest;
  object: ValueObject;
  /** Strings of the object that nobody has substituted. */
  placeholders: PathTree;
}

/** A manifest to judge; its placeholders are looked for unless everything is substituted. */
export function subjectOf(manifest: Manifest, object: ValueObject, substituted: boolean): Subject {
  return { manifest, object, placeholders: substituted ? pathTree([]) : placeholdersOf(object) };
}

/** What the API server and then Karpenter would say to an object, told where it is written. */
export function checkManifest(item: Subject, rules: ManifestRules): Diagnostic[] {
  const { apiVersion, kind } = typeOf(item.object);
  const { karpenter, history } = rules;
  const crd = rules.crd(apiVersion, kind);
  if (crd === undefined) return [unknownKind(item, rules)];
  const { errors, unknownFields, completed } = validateAround(crd, item.object, item.placeholders);
  const found = errors.filter((error) => !saysUnchecked(error)).map((error) => refused(item, error));
  for (const field of unknownFields) {
    const path = stepsOf(field);
    found.push({
      ...about(item, path, 'key'),
      code: 'crd-unknown-field',
      severity: 'error',
      message: `the CRD of Karpenter ${karpenter} has no field ${field}`,
      help: unknownFieldHelp(history(apiVersion, kind), karpenter, path),
    });
  }
  return hasErrors(found) ? found : [...found, ...checkRuntime(item, completed, rules)];
}

function refused(item: Subject, error: FieldError): Diagnostic {
  const rule = error.type === 'FieldValueInvalid' && !error.message.includes(' in body ');
  return {
    ...about(item, error.path),
    code: rule ? 'crd-rule' : 'crd-schema',
    severity: 'error',
    message: `${pathText(error.path) || 'the object'}: ${error.message}`,
    help: 'Correct the field: the API server would refuse the object',
  };
}

function unknownKind(item: Subject, { karpenter, history }: ManifestRules): Diagnostic {
  const { apiVersion, kind } = typeOf(item.object);
  return {
    ...about(item, ['apiVersion']),
    code: 'crd-unknown-kind',
    severity: 'error',
    message: `Karpenter ${karpenter} has no ${kind} of ${apiVersion}`,
    help: unknownKindHelp(history(apiVersion, kind), `${kind} of ${apiVersion}`, karpenter),
  };
}

function checkRuntime(
  item: Subject,
  completed: ValueObject,
  { karpenter, kubernetes }: ManifestRules,
): Diagnostic[] {
  const { kind } = typeOf(item.object);
  const noFamily = hidesFamily(item.placeholders);
  const options = {
    karpenter,
    provider: 'aws' as const,
    ...(kubernetes === undefined ? {} : { kubernetes }),
  };
  return validateRuntime(completed, options)
    .filter((finding) => !touches(item.placeholders, finding))
    .filter(({ message }) => !(noFamily && message.includes('AMI family')))
    .map(({ reason, severity, message, path }) => ({
      ...about(item, path),
      code: severity === 'error' ? 'karpenter-rejects' : 'karpenter-ignores',
      severity,
      message: `${pathText(path) || kind}: ${message}`,
      help:
        severity === 'error'
          ? `Correct the field: Karpenter would set ${reason} and not use the ${kind}`
          : 'Correct the field: Karpenter would go on without it',
    }));
}

/** The object, field and place of a finding. */
export function about(
  { manifest, object }: Subject,
  path: Path,
  part: 'key' | 'value' = 'value',
): Pick<Diagnostic, 'object' | 'field' | 'at'> {
  return {
    object: objectName(object),
    ...(path.length > 0 ? { field: pathText(path) } : {}),
    at: manifest.locate(path, part),
  };
}
