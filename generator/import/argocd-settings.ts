import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { objectAt } from '../instances/objects/fields.ts';
import type { Path } from '../load/path.ts';
import { prefixOf } from './path-prefix.ts';
import type { ArgocdSources } from './sources/argocd.ts';

export type AppliedByArgocd = ArgocdSources['applied'][number];

/** A setting for all clusters, read from one object of Argo CD; undefined if it is the default. */
export interface ArgocdSetting {
  field: string;
  value: Value | undefined;
  /** Where the object says it. */
  path: Path;
}

/** The settings of `delivery.argocd` but for its steps, in their order. */
export function settingsOf({ manifest, application, sourceAt, origin }: AppliedByArgocd): ArgocdSetting[] {
  const { object } = manifest;
  const spec = objectAt(application, 'spec');
  const source = objectAt(spec, 'source');
  const set = objectAt(object, 'spec');
  const at: Path = object.kind === 'ApplicationSet' ? ['spec', 'template', 'spec'] : ['spec'];
  return [
    {
      field: 'namespace',
      value: unless('argocd', objectAt(object, 'metadata').namespace),
      path: ['metadata', 'namespace'],
    },
    { field: 'project', value: unless('default', spec.project), path: [...at, 'project'] },
    { field: 'repoURL', value: source.repoURL ?? '', path: [...sourceAt, 'repoURL'] },
    {
      field: 'targetRevision',
      value: unless('HEAD', source.targetRevision),
      path: [...sourceAt, 'targetRevision'],
    },
    { field: 'path', value: prefixOf(source.path, origin), path: [...sourceAt, 'path'] },
    { field: 'generator', value: generatorOf(set), path: ['spec', 'generators'] },
    { field: 'syncPolicy', value: syncPolicyOf(spec), path: [...at, 'syncPolicy'] },
    {
      field: 'preserveResourcesOnDeletion',
      value: objectAt(set, 'syncPolicy').preserveResourcesOnDeletion,
      path: ['spec', 'syncPolicy', 'preserveResourcesOnDeletion'],
    },
  ];
}

/** Fields of a sync policy that a fleet has, too. */
const AUTOMATED = ['prune', 'selfHeal'];
const RETRY = ['limit', 'refresh', 'backoff'];

/** The part of a sync policy that a fleet can express. With `enabled: false` a person syncs, as without `automated`. */
function syncPolicyOf({ syncPolicy = null }: ValueObject): ValueObject | undefined {
  if (!isObject(syncPolicy)) return undefined;
  const { automated = null, retry = null, syncOptions } = syncPolicy;
  const isAutomated = isObject(automated) && automated.enabled !== false;
  const part = {
    ...(isAutomated ? { automated: pick(automated, AUTOMATED) } : {}),
    ...(isObject(retry) ? { retry: pick(retry, RETRY) } : {}),
    ...(syncOptions === undefined ? {} : { syncOptions }),
  };
  return Object.keys(part).length > 0 ? part : undefined;
}

function pick(object: ValueObject, fields: readonly string[]): ValueObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => fields.includes(field)));
}

function generatorOf({ generators = null }: ValueObject): 'clusters' | undefined {
  const all = Array.isArray(generators) ? generators : [];
  return all.some((one) => isObject(one) && one.clusters !== undefined) ? 'clusters' : undefined;
}

function unless(usual: string, value: Value | undefined): Value | undefined {
  return value === usual ? undefined : value;
}
