import type { ValueObject } from '@kustomize-ts/core';
import type { Crds } from '../check/crd/crds.ts';
import { stepsOf } from '../check/field-path.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { templateIn } from '../diagnostics/template-syntax.ts';
import { otherNodeClass } from '../instances/objects/provider.ts';
import { equal } from '../load/merge.ts';
import { valueAt } from '../load/value-at.ts';
import { objectName, pathText } from '../render/index.ts';
import { cleanObject, withoutFields } from './clean.ts';
import { convertObjects } from './convert/index.ts';
import { withoutDefaults } from './crd-defaults.ts';
import { eachText } from './emitted.ts';
import { refName } from './node-class-ref.ts';
import { fleetKey, nameOf } from './sources/objects.ts';
import type { SourceObject, Target } from './target.ts';
import { targetName } from './target.ts';

/** An object of a source without what servers and tools write into it. */
export interface CleanSource {
  /** Such as `NodePool/gpu`. */
  key: string;
  name: string;
  kind: 'NodePool' | 'EC2NodeClass';
  object: ValueObject;
  written: ValueObject;
  base?: { object: ValueObject; written: ValueObject; source: SourceObject };
  source: SourceObject;
}

/** A target with the objects that can be imported, each once. */
export interface CleanTarget extends Omit<Target, 'objects'> {
  objects: CleanSource[];
}

/** An object of a target that is not part of the fleet. */
export interface LostObject {
  target: Target;
  source: SourceObject;
}

