import { KustomizeError } from '../errors.ts';
import { changeField, type FieldSpec } from '../fields/field-spec.ts';
import { getField, withField } from '../fields/object.ts';
import { textAt } from '../fields/source-text.ts';
import { flag, struct, type TypeOf, text } from '../load/decode.ts';
import { formatId, idKey } from '../resource/id.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceList } from '../resource/resource-list.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { completeSpecs, fieldSpecList } from './field-specs-format.ts';
import { requireScalar } from './scalar-change.ts';
import type { Plugin, Transform } from './transformer.ts';

const SUBJECT_MODES = ['defaultOnly', 'allServiceAccounts', 'none'];

/** What to move where; see {@link namespaceTransform}. */
export interface NamespaceChange {
  readonly namespace: string;
  readonly specs: readonly FieldSpec[];
  /** Keep fields that have a value. */
  readonly unsetOnly?: boolean;
  /** Which subjects of role bindings move: `defaultOnly` means those named `default`. */
  readonly subjects?: string;
}

/** Moves all namespaced resources to a namespace, and changes the fields that refer to it. */
export function namespaceTransform(change: NamespaceChange): Transform {
  const subjects = change.subjects || 'defaultOnly';
  if (!SUBJECT_MODES.includes(subjects)) {
    throw new KustomizeError('invalid', `setRoleBindingSubjects must be one of ${SUBJECT_MODES.join(', ')}`);
  }
  return (resources) => {
    if (change.namespace === '') return;
    const identities = countIdentities(resources);
    for (const resource of resources.items) {
      if (resource.isDeleted) continue;
      const before = idKey(resource.id);
      resource.storePreviousId();
      resource.object = moveObject(resource, { ...change, subjects });
      const after = idKey(resource.id);
      identities.set(before, (identities.get(before) ?? 1) - 1);
      const count = (identities.get(after) ?? 0) + 1;
      identities.set(after, count);
      if (count > 1) {
        throw new KustomizeError(
          'conflict',
          `namespace transformation produces ID conflict: ${formatId(resource.id)}`,
        );
      }
    }
    resources.identitiesChanged();
  };
}

function countIdentities(resources: ResourceList): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of resources.items) counts.set(idKey(id), (counts.get(idKey(id)) ?? 0) + 1);
  return counts;
}

/** The object of a resource moved to the namespace; the resource keeps its identity. */
export function moveObject(resource: Resource, change: NamespaceChange): ValueObject {
  const { namespace, unsetOnly = false } = change;
  const set = (value: Value, container: ValueObject, key: string): Value => {
    requireScalar(value);
    return unsetOnly && value !== '' && textAt(container, key) !== '' ? value : namespace;
  };
  let object = resource.object;
  if (!resource.id.clusterScoped) {
    const spec = { group: '', version: '', kind: '', path: 'metadata/namespace', create: true };
    object = changeField(object, spec, set, 'scalar');
  }
  const isBinding = resource.kind === 'RoleBinding' || resource.kind === 'ClusterRoleBinding';
  if (isBinding) object = moveSubjects(object, change.subjects ?? 'defaultOnly', set);
  for (const spec of change.specs) {
    if (spec.path === 'metadata/namespace') continue;
    if (spec.path === 'metadata/name' && resource.apiVersion !== 'v1') continue;
    if (isBindingSubject(spec) && isBinding) continue;
    object = changeField(object, spec, set, 'scalar');
  }
  return object;
}

function isBindingSubject({ kind, path }: FieldSpec): boolean {
  return (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') && path === 'subjects/namespace';
}

function moveSubjects(
  object: ValueObject,
  mode: string,
  set: (value: Value, container: ValueObject, key: string) => Value,
): ValueObject {
  const subjects = getField(object, 'subjects');
  if (mode === 'none' || subjects === undefined || subjects === null) return object;
  if (!Array.isArray(subjects))
    throw new KustomizeError('mismatch', 'subjects of a role binding must be a list');
  const moved = subjects.map((subject) => {
    if (subject === null) return subject;
    if (!isObject(subject))
      throw new KustomizeError('mismatch', 'a subject of a role binding must be a mapping');
    const isMoved =
      mode === 'defaultOnly'
        ? textAt(subject, 'name') === 'default'
        : textAt(subject, 'kind') === 'ServiceAccount';
    return isMoved
      ? withField(subject, 'namespace', set(getField(subject, 'namespace') ?? '', subject, 'namespace'))
      : subject;
  });
  return withField(object, 'subjects', moved);
}

const format = struct({
  metadata: struct({ namespace: text }),
  namespace: text,
  fieldSpecs: fieldSpecList,
  unsetOnly: flag,
  setRoleBindingSubjects: text,
});

export const namespacePlugin: Plugin<TypeOf<typeof format>, Transform> = {
  format,
  configure: ({ metadata, fieldSpecs, unsetOnly = false, setRoleBindingSubjects = '' }) =>
    namespaceTransform({
      namespace: metadata?.namespace ?? '',
      specs: completeSpecs(fieldSpecs),
      unsetOnly,
      subjects: setRoleBindingSubjects,
    }),
};
