import { emit, isObject, type Value } from '@kustomize-ts/core';
import { ARGOCD_CONFIRMATION } from '../load/delivery-annotations.ts';
import { ARGOCD_NAMESPACE, applicationName, applicationSetName } from '../load/delivery-names.ts';
import type { ArgoCdDelivery, ClusterSpec, Fleet } from '../load/fleet.ts';
import { pointer } from '../load/json-pointer.ts';
import type { EnvironmentObjects, FleetObject } from '../load/resolved.ts';
import { stepLabels } from '../load/rolling-sync.ts';
import { DOLLAR } from '../load/template.ts';
import { forEnvironment } from '../load/value-sources.ts';
import { type Clusters, labelledClusters, listedClusters } from './argocd-clusters.ts';
import { groupByFolder } from './base.ts';
import { joined, overlayFolder } from './paths.ts';

/**
 * The ApplicationSet of one environment: an Application per cluster, and kustomize patches that put the cluster's variables where the
 * overlay holds `${NAME}`. Argo CD itself substitutes nothing.
 */
export function applicationSet(
  fleet: Fleet,
  argocd: ArgoCdDelivery,
  environment: EnvironmentObjects,
  declared: Record<string, ClusterSpec>,
): Value {
  const keys = stepLabels(argocd.rollingSync);
  const clusters =
    argocd.generator === 'clusters'
      ? labelledClusters(fleet.name, environment.name, keys)
      : listedClusters(fleet, environment.name, declared, keys);
  // In the order of the bases, so that the order of pools in fleet.yaml changes nothing.
  const objects = [...groupByFolder(environment.objects).values()].flat();
  const patches = objects.flatMap((object) => patchOf(object, clusters.actionOf) ?? []);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: {
      name: applicationSetName(fleet.name, environment.name),
      namespace: argocd.namespace ?? ARGOCD_NAMESPACE,
    },
    spec: {
      generators: clusters.generators,
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      // The controller takes away annotations that the template lacks (`createOrUpdateInCluster`): here, what confirms a deletion.
      preservedFields: { annotations: [ARGOCD_CONFIRMATION] },
      ...(argocd.rollingSync
        ? {
            strategy: {
              type: 'RollingSync',
              rollingSync: structuredClone(argocd.rollingSync) as unknown as Value,
            },
          }
        : {}),
      ...(argocd.preserveResourcesOnDeletion === undefined
        ? {}
        : { syncPolicy: { preserveResourcesOnDeletion: argocd.preserveResourcesOnDeletion } }),
      template: {
        metadata: {
          ...(keys.length > 0 ? { labels: clusters.labels } : {}),
          name: applicationName(fleet.name, clusters.name),
        },
        spec: {
          destination: clusters.destination,
          project: argocd.project ?? 'default',
          source: {
            path: joined(argocd.path, overlayFolder(fleet.spec, environment.name)).slice('./'.length),
            repoURL: argocd.repoURL,
            targetRevision: forEnvironment(argocd.targetRevision ?? 'HEAD', environment.name),
            ...(patches.length > 0 ? { kustomize: { patches } } : {}),
          },
          ...(argocd.syncPolicy ? { syncPolicy: structuredClone(argocd.syncPolicy) as Value } : {}),
        },
      },
    },
  };
}

/** JSON6902 operations over every value of the object that holds a variable; `undefined` where none does. */
function patchOf(object: FleetObject, actionOf: Clusters['actionOf']): Value | undefined {
  const operations: { op: 'replace'; path: string; value: string }[] = [];
  eachTemplated(object.value, [], (path, value) => {
    operations.push({ op: 'replace', path: pointer(path), value });
  });
  if (operations.length === 0) return undefined;
  const [group = '', version = ''] = String(object.value.apiVersion).split('/');
  return {
    patch: asGoTemplate(emit(operations), actionOf) + guard(operations.at(-1)?.value),
    target: { group, version, kind: object.kind, name: object.name },
  };
}

/** kustomize trims a patch (PatchTransformer, api v0.18.0), and with it the last line break of a text at the end. */
function guard(last: string | undefined): string {
  return last?.includes('\n') ? '# end\n' : '';
}

/** Calls back for every text with a variable, in the order of its path. */
function eachTemplated(
  value: Value,
  path: readonly (string | number)[],
  show: (path: readonly (string | number)[], text: string) => void,
): void {
  if (typeof value === 'string') {
    if (value.includes('${')) show(path, value);
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) eachTemplated(item, [...path, i], show);
  } else if (isObject(value)) {
    for (const key of Object.keys(value).sort()) eachTemplated(value[key] ?? null, [...path, key], show);
  }
}

/**
 * The text with Go template actions instead of `${NAME}`: the values then are unquoted in YAML, as they are after envsubst
 * and Flux, and so get the same types. Literal braces stay literal, also one right before an action.
 */
function asGoTemplate(text: string, actionOf: Clusters['actionOf']): string {
  return text.replace(
    /\{\{|\{(?=\$\{)|\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g,
    (match, name: string | undefined) => {
      if (name === undefined) return `{{ "${match}" }}`;
      return name === DOLLAR ? '$' : actionOf(name);
    },
  );
}
