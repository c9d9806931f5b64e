import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { objectAt, stringAt } from '../../instances/objects/fields.ts';
import { namespaceOf } from '../../instances/objects/metadata.ts';
import { podsOf } from '../../instances/objects/pods.ts';
import { type Path, pathText } from '../../render/index.ts';
import { titleOf } from '../lint/view.ts';
import type { BuiltObject, OverlayBuild } from './build.ts';
import { type Rename, readRenames } from './renames.ts';

/** References of custom resources to what the build renames: kustomize knows the fields only of built-in kinds. */
export function referenceNotRenamed(build: OverlayBuild): Diagnostic[] {
  const renameOf = readRenames(build);
  const present = new Set(build.objects.map(({ object }) => `${String(object.kind)}/${nameOf(object)}`));
  return build.objects.flatMap((built) =>
    [...referencesIn(built.object)].flatMap((reference) => {
      const { group, kind, name } = reference;
      const rename = present.has(`${kind}/${name}`) ? undefined : renameOf(group, kind, name);
      const isMeant = reference.isNodeClass || isWith(built.object, build.objects, kind, rename?.to);
      return rename && isMeant ? diagnosticOf(build, built, reference, rename) : [];
    }),
  );
}

/** Whether an object is in the same namespace, the only one in which a pod looks for what it refers to. */
function isWith(object: ValueObject, all: readonly BuiltObject[], kind: string, name = ''): boolean {
  const other = all.find((one) => one.object.kind === kind && nameOf(one.object) === name);
  return other !== undefined && namespaceOf(other.object) === namespaceOf(object);
}

interface Reference {
  group: string | undefined;
  kind: string;
  name: string;
  path: Path;
  isNodeClass: boolean;
}

function* referencesIn(object: ValueObject): Generator<Reference> {
  const template = objectAt(objectAt(objectAt(object, 'spec'), 'template'), 'spec');
  const nodeClass = objectAt(template, 'nodeClassRef');
  const [kind, name] = [stringAt(nodeClass, 'kind'), stringAt(nodeClass, 'name')];
  if (kind !== undefined && name !== undefined) {
    const path = ['spec', 'template', 'spec', 'nodeClassRef', 'name'];
    yield { group: stringAt(nodeClass, 'group'), kind, name, path, isNodeClass: true };
  }
  for (const { spec, path } of podsOf(object)) yield* referencesOfPod(spec, path);
}

/** Fields of a pod that refer to objects, by the key that holds the name. */
const NAMED: Readonly<Record<string, readonly [kind: string, key: string]>> = {
  configMap: ['ConfigMap', 'name'],
  configMapRef: ['ConfigMap', 'name'],
  configMapKeyRef: ['ConfigMap', 'name'],
  secret: ['Secret', 'secretName'],
  secretRef: ['Secret', 'name'],
  secretKeyRef: ['Secret', 'name'],
  persistentVolumeClaim: ['PersistentVolumeClaim', 'claimName'],
};

function* referencesOfPod(value: Value, path: Path): Generator<Reference> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* referencesOfPod(item, [...path, index]);
    return;
  }
  if (!isObject(value)) return;
  for (const [field, item] of Object.entries(value)) {
    const [kind, key] = Object.hasOwn(NAMED, field) ? (NAMED[field] ?? []) : [];
    if (kind !== undefined && key !== undefined && isObject(item) && item.optional !== true) {
      const name = stringAt(item, key);
      if (name !== undefined)
        yield { group: '', kind, name, path: [...path, field, key], isNodeClass: false };
    }
    if (field === 'serviceAccountName' && typeof item === 'string')
      yield { group: '', kind: 'ServiceAccount', name: item, path: [...path, field], isNodeClass: false };
    yield* referencesOfPod(item, [...path, field]);
  }
}

function diagnosticOf(
  build: OverlayBuild,
  { object, locate }: BuiltObject,
  { kind, name, path, isNodeClass }: Reference,
  { group, to, file, field }: Rename,
): Diagnostic {
  const cause = field === '' ? 'the hash of its content' : field;
  const config = `nameReference: [{ kind: ${kind}${group === '' ? '' : `, group: ${group}`}, fieldSpecs: [{ kind: ${String(object.kind)}, path: ${path.filter((step) => typeof step === 'string').join('/')} }] }]`;
  return {
    code: 'reference-not-renamed',
    severity: isNodeClass ? 'error' : 'warning',
    message: `${kind} ${name} is ${to} after ${cause}, and ${pathText(path)} of ${titleOf(object)} still has the old name: kustomize renames references only in built-in kinds`,
    help: `Add ${config} to a file of configurations, or patch the field to ${to}`,
    object: titleOf(object),
    field: pathText(path),
    at: locate(path),
    related: [
      {
        message: field === '' ? 'the kustomization that adds hashes' : `${field} renames it`,
        at: build.fieldAt(file, field === '' ? [] : [field]).at,
      },
    ],
  };
}

function nameOf(object: ValueObject): string {
  return stringAt(objectAt(object, 'metadata'), 'name') ?? '';
}
