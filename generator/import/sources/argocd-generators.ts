import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { listAt, objectAt } from '../../instances/objects/fields.ts';
import { labelsOf } from '../../instances/objects/metadata.ts';
import { equal } from '../../load/merge.ts';
import type { Manifest } from '../../manifests/index.ts';
import { expandApplicationSet } from '../../render/index.ts';
import { gitElements } from './argocd-git.ts';
import type { SourceHost } from './host.ts';
import { nameOf } from './objects.ts';

/** Where generators find what they give. */
export interface GeneratorSources {
  host: SourceHost;
  all: readonly Manifest[];
  isGo: boolean;
}

/** What a git or matrix generator gives; undefined for one that is not read, or that gives nothing. */
export function generatedElements(
  sources: GeneratorSources,
  generator: ValueObject,
): ValueObject[] | undefined {
  if (generator.git === undefined && generator.matrix === undefined) return undefined;
  const found = elementsOf(sources, generator, {});
  return found && found.length > 0 ? found : undefined;
}

/** @param outer what the first generator of a matrix gives, with which the second is filled in */
function elementsOf(
  sources: GeneratorSources,
  generator: ValueObject,
  outer: ValueObject,
): ValueObject[] | undefined {
  const [kind, ...others] = Object.keys(generator);
  if (kind === undefined || others.length > 0) return undefined;
  const filled = Object.keys(outer).length > 0 ? filledIn(sources, generator, outer) : generator;
  const value = filled?.[kind] ?? null;
  switch (kind) {
    case 'git':
      return gitElements(sources.host, value, sources.isGo);
    case 'list':
      return isObject(value) && Object.keys(value).join() === 'elements'
        ? listAt(value, 'elements').filter(isObject)
        : undefined;
    case 'clusters':
      return clusterElements(sources, value);
    case 'matrix':
      return Object.keys(outer).length > 0 ? undefined : matrixElements(sources, value);
    default:
      return undefined;
  }
}

/** Each pair of what two generators give; undefined where both have a parameter of one name with different values. */
function matrixElements(sources: GeneratorSources, matrix: Value): ValueObject[] | undefined {
  if (!isObject(matrix) || Object.keys(matrix).join() !== 'generators') return undefined;
  const [first, second, ...others] = listAt(matrix, 'generators').filter(isObject);
  if (!first || !second || others.length > 0 || first.matrix || second.matrix) return undefined;
  const pairs: ValueObject[] = [];
  for (const outer of elementsOf(sources, first, {}) ?? []) {
    const inner = elementsOf(sources, second, outer);
    if (!inner) return undefined;
    for (const one of inner) {
      if (Object.keys(one).some((key) => Object.hasOwn(outer, key) && !equal(one[key], outer[key])))
        return undefined;
      pairs.push({ ...one, ...outer });
    }
  }
  return pairs;
}

/** A generator whose texts are templates, as an ApplicationSet fills in those of its own template. */
function filledIn(
  { isGo }: GeneratorSources,
  generator: ValueObject,
  outer: ValueObject,
): ValueObject | undefined {
  const { applications } = expandApplicationSet({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: {},
    spec: { goTemplate: isGo, generators: [{ list: { elements: [outer] } }], template: { spec: generator } },
  });
  const spec = applications[0]?.object.spec ?? null;
  return isObject(spec) ? spec : undefined;
}

/** The clusters whose Secrets are among the files and have the labels; a selector with expressions is not read. */
function clusterElements({ all, isGo }: GeneratorSources, clusters: Value): ValueObject[] | undefined {
  if (!isObject(clusters) || Object.keys(clusters).some((key) => key !== 'selector')) return undefined;
  const { matchLabels: _, ...more } = objectAt(clusters, 'selector');
  const wanted = Object.entries(objectAt(objectAt(clusters, 'selector'), 'matchLabels'));
  // Without a selector, Argo CD also gives the cluster that it runs in.
  if (Object.keys(more).length > 0 || wanted.length === 0) return undefined;
  const secrets = all.filter(({ object }) => {
    const labels = labelsOf(object);
    return (
      object.kind === 'Secret' &&
      labels['argocd.argoproj.io/secret-type'] === 'cluster' &&
      wanted.every(([key, value]) => labels[key] === value)
    );
  });
  return secrets.map(({ object }) => {
    const labels = labelsOf(object);
    const name = dataOf(object, 'name') ?? nameOf(object);
    const server = dataOf(object, 'server') ?? '';
    return isGo
      ? { name, server, metadata: { labels } }
      : {
          name,
          server,
          ...Object.fromEntries(
            Object.entries(labels).map(([key, value]) => [`metadata.labels.${key}`, String(value)]),
          ),
        };
  });
}

function dataOf(secret: ValueObject, key: string): string | undefined {
  const plain = objectAt(secret, 'stringData')[key];
  if (plain !== undefined) return String(plain);
  const encoded = objectAt(secret, 'data')[key];
  return encoded === undefined ? undefined : Buffer.from(String(encoded), 'base64').toString('utf8');
}
