import type { Cache } from '../load/cache.ts';
import type { Shape } from '../load/decode.ts';
import type { Loader } from '../load/loader.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceList } from '../resource/resource-list.ts';
import type { BuildSchema } from '../schema/build-schema.ts';
import type { BuildEvent, Report } from '../trace.ts';

/** What the steps of a build share. */
export interface BuildContext {
  readonly loader: Loader;
  readonly cache: Cache;
  readonly schema: BuildSchema;
  readonly warn: (message: string) => void;
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
}

/** Changes the resources of a build; made once its configuration and its files were read. */
export type Transform = (resources: ResourceList, report?: Report) => void;

/** Makes resources. */
export type Generate = () => Resource[];

/** A transformer or generator that a file can configure with `apiVersion: builtin` and its kind. */
export interface Plugin<Config, Work> {
  readonly format: Shape<Config>;
  readonly configure: (config: Config, context: BuildContext) => Work;
}
