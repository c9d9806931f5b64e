import type { Value, ValueObject } from '@kustomize-ts/core';
import { clusterLabel, environmentLabel, FLEET_LABEL, selectableLabels } from '../load/cluster-labels.ts';
import { ARGOCD_NAMESPACE } from '../load/delivery-names.ts';
import type { ArgoCdDelivery, ClusterSpec, Fleet } from '../load/fleet.ts';
import { labelsForSteps, stepLabels } from '../load/rolling-sync.ts';

/** Where an ApplicationSet gets its Applications, and how its template refers to the fields of an element. */
export interface Clusters {
  generators: Value;
  /** Template of the text that is different in each Application. */
  name: string;
  destination: ValueObject;
  /** Labels by key, of those that the steps of a RollingSync refer to. */
  labels: Record<string, string>;
  /** The Go template action that gives a variable's value. */
  actionOf(variable: string): string;
}

/**
 * The clusters of an environment as elements of a list generator.
 * @param keys the labels that its Applications have
 */
export function listedClusters(
  { name: fleet, values }: Fleet,
  environment: string,
  clusters: Record<string, ClusterSpec>,
  keys: readonly string[],
): Clusters {
  const servers = Object.values(clusters).filter((cluster) => cluster.server !== undefined).length;
  const byServer = servers > 0;
  const byName = servers < Object.keys(clusters).length;
  const elements = Object.entries(clusters).map(([cluster, spec]) => ({
    cluster,
    ...(keys.length > 0
      ? { labels: labelsForSteps(selectableLabels(fleet, environment, cluster, spec), keys) }
      : {}),
    ...(byServer ? { server: spec.server ?? '' } : {}),
    ...(byServer && byName ? { name: spec.server === undefined ? cluster : '' } : {}),
    variables: { ...values.get(cluster) },
  }));
  return {
    generators: [{ list: { elements } }],
    name: '{{ .cluster }}',
    destination: {
      ...(byServer ? { server: '{{ .server }}' } : {}),
      ...(byName ? { name: byServer ? '{{ .name }}' : '{{ .cluster }}' } : {}),
    },
    labels: labelsFrom('.labels', keys),
    actionOf: (variable) => `{{ .variables.${variable} }}`,
  };
}

/** The clusters of an environment as a cluster generator, which selects Argo CD's Secrets by the environment's label. */
export function labelledClusters(fleet: string, environment: string, keys: readonly string[]): Clusters {
  const matchLabels = { [environmentLabel(fleet)]: environment };
  return {
    generators: [{ clusters: { selector: { matchLabels } } }],
    name: `{{ index .metadata.labels "${clusterLabel(fleet)}" }}`,
    destination: { server: '{{ .server }}' },
    labels: labelsFrom('.metadata.labels', keys),
    actionOf: (variable) => `{{ index .metadata.annotations "${variableAnnotation(fleet, variable)}" }}`,
  };
}

function labelsFrom(parameter: string, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, `{{ index ${parameter} ${JSON.stringify(key)} }}`]));
}

/**
 * The part of Argo CD's Secret of a cluster that `labelledClusters` reads; to be applied on the server side, so that the rest of the Secret
 * stays as it is.
 * `DOLLAR` is not among its values, since the ApplicationSet writes a literal `$` itself.
 */
export function clusterSecret(
  { name: fleet, values }: Fleet,
  argocd: ArgoCdDelivery,
  environment: string,
  { cluster, spec }: { cluster: string; spec: ClusterSpec },
): Value {
  const annotations = Object.fromEntries(
    Object.entries(values.get(cluster) ?? {}).map(([name, value]) => [
      variableAnnotation(fleet, name),
      value,
    ]),
  );
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      labels: {
        ...labelsForSteps(
          selectableLabels(fleet, environment, cluster, spec),
          stepLabels(argocd.rollingSync),
        ),
        [clusterLabel(fleet)]: cluster,
        [environmentLabel(fleet)]: environment,
      },
      name: spec.secret ?? cluster,
      namespace: argocd.namespace ?? ARGOCD_NAMESPACE,
    },
  };
}

function variableAnnotation(fleet: string, variable: string): string {
  return `${fleet}.${FLEET_LABEL}/${variable}`;
}
