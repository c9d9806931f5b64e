import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Crds } from '../check/crd/crds.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../diagnostics/group-by.ts';
import { jsonText } from '../instances/objects/json-text.ts';
import { DOLLAR, variablesIn } from '../load/template.ts';
import { type Assembly, assemble, baseOf, type ImportedObject, type Origin } from './assemble.ts';
import { type BaseVersion, readDeliveryAnnotations } from './delivery-annotations.ts';
import { eachText, toFleetValue } from './emitted.ts';
import { type Deliverers, groupEnvironments, type ImportedEnvironment, type Split } from './environments.ts';
import { createFieldSchema } from './field-schema.ts';
import { inferSettings } from './infer-settings.ts';
import { inferVariables } from './infer-variables.ts';
import { adoptTemplates } from './known-templates.ts';
import type { PatchStyle } from './patches.ts';
import { createEmitter } from './read-templates.ts';
import { type CleanSource, type CleanTarget, type LostObject, readTargets } from './reading.ts';
import type { Reading } from './structure.ts';
import type { Target } from './target.ts';
import { placeValues } from './values.ts';
import { factsOf } from './variable-kinds.ts';
import { createVariables, type Variable, type Variables } from './variables.ts';

/** The parts of a fleet besides its objects. */
export interface FleetRequest {
  targets: readonly Target[];
  name: string;
  /** The Karpenter release of most clusters. */
  karpenter: string;
  karpenterOf(target: Pick<Target, 'environment' | 'cluster'>): string;
  crds: Crds;
  /** The only pools to import; all of them without it. */
  only?: ReadonlySet<string> | undefined;
  /** `spec.delivery`, and what clusters have beside their variables. */
  delivery?: ValueObject | undefined;
  /** Variables whose values only clusters have, which are rendered with an example. */
  examples?: Readonly<Record<string, string>>;
  clusterFields?(cluster: string): ValueObject;
  /** What delivers to a cluster, where the sources have both Flux and Argo CD. */
  deliveredBy?: ((cluster: string) => Deliverers) | undefined;
  /** Called before each target, with how many of the total are done. */
  onTarget?(done: number, total: number): void;
}

/** A fleet as a value, with diagnostics. */
export interface ImportedFleet {
  value: ValueObject;
  origins: Origin[];
  /** By name. */
  pools: ValueObject;
  targets: CleanTarget[];
  /** What of the targets is not part of it. */
  lost: LostObject[];
  environments: ImportedEnvironment[];
  splits: Split[];
  diagnostics: Diagnostic[];
}

/** Writes the fleet that gives each target its objects. */
export function importFleet(request: FleetRequest): ImportedFleet {
  const { crds, karpenter } = request;
  const read = readTargets(request.targets, request);
  const targets = read.targets;
  const variables = createVariables(scriptNames(targets));
  const schemaOf = createFieldSchema(crds, karpenter);
  const emitted = createEmitter(targets, variables, schemaOf);
  const readings = targets.map((target, index): Reading => {
    request.onTarget?.(index, targets.length);
    return {
      environment: target.environment,
      ...(target.cluster === undefined ? {} : { cluster: target.cluster }),
      objects: new Map(target.objects.map((source) => [source.key, emitted(source, target)])),
    };
  });
  adoptTemplates(readings, variables);
  const groupOf = ({ environment, cluster = '' }: Reading): string =>
    JSON.stringify([environment, request.deliveredBy?.(cluster) ?? []]);
  inferVariables(readings, variables, schemaOf, groupOf);
  inferSettings(readings, variables, schemaOf, groupOf);
  const grouped = groupEnvironments(readings, request.deliveredBy);
  const found = objectsOf(targets, emitted);
  const declared = readDeliveryAnnotations(found, grouped.environments, request.delivery);
  const { environments } = declared;
  const objects = found.map(
    ({ written: _, ...one }): ImportedObject => ({
      ...one,
      base: baseOf(one.key, environments, declared.written.get(one.key)),
    }),
  );
  const assembly = assemble(objects, environments, declared);
  const delivery = withArgocd(request.delivery, declared.argocd);
  return {
    value: {
      apiVersion: 'poolwright.dev/v1alpha1',
      kind: 'Fleet',
      metadata: { name: request.name },
      spec: specOf({ ...request, delivery }, assembly, environments, variables, keptNames(targets)),
    },
    origins: assembly.origins,
    pools: assembly.pools,
    targets,
    lost: read.lost,
    environments,
    splits: grouped.splits,
    diagnostics: read.diagnostics,
  };
}

