import { at, KustomizeError } from './errors.ts';
import { requireReadable } from './fields/readable.ts';
import type { FileSystem } from './fs.ts';
import { Cache } from './load/cache.ts';
import { Loader, type LoadRestrictions } from './load/loader.ts';
import { fixNameReferences } from './names/name-references.ts';
import { isAnnotation, throwMisfit } from './resource/misfit.ts';
import { ORIGIN_ANNOTATION, TRANSFORMATIONS_ANNOTATION } from './resource/origin.ts';
import type { Resource as InternalResource } from './resource/resource.ts';
import type { ResourceList } from './resource/resource-list.ts';
import { BuildSchema } from './schema/build-schema.ts';
import { sortResources } from './sort/sort-order.ts';
import { Target } from './target.ts';
import { type BuildEvent, reportTransformed, type StepReport } from './trace.ts';
import { addHashes } from './transform/hash.ts';
import { keyValuesTransform } from './transform/key-values.ts';
import { isObject, type ValueObject } from './value.ts';
import { resolveVariables } from './vars/variables.ts';
import { emitDocuments } from './yaml/index.ts';

/** Options of a build; the defaults are those of `kustomize build`. */
export interface BuildOptions {
  /** Which files kustomizations may name: those in or below their own directory (the default), or any. */
  readonly loadRestrictions?: LoadRestrictions;
  /** Order of the result without `sortOptions`: `legacy` by kind (the default), or `none`, as read. */
  readonly reorder?: 'legacy' | 'none';
  /** Label everything with `app.kubernetes.io/managed-by`, as `buildMetadata: [managedByLabel]` does. */
  readonly managedByLabel?: boolean;
  /** Parsed files to share with other builds; a build of its own by default. See {@link createCache}. */
  readonly cache?: Cache;
  /** Receives warnings, e.g. about deprecated fields; they are dropped by default. */
  readonly onWarning?: (message: string) => void;
  /** Receives what each step does, such as the objects that a patch selects; nothing is computed for it by default. */
  readonly onEvent?: (event: BuildEvent) => void;
}

/** One object of a build's result. */
export interface Resource {
  /** The object; shared with the cache and with other results, so do not change it. */
  readonly object: ValueObject;
  /** The file the object was read from, or the kustomization that generates it. */
  readonly file: string | undefined;
}

const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'kustomize-(devel)' };
const LABELS = [{ group: '', version: '', kind: '', path: 'metadata/labels', create: true }];

/**
 * Builds a kustomization: what `kustomize build` prints, as objects.
 *
 * @param fs where the files are; nothing else is read
 * @param target directory of the kustomization; a relative path starts at the working directory of `fs`
 * @throws KustomizeError for a fault of the input; any other error is a bug or a failure of `fs`
 */
export function build(fs: FileSystem, target: string, options: BuildOptions = {}): Resource[] {
  return buildWithFacts(fs, target, options).resources;
}

/** The result of a build, and whether one more patch can be applied to the result instead of building again. */
export interface BuildFacts {
  readonly resources: Resource[];
  /** Absolute path of the kustomization that was built. */
  readonly file: string;
  /** Its content. */
  readonly kustomization: ValueObject;
  /**
   * Whether a JSON patch at the end of its `patches` would find these objects, under these names, and no later step would
   * change them. Such a patch, of fields other than metadata, can be applied to the result instead. The one difference:
   * a patched object does not keep integers beyond 2^53.
   */
  readonly endsWithPatches: boolean;
}

/** As {@link build}. */
export function buildWithFacts(fs: FileSystem, target: string, options: BuildOptions = {}): BuildFacts {
  const warn = options.onWarning ?? (() => {});
  const { onEvent } = options;
  const loader = Loader.open(fs, target, options.loadRestrictions ?? 'rootOnly');
  const cache = options.cache ?? new Cache();
  const root = Target.root({ loader, cache, schema: new BuildSchema(), warn, onEvent });
  const { spec, source, file } = root.file;
  const { resources, config, variables } = root.accumulate();
  const count = resources.items.length;
  const report = onEvent && ((event: StepReport) => onEvent({ ...event, file, field: '' }));
  reportTransformed(resources.items, () => addHashes(resources), report);
  const mayRefer = fixNameReferences(resources, config.nameReference);
  resolveVariables(variables, resources, config.varReference, warn);
  dropLocal(resources);
  const isSettled = !mayRefer && variables.size === 0 && resources.items.length === count;
  const { sortOptions, buildMetadata = [] } = spec;
  sortResources(resources, sortOptions ?? { order: options.reorder === 'none' ? 'fifo' : 'legacy' });
  if (options.managedByLabel || buildMetadata.includes('managedByLabel')) {
    keyValuesTransform(MANAGED_BY, LABELS)(resources);
  }
  return {
    resources: finish(resources, buildMetadata),
    file,
    kustomization: source,
    endsWithPatches: isSettled && hasNothingAfterPatches(source) && resources.items.every(isAsRead),
  };
}

/** Fields of a kustomization that take effect before or with its `patches`. */
const BEFORE_PATCHES: readonly string[] = [
  ...['apiVersion', 'kind', 'metadata', 'resources', 'components', 'patchesStrategicMerge', 'patches'],
];

function hasNothingAfterPatches(kustomization: ValueObject): boolean {
  return Object.keys(kustomization).every((field) => BEFORE_PATCHES.includes(field));
}

/** Whether a resource always had its present name, and its identity is what its fields hold. */
function isAsRead(resource: InternalResource): boolean {
  const { object, name, misfits, previousIds } = resource;
  return (
    misfits.length === 0 &&
    previousIds.every((id) => id.name === name) &&
    object.apiVersion === resource.apiVersion &&
    object.kind === resource.kind &&
    isObject(object.metadata) &&
    object.metadata.name === name
  );
}

/** The result of a build as YAML, byte for byte what `kustomize build` prints. */
export function toYaml(resources: readonly Resource[]): string {
  return emitDocuments(resources.map(({ object }) => object));
}

/** Drops objects that only configure other tools. */
function dropLocal(resources: ResourceList): void {
  resources.retain((resource) => {
    if (resource.isDeleted) return false;
    throwMisfit(
      resource,
      resource.misfits.filter(({ path }) => !isAnnotation(path)),
    );
    const { kind, name } = resource;
    if (kind === '') throw new KustomizeError('mismatch', `'${name}' no longer has a kind`);
    if (name === '' && !kind.endsWith('List'))
      throw new KustomizeError('mismatch', `a ${kind} no longer has a name`);
    const local = resource.metaMap('annotations')['config.kubernetes.io/local-config'];
    return local === undefined || local === 'false';
  });
}

/** Makes annotations text, and keeps those about origins only where `buildMetadata` requests them. */
function finish(resources: ResourceList, buildMetadata: readonly string[]): Resource[] {
  return resources.items.map((resource) => {
    const annotations = resource.metaMap('annotations');
    if (!buildMetadata.includes('originAnnotations')) delete annotations[ORIGIN_ANNOTATION];
    if (!buildMetadata.includes('transformerAnnotations')) delete annotations[TRANSFORMATIONS_ANNOTATION];
    resource.setMetaMap('annotations', annotations);
    at({ file: resource.file }, () => requireReadable(resource.object));
    return { object: resource.object, file: resource.file };
  });
}
