import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Validation } from '@poolwright/crd-validator';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { providerOf } from '../instances/objects/provider.ts';
import type { Crd, Crds } from './crd/crds.ts';
import { pathsOf, pathTree } from './crd/path-tree.ts';
import { touches, validateAround } from './crd/placeholders.ts';
import { stepsOf } from './field-path.ts';
import { type RuntimeFinding, validateRuntime } from './karpenter/index.ts';
import type { Rules, StoredObject } from './rules/index.ts';
import type { Subject } from './subject.ts';
import { type TemplateField, templateDiagnostic, templatesIn } from './templates.ts';
import { toDiagnostic } from './to-diagnostic.ts';
import { type BaseState, oldObject, updateViolations } from './update/update.ts';
import { isError, type Violation } from './violations.ts';

export interface PipelineOptions {
  crds: Crds;
  /** What the clusters have at the moment; without it every object is new to them. */
  base?: BaseState | undefined;
  /** Gets every object of a cluster that has been validated by its CRD, and the result. */
  onValidated?: ((subject: Subject, validation: Validation) => void) | undefined;
  /** The rules and policies of a team's own. */
  rules?: Rules | undefined;
}

/** What is wrong with one object, and whether the cluster rejects it. */
export interface ObjectResult {
  diagnostics: Diagnostic[];
  isRejected: boolean;
}

/** Validates objects one by one, generated or hand-written: by their CRD as the API server does, then as Karpenter does at run time. */
export function createPipeline(options: PipelineOptions): (subject: Subject) => ObjectResult {
  const runtime = createRuntime();
  return (subject) => {
    const { violations, stored } = validateObject(subject, options, runtime);
    const templates = violations.length === 0 ? [] : templatesIn(subject.object);
    const caused =
      templates.length === 0 ? violations : withoutTemplates(subject, templates, options, runtime);
    return {
      diagnostics: [
        ...templates.map((template) => templateDiagnostic(subject, template)),
        ...caused.map((violation) => toDiagnostic(subject, violation, options.crds)),
        ...((stored && options.rules?.check(subject, stored)) ?? []),
      ],
      isRejected: violations.some(isError),
    };
  };
}

/** What is wrong with an object whatever the text of template languages in it is replaced with. */
function withoutTemplates(
  subject: Subject,
  templates: readonly TemplateField[],
  { onValidated: _, ...options }: PipelineOptions,
  runtime: Runtime,
): Violation[] {
  const paths = [...pathsOf(subject.placeholders), ...templates.map(({ path }) => path)];
  return validateObject({ ...subject, placeholders: pathTree(paths) }, options, runtime).violations;
}

/** What is wrong with an object, and what the cluster stores where its API server accepts it. */
function validateObject(
  subject: Subject,
  options: PipelineOptions,
  runtime: Runtime,
): { violations: Violation[]; stored?: StoredObject } {
  const { object, scope, placeholders } = subject;
  const { apiVersion, kind } = typeOf(object);
  const crd = options.crds.crd(scope.karpenter, apiVersion, kind);
  if (crd === undefined) return { violations: [noMatch(subject)] };
  const { completed, ...validation } = validateAround(crd, object, placeholders);
  if (scope.cluster !== undefined) options.onValidated?.(subject, validation);
  const old = options.base && oldObject(options.base, subject, validation);
  const found: Violation[] = old
    ? updateViolations(crd.validator, subject, old, validation, options.base?.revision ?? '')
    : validation.errors;
  const violations = [
    ...found.filter(({ kind: cause }) => cause !== 'unchecked'),
    ...unknownFields(subject, validation),
    ...ruleCost(validation),
  ];
  if (violations.some(isError)) return { violations };
  return {
    violations: [...violations, ...runtime(subject, completed)],
    stored: {
      object: storedOf(validation, object),
      old: () => storedBefore(crd, subject, options.base),
    },
  };
}

/** What the cluster has instead of an object, as it stores it; where nothing may differ, that is the object itself. */
function storedBefore(
  { validator }: Crd,
  subject: Subject,
  base: BaseState | undefined,
): ValueObject | undefined {
  const { environment, cluster } = subject.scope;
  if (!base || environment === undefined || cluster === undefined) return undefined;
  const old = base.mayDiffer(environment, cluster)
    ? base.objectOf(cluster, subject.name)?.object
    : subject.object;
  return old && storedOf(validator.validate(old), old);
}

function storedOf({ stored }: Pick<Validation, 'stored'>, object: ValueObject): ValueObject {
  return isObject(stored) ? stored : object;
}

/** `NodePool` of `karpenter.sh/v1`. */
export function typeOf({ apiVersion, kind }: ValueObject): { apiVersion: string; kind: string } {
  return { apiVersion: String(apiVersion ?? ''), kind: String(kind ?? '') };
}

function noMatch({ object }: Subject): Violation {
  const { apiVersion, kind } = typeOf(object);
  return {
    source: 'request',
    kind: 'no-match',
    params: {},
    type: 'NoMatch',
    field: '',
    path: ['apiVersion'],
    message: `no matches for kind "${kind}" in version "${apiVersion}"`,
  };
}

/** A value that became a mapping by substitution is a type error already. */
function unknownFields({ variableAt }: Subject, validation: Validation): Violation[] {
  return validation.unknownFields
    .map(stepsOf)
    .filter((path) => !path.some((_step, i) => variableAt?.(path.slice(0, i)) !== undefined))
    .map((path) => ({ source: 'schema', kind: 'unknown-field', path }));
}

function ruleCost({ mayExceedCost }: Validation): Violation[] {
  if (!mayExceedCost) return [];
  const message =
    'the object is so large that the API server may stop evaluating its CEL rules, and reject it for their cost';
  return [{ source: 'cel', kind: 'cost', path: [], message }];
}

type Runtime = (subject: Subject, completed: ValueObject) => Violation[];

/** Clusters share the objects that no variable touches, so each of these is validated once. */
function createRuntime(): Runtime {
  const known = new WeakMap<ValueObject, Map<string, RuntimeFinding[]>>();
  return ({ scope, placeholders }, completed) => {
    const byVersion = known.get(completed) ?? new Map<string, RuntimeFinding[]>();
    known.set(completed, byVersion);
    const { karpenter, kubernetes } = scope;
    const provider = providerOf(completed);
    const key = `${karpenter} ${kubernetes ?? ''}`;
    const found =
      byVersion.get(key) ??
      validateRuntime(completed, {
        karpenter,
        provider,
        ...(kubernetes === undefined ? {} : { kubernetes }),
      });
    byVersion.set(key, found);
    return found
      .filter((finding) => !touches(placeholders, finding))
      .map(({ reason, ...finding }) => ({ source: 'runtime', kind: reason, ...finding }));
  };
}

/** The API groups of Karpenter and of its provider for AWS. */
const GROUPS: readonly string[] = ['karpenter.sh', 'karpenter.k8s.aws'];

/** Kinds that Karpenter or its users make beside those that are validated here. */
const UNVALIDATED: readonly string[] = ['NodeClaim', 'NodeOverlay'];

/** Whether an object is one that is validated here, or that somebody means so: of Karpenter's groups, in whatever version. */
export function isKarpenter(object: ValueObject): boolean {
  const { apiVersion, kind } = typeOf(object);
  return GROUPS.includes(apiVersion.split('/')[0] ?? '') && !UNVALIDATED.includes(kind);
}
