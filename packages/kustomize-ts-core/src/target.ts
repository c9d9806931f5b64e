import { Accumulator } from './accumulator.ts';
import { at, KustomizeError } from './errors.ts';
import { mergeConfigs } from './fields/config.ts';
import { defaultConfig } from './fields/defaults.ts';
import { absorbAll } from './generate/absorb.ts';
import { loadConfigurations } from './load/configurations.ts';
import { loadCrds } from './load/crds.ts';
import { parseObjects } from './load/documents.ts';
import { type KustomizationFile, loadKustomization } from './load/kustomization.ts';

import { chooseSchema } from './load/openapi.ts';
import { joinRelative } from './path.ts';
import { addTransformation, hasOrigin, setOrigin } from './resource/origin.ts';
import { Resource } from './resource/resource.ts';
import type { ResourceList } from './resource/resource-list.ts';
import { externalSteps } from './steps/external.ts';
import { generatorSteps } from './steps/generators.ts';
import type { Step } from './steps/step.ts';
import { transformerSteps } from './steps/transformers.ts';
import { reportTransformed, type StepReport } from './trace.ts';
import type { BuildContext, Transform } from './transform/transformer.ts';
import { addVariables } from './vars/variables.ts';

/** One kustomization directory on the way to its resources (kustomize api v0.21.2, internal/target). */
export class Target {
  readonly #context: BuildContext;
  readonly file: KustomizationFile;
  /** Path of the directory as the origin annotations show it; absent without origin annotations. */
  readonly #originPath: string | undefined;

  private constructor(context: BuildContext, file: KustomizationFile, originPath: string | undefined) {
    this.#context = context;
    this.file = file;
    this.#originPath = originPath;
  }

  /** Reads the kustomization of the directory to build; its schema applies to the whole build. */
  static root(context: BuildContext): Target {
    const file = loadKustomization(context.loader, context.cache, context.warn);
    at({ file: file.file }, () => chooseSchema(file.spec.openapi, context));
    return new Target(context, file, file.spec.buildMetadata?.length ? '' : undefined);
  }

