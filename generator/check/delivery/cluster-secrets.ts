import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';

/** An ApplicationSet with its elements, and the cluster of an element. */
export interface ListedSet {
  set: ValueObject;
  clusterOf(parameters: ValueObject): string;
}

/**
 * Replaces cluster generators with list generators: an element, with the parameters that Argo CD (3.2) gives to Go templates, for
 * each generated Secret that the generator selects. A cluster generator of another form stays as it is, to be refused by name.
 * @param readSecret the generated Secret of a cluster, undefined where it is missing
 */
export function listSecrets(
  set: ValueObject,
  clusters: readonly string[],
  readSecret: (cluster: string) => ValueObject | undefined,
): ListedSet {
  const owners = new Map<ValueObject, string>();
  const clusterOf = (parameters: ValueObject): string => owners.get(parameters) ?? String(parameters.cluster);
  const { spec } = set;
  if (!isObject(spec) || !Array.isArray(spec.generators) || !spec.generators.some(selectedLabels))
    return { set, clusterOf };
  for (const cluster of clusters) {
    const secret = readSecret(cluster);
    if (secret) owners.set(parametersOf(secret, cluster), cluster);
  }
  const generators = spec.generators.map((generator) => {
    const labels = selectedLabels(generator);
    if (!labels) return generator;
    const elements = [...owners.keys()].filter((parameters) => hasLabels(parameters, labels));
    return { list: { elements } };
  });
  return { set: { ...set, spec: { ...spec, generators } }, clusterOf };
}

/** The labels that a cluster generator asks for, and nothing else; undefined for any other generator. */
function selectedLabels(generator: Value): ValueObject | undefined {
  const clusters = onlyField(generator, 'clusters');
  const selector = clusters && onlyField(clusters, 'selector');
  const labels = selector && onlyField(selector, 'matchLabels');
  return isObject(labels) ? labels : undefined;
}

function onlyField(value: Value, field: string): Value | undefined {
  return isObject(value) && Object.keys(value).length === 1 ? value[field] : undefined;
}

function parametersOf({ metadata }: ValueObject, cluster: string): ValueObject {
  const { labels = {}, annotations = {} } = isObject(metadata) ? metadata : {};
  // Name and server are in the Secret's data, which is not ours; templates of ours print the server and no more.
  return { name: cluster, nameNormalized: cluster, server: '', metadata: { labels, annotations } };
}

function hasLabels({ metadata }: ValueObject, wanted: ValueObject): boolean {
  const labels = isObject(metadata) && isObject(metadata.labels) ? metadata.labels : {};
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}
