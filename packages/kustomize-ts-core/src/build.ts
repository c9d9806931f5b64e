import { KustomizeError } from './errors.ts';
import { lookUpPath } from './fields/look-up.ts';
import type { FileSystem } from './fs.ts';
import { Cache } from './load/cache.ts';
import { Loader, type LoadRestrictions } from './load/loader.ts';
import { fixNameReferences } from './names/name-references.ts';
import { ORIGIN_ANNOTATION, TRANSFORMATIONS_ANNOTATION } from './resource/origin.ts';
import type { ResourceList } from './resource/resource-list.ts';
import { BuildSchema } from './schema/build-schema.ts';
import { sortResources } from './sort/sort-order.ts';
import { Target } from './target.ts';
import { addHashes } from './transform/hash.ts';
import { keyValuesTransform } from './transform/key-values.ts';
import type { ValueObject } from './value.ts';
import { resolveVariables } from './vars/variables.ts';
import { emitDocuments } from './yaml/index.ts';

/** Options of a build; the defaults are those of `kustomize build`. */
export interface BuildOptions {
  /** Which files kustomizations may name: those in or below their own directory (the default), or any. */
  readonly loadRestrictions?: LoadRestrictions;
  /** Order of the result where no `sortOptions` say: `legacy` by kind (the default), or `none`, as read. */
  readonly reorder?: 'legacy' | 'none';
  /** Label everything with `app.kubernetes.io/managed-by`, as `buildMetadata: [managedByLabel]` does. */
  readonly managedByLabel?: boolean;
  /** Parsed files to share with other builds; a build of its own by default. See {@link createCache}. */
  readonly cache?: Cache;
  /** Takes warnings, e.g. about deprecated fields; they are dropped by default. */
  readonly onWarning?: (message: string) => void;
}

/** One object of a build's result. */
export interface Resource {
  /** The object; shared with the cache and with other results, so not to be changed. */
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
 * @param target directory of the kustomization; a relative path is taken from `/`
 * @throws KustomizeError for a fault of the input; any other error is a bug or a failure of `fs`
 */
export function build(fs: FileSystem, target: string, options: BuildOptions = {}): Resource[] {
  const warn = options.onWarning ?? (() => {});
  const loader = Loader.open(fs, target, options.loadRestrictions ?? 'rootOnly');
  const cache = options.cache ?? new Cache();
  const root = Target.root({ loader, cache, schema: new BuildSchema(), warn });
  const { resources, config, variables } = root.accumulate();
  addHashes(resources);
  fixNameReferences(resources, config.nameReference);
  resolveVariables(variables, resources, config.varReference, warn);
  dropLocal(resources);
  const { sortOptions, buildMetadata = [] } = root.spec;
  sortResources(resources, sortOptions ?? { order: options.reorder === 'none' ? 'fifo' : 'legacy' });
  if (options.managedByLabel || buildMetadata.includes('managedByLabel')) {
    keyValuesTransform(MANAGED_BY, LABELS)(resources);
  }
  return finish(resources, buildMetadata);
}

/** The result of a build as YAML, byte for byte what `kustomize build` prints. */
export function toYaml(resources: readonly Resource[]): string {
  return emitDocuments(resources.map(({ object }) => object));
}

/** Drops what is only there to configure other tools. */
function dropLocal(resources: ResourceList): void {
  resources.retain((resource) => {
    if (resource.isDeleted) return false;
    for (const { path, value, error } of resource.misfits) {
      if (path.includes('*') || lookUpPath(resource.object, path)?.value === value) throw error;
    }
    const { kind, name } = resource;
    if (kind === '') throw new KustomizeError('mismatch', `'${name}' has lost its kind`);
    if (name === '' && !kind.endsWith('List'))
      throw new KustomizeError('mismatch', `a ${kind} has lost its name`);
    const local = resource.metaMap('annotations')['config.kubernetes.io/local-config'];
    return local === undefined || local === 'false';
  });
}

/** Annotations become text, and those about origins stay only where `buildMetadata` asks for them. */
function finish(resources: ResourceList, buildMetadata: readonly string[]): Resource[] {
  return resources.items.map((resource) => {
    const annotations = resource.metaMap('annotations');
    if (!buildMetadata.includes('originAnnotations')) delete annotations[ORIGIN_ANNOTATION];
    if (!buildMetadata.includes('transformerAnnotations')) delete annotations[TRANSFORMATIONS_ANNOTATION];
    resource.setMetaMap('annotations', annotations);
    return { object: resource.object, file: resource.file };
  });
}