/** Names that scripts use as variables of their own. */
function scriptNames(targets: readonly CleanTarget[]): Set<string> {
  const names = new Set<string>();
  for (const { objects } of targets)
    for (const { object } of objects)
      eachText(object, (_path, text) => {
        for (const [, name = ''] of text.matchAll(/\$\{?([A-Za-z_]\w*)/g)) names.add(name);
      });
  return names;
}

/** `spec.delivery` with what the objects themselves say of Argo CD. */
function withArgocd(delivery: ValueObject | undefined, found: ValueObject): ValueObject | undefined {
  if (Object.keys(found).length === 0 || !delivery) return delivery;
  const { argocd = null } = delivery;
  return { ...delivery, argocd: { ...(isObject(argocd) ? argocd : {}), ...found } };
}

/** An object of the fleet before its environments are known. */
type FoundObject = Omit<ImportedObject, 'base'> & BaseVersion;

function objectsOf(
  targets: readonly CleanTarget[],
  emitted: (source: CleanSource, target: CleanTarget | undefined) => ValueObject,
): FoundObject[] {
  const found = groupBy(
    targets.flatMap((target) => target.objects.map((source) => ({ source, target }))),
    ({ source }) => source.key,
  );
  return [...found].flatMap(([key, sources]): FoundObject[] => {
    const [first] = sources;
    if (!first) return [];
    const bases = sources.flatMap(({ source, target }) =>
      source.base ? [emitted({ ...source, ...source.base }, target)] : [],
    );
    const isShared = bases.length === sources.length && new Set(bases.map(jsonText)).size === 1;
    const styles = new Map<string, PatchStyle>(
      sources.flatMap(({ source, target }) =>
        source.base ? [[target.environment, source.source.hasOperations ? 'operations' : 'merge']] : [],
      ),
    );
    return [
      {
        key,
        kind: first.source.kind,
        name: first.source.name,
        written: isShared ? bases[0] : undefined,
        source: first.source,
        styleIn: (environment) => styles.get(environment) ?? 'shortest',
      },
    ];
  });
}

function specOf(
  { karpenter, karpenterOf, delivery, clusterFields, examples = {} }: FleetRequest,
  { defaults, nodeClasses, pools, environments: differences }: Assembly,
  environments: readonly ImportedEnvironment[],
  variables: Variables,
  kept: ReadonlySet<string>,
): ValueObject {
  const used = usedIn([defaults, nodeClasses, pools, differences], kept);
  const wanted = [...variables.all.values()].filter(({ name }) => used.has(name));
  const values = placeValues(
    wanted.filter(({ name }) => examples[name] === undefined),
    environments,
  );
  const declared = Object.fromEntries(
    wanted.map((one) => [one.name, declarationOf(one, examples[one.name], values.defaults[one.name])]),
  );
  const text = (value: Value): Value => toFleetValue(value, declared);
  return {
    karpenter,
    ...filled('variables', declared),
    ...filled('defaults', text(defaults)),
    ...filled('nodeClasses', text(nodeClasses)),
    pools: text(pools),
    environments: Object.fromEntries(
      environments.map(({ name, clusters, delivery: own }) => {
        const releases = releasesOf(name, clusters, karpenter, karpenterOf);
        return [
          name,
          {
            ...releases.own,
            ...(own ? { delivery: own } : {}),
            ...(text(differences[name] ?? {}) as ValueObject),
            ...filled('variables', values.environments[name]),
            ...filled(
              'clusters',
              Object.fromEntries(
                clusters.map((cluster) => [
                  cluster,
                  {
                    ...releases.clusters[cluster],
                    ...filled('variables', values.clusters[cluster]),
                    ...clusterFields?.(cluster),
                  },
                ]),
              ),
            ),
          },
        ];
      }),
    ),
    ...(delivery ? { delivery } : {}),
  };
}

/** `karpenter` of an environment whose clusters have one release, or of each cluster, where it is not that of the fleet. */
function releasesOf(
  environment: string,
  clusters: readonly string[],
  usual: string,
  karpenterOf: FleetRequest['karpenterOf'],
): { own: ValueObject; clusters: Record<string, ValueObject> } {
  const targets =
    clusters.length > 0 ? clusters.map((cluster) => ({ environment, cluster })) : [{ environment }];
  const releases = targets.map(karpenterOf);
  const isOne = new Set(releases).size === 1;
  const unlessUsual = (karpenter = usual): ValueObject => (karpenter === usual ? {} : { karpenter });
  return {
    own: isOne ? unlessUsual(releases[0]) : {},
    clusters: isOne
      ? {}
      : Object.fromEntries(clusters.map((cluster, i) => [cluster, unlessUsual(releases[i])])),
  };
}

/** A field, where its value has something in it. */
function filled(field: string, value: Value | undefined): ValueObject {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
    ? { [field]: value }
    : {};
}

function declarationOf(
  { name, values, field }: Variable,
  example: string | undefined,
  value: string | undefined,
): ValueObject {
  const { description, pattern } = field ?? factsOf(name, example === undefined ? values : new Map());
  return {
    ...(description ? { description } : {}),
    ...(pattern ? { pattern } : {}),
    ...(example === undefined ? {} : { example }),
    ...(value === undefined ? {} : { default: value }),
  };
}

/** Variables that a fleet has declared, used or not. */
function keptNames(targets: readonly CleanTarget[]): Set<string> {
  return new Set(targets.flatMap(({ values = {}, isGenerated }) => (isGenerated ? Object.keys(values) : [])));
}

function usedIn(values: readonly Value[], kept: ReadonlySet<string>): Set<string> {
  const names = new Set(kept);
  names.delete(DOLLAR);
  for (const value of values)
    eachText(value, (_path, text) => {
      for (const name of variablesIn(text)) if (name !== DOLLAR) names.add(name);
    });
  return names;
}