  /**
   * Runs the kustomization: resources, generators, components, transformers, validators, variables.
   *
   * @param into what a component changes: the result of its parent so far
   */
  accumulate(into = new Accumulator()): Accumulator {
    return at({ file: this.file.file }, () => {
      const { spec } = this.file;
      this.#addResources(into, spec.resources ?? [], 'resources');
      const configurations = loadConfigurations(spec.configurations ?? [], this.#context.loader);
      into.mergeConfig(mergeConfigs(defaultConfig(), configurations));
      into.mergeConfig(loadCrds(spec.crds ?? [], this.#context.loader));
      this.#generate(into);
      const all = this.#addComponents(into, spec.components ?? []);
      this.#transform(all);
      this.#validate(all);
      addVariables(all.variables, spec.vars ?? [], all.resources);
      return all;
    });
  }

  #addResources(into: Accumulator, paths: readonly string[], field: string): void {
    for (const [index, path] of paths.entries()) {
      at({ field: `${field}[${index}]` }, () => {
        if (path !== '' && !this.#context.loader.isDirectory(path)) this.#addFile(into, path);
        else into.merge(this.#child(path, 'Kustomization').accumulate());
      });
    }
  }

  #addFile(into: Accumulator, path: string): void {
    const { loader, cache, schema } = this.#context;
    const text = loader.readText(path);
    const objects = at({ file: loader.path(path) }, () => cache.read(parseObjects, text));
    for (const { object, notes } of objects) {
      const resource = new Resource(schema, object, notes);
      resource.file = loader.path(path);
      if (this.#originPath !== undefined) setOrigin(resource, { path: joinRelative(this.#originPath, path) });
      into.resources.append(resource);
    }
  }

  /** Each component changes all that its parent has so far. */
  #addComponents(into: Accumulator, paths: readonly string[]): Accumulator {
    let all = into;
    for (const [index, path] of paths.entries()) {
      all = at({ field: `components[${index}]` }, () => this.#child(path, 'Component').accumulate(all));
    }
    return all;
  }

  #child(path: string, kind: 'Kustomization' | 'Component'): Target {
    const loader = this.#context.loader.child(path);
    const context = { ...this.#context, loader };
    const file = loadKustomization(loader, context.cache, context.warn);
    return at({ file: file.file }, () => {
      chooseSchema(file.spec.openapi, context);
      if (file.spec.kind !== kind) {
        throw new KustomizeError('invalid', `expected a ${kind}, got a ${file.spec.kind}`, {
          field: 'kind',
        });
      }
      const origin = this.#originPath === undefined ? undefined : joinRelative(this.#originPath, path);
      return new Target(context, file, origin);
    });
  }

  #generate(into: Accumulator): void {
    const { generators = [] } = this.file.spec;
    const external = () => this.#pluginConfigs(generators, 'generators');
    const steps = [
      ...generatorSteps(this.file.spec, this.#context),
      ...externalSteps('generators', external, this.#context),
    ];
    for (const { work, field, origin } of steps) {
      at({ field }, () => {
        const generated = work();
        const configured = this.#configured(origin);
        for (const resource of generated) {
          resource.file ??= this.file.file;
          if (configured !== undefined && !hasOrigin(resource)) setOrigin(resource, configured);
        }
        absorbAll(into.resources, generated);
      });
    }
  }

  #transform(into: Accumulator): void {
    const { transformers = [] } = this.file.spec;
    const external = () => this.#pluginConfigs(transformers, 'transformers');
    this.#run(into.resources, [
      ...transformerSteps(this.file.spec, into.config, this.#context),
      ...externalSteps('transformers', external, this.#context),
    ]);
  }

  #run(resources: ResourceList, steps: readonly Step<Transform>[]): void {
    const { onEvent } = this.#context;
    const { file } = this.file;
    for (const { work, field, origin } of steps) {
      const report = onEvent && ((event: StepReport) => onEvent({ ...event, file, field }));
      at({ field }, () => reportTransformed(resources.items, () => work(resources, report), report));
      resources.retain((resource) => !resource.isDeleted);
      const configured = this.#configured(origin);
      if (configured === undefined) continue;
      for (const resource of resources.items) addTransformation(resource, configured);
    }
  }

  /** Validators are transformers that must not change anything except the label `validated-by`. */
  #validate(into: Accumulator): void {
    const { validators = [] } = this.file.spec;
    const steps = externalSteps(
      'transformers',
      () => this.#pluginConfigs(validators, 'validators'),
      this.#context,
    );
    for (const { work } of steps) {
      const before = into.resources.items.map(withoutValidationMark);
      work(into.resources);
      const after = into.resources.items.map(withoutValidationMark);
      if (before.length === after.length && before.every((text, index) => text === after[index])) continue;
      throw new KustomizeError('invalid', "validator shouldn't modify the resources", {
        field: 'validators',
      });
    }
  }

  /** The resources that configure external steps: inline or from files and directories. */
  #pluginConfigs(entries: readonly string[], field: string): readonly Resource[] {
    const { cache, schema } = this.#context;
    const configs = new Accumulator();
    const paths: string[] = [];
    for (const entry of entries) {
      try {
        for (const { object, notes } of cache.read(parseObjects, entry)) {
          const config = new Resource(schema, object, notes);
          if (this.#originPath !== undefined) {
            setOrigin(config, { path: joinRelative(this.#originPath, this.file.fileName) });
          }
          configs.resources.append(config);
        }
      } catch (error) {
        if (!(error instanceof KustomizeError) || error.code !== 'malformed') throw error;
        paths.push(entry);
      }
    }
    this.#addResources(configs, paths, field);
    return configs.resources.items;
  }

  /** The origin of a step: the kustomization file for kustomize's own fields, else the file it came from. */
  #configured(origin: Step<unknown>['origin']) {
    if (this.#originPath === undefined || origin === undefined) return undefined;
    const { configuredIn = joinRelative(this.#originPath, this.file.fileName), ...configuredBy } = origin;
    return { configuredIn, configuredBy };
  }
}

function withoutValidationMark(resource: Resource): string {
  const { 'validated-by': _, ...labels } = resource.metaMap('labels');
  const copy = resource.clone();
  copy.setMetaMap('labels', labels);
  return JSON.stringify(copy.object, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}