const VERSIONS = {
  NodePool: 'karpenter.sh/v1',
  EC2NodeClass: 'karpenter.k8s.aws/v1',
} as const;

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Takes what can be imported of the targets; what cannot is reported with its place. */
export function readTargets(
  targets: readonly Target[],
  {
    karpenterOf,
    crds,
    only,
  }: { karpenterOf(target: Target): string; crds: Crds; only?: ReadonlySet<string> | undefined },
): { targets: CleanTarget[]; lost: LostObject[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const lost: LostObject[] = [];
  const clean = targets.map((target): CleanTarget => {
    const objects = new Map<string, CleanSource>();
    for (const source of convertObjects(target.objects, diagnostics)) {
      const read = readSource(source, karpenterOf(target), crds, diagnostics);
      if (!read) continue;
      const known = objects.get(read.key);
      if (known === undefined) objects.set(read.key, read);
      else if (!equal(known.object, read.object)) {
        diagnostics.push(contradiction(target, known, read));
        lost.push({ target, source: read.source });
      }
    }
    const whole = withClasses([...objects.values()], only, diagnostics);
    const keys = new Set(whole.map(({ key }) => key));
    for (const source of target.objects)
      if (!keys.has(fleetKey(source.object))) lost.push({ target, source });
    return { ...target, objects: whole };
  });
  return { targets: clean, lost, diagnostics: once(diagnostics) };
}

/** The pools that are wanted and have their node class, and the node classes that they use, or all where all pools are wanted. */
function withClasses(
  objects: readonly CleanSource[],
  only: ReadonlySet<string> | undefined,
  diagnostics: Diagnostic[],
): CleanSource[] {
  const classes = new Set(objects.filter(({ kind }) => kind === 'EC2NodeClass').map(({ name }) => name));
  const pools = objects.filter((one) => {
    if (one.kind !== 'NodePool' || (only && !only.has(one.name))) return false;
    const isWhole = classes.has(refName(one.object));
    if (!isWhole) diagnostics.push(withoutClass(one));
    return isWhole;
  });
  const used = new Set(pools.map(({ object }) => refName(object)));
  return objects.filter((one) =>
    one.kind === 'NodePool' ? pools.includes(one) : only === undefined || used.has(one.name),
  );
}

function withoutClass({ key, object, source }: CleanSource): Diagnostic {
  return {
    code: 'not-imported',
    severity: 'error',
    message: `${key} refers to EC2NodeClass/${refName(object)}, which its sources do not have`,
    help: 'Import the node class together with the pool, for example from kubectl get nodepools,ec2nodeclasses -o yaml',
    object: key,
    field: 'spec.template.spec.nodeClassRef',
    at: source.locate(['spec', 'template', 'spec', 'nodeClassRef', 'name']),
  };
}

function readSource(
  source: SourceObject,
  karpenter: string,
  crds: Crds,
  diagnostics: Diagnostic[],
): CleanSource | undefined {
  const kind = source.object.kind;
  const fault = (message: string, help: string, path: readonly (string | number)[] = []): void => {
    diagnostics.push({
      code: 'not-imported',
      severity: 'error',
      message,
      help,
      object: objectName(source.object),
      ...(path.length > 0 ? { field: pathText(path) } : {}),
      at: source.locate(path, path.length > 0 ? 'key' : 'value'),
    });
  };
  if (kind !== 'NodePool' && kind !== 'EC2NodeClass') {
    fault(`a fleet cannot declare a ${String(kind)}`, 'Keep the object outside the fleet', ['kind']);
    return undefined;
  }
  const crd = crds.crd(karpenter, VERSIONS[kind], kind);
  if (source.object.apiVersion !== VERSIONS[kind] || !crd) {
    fault(
      `${kind} of ${String(source.object.apiVersion)} cannot be imported`,
      `Convert it to ${VERSIONS[kind]}, then import again`,
      ['apiVersion'],
    );
    return undefined;
  }
  const { object, isStored, lost } = cleanObject(source.object);
  const name = nameOf(object);
  if (!DNS_LABEL.test(name)) {
    fault(
      `the name ${name} cannot be the name of a pool, which takes at most 63 lower-case letters, digits and "-"`,
      'Keep the object outside the fleet, or move its nodes to a pool of another name first',
      ['metadata', 'name'],
    );
    return undefined;
  }
  const other = otherNodeClass(object);
  if (other !== undefined) {
    fault(
      `the pool uses a ${other}, but pools of a fleet use EC2NodeClasses only`,
      'Keep the pool outside the fleet',
      ['spec', 'template', 'spec', 'nodeClassRef'],
    );
    return undefined;
  }
  const template = unrendered(object);
  if (template) {
    fault(
      `${JSON.stringify(template.text)} is ${template.language}, which is not rendered`,
      template.help,
      template.path,
    );
    return undefined;
  }
  for (const path of lost)
    fault(
      `a fleet cannot declare ${pathText(path)}`,
      'Remove the field, or keep the object outside the fleet',
      path,
    );
  const { unknownFields, errors } = crd.validator.validate(object);
  const unknown = unknownFields.map((field) => stepsOf(field));
  for (const path of unknown)
    fault(
      `Karpenter ${karpenter} has no field ${pathText(path)}, so the API server drops it`,
      'Correct or remove the field',
      path,
    );
  const invalid = errors.filter((one) => one.source === 'schema' && !hasPlaceholder(object, one.path));
  for (const { field, message, path } of invalid)
    fault(
      `the API server rejects the object: ${field}: ${message}`,
      'Correct the field, then import again',
      path,
    );
  if (invalid.length > 0) return undefined;
  const known = isStored ? withoutDefaults(object, crd) : object;
  const clean = (value: ValueObject) => withoutFields(cleanObject(value).object, unknown);
  return {
    key: `${kind}/${name}`,
    kind,
    name,
    object: withoutFields(known, unknown),
    written: isStored ? withoutFields(known, unknown) : clean(source.written),
    ...(source.base
      ? {
          base: {
            object: clean(source.base.object),
            written: clean(source.base.written),
            source: source.base,
          },
        }
      : {}),
    source,
  };
}

/** A text with a variable whose value is not known. */
function hasPlaceholder(object: ValueObject, path: readonly (string | number)[]): boolean {
  const value = valueAt(object, path);
  return typeof value === 'string' && value.includes('${');
}

function unrendered(
  object: ValueObject,
): (ReturnType<typeof templateIn> & { path: readonly (string | number)[] }) | undefined {
  let found: (ReturnType<typeof templateIn> & { path: readonly (string | number)[] }) | undefined;
  eachText(object, (path, text) => {
    if (found || path.at(-1) === 'userData') return;
    const template = templateIn(text);
    if (template) found = { ...template, path };
  });
  return found;
}

function contradiction(target: Target, known: CleanSource, other: CleanSource): Diagnostic {
  return {
    code: 'duplicate-object',
    severity: 'error',
    message: `${known.key} differs between two sources of ${targetName(target)}; the first one is used`,
    help: 'Import only the source that the cluster gets it from, or name the clusters separately with --cluster',
    object: known.key,
    at: other.source.locate([]),
    related: [{ message: 'the first one', at: known.source.locate([]) }],
  };
}

/** One finding for what several targets have from one place. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const known = new Map<string, Diagnostic>();
  for (const one of diagnostics) {
    const key = JSON.stringify([one.code, one.message, one.at]);
    if (!known.has(key)) known.set(key, one);
  }
  return [...known.values()];
}
