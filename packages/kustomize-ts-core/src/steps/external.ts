import { ORIGIN_ANNOTATION } from '../resource/origin.ts';
import type { Resource } from '../resource/resource.ts';
import { configureGenerator, configureTransformer } from '../transform/plugins.ts';
import type { BuildContext, Generate, Transform } from '../transform/transformer.ts';
import { isObject } from '../value.ts';
import { readYaml } from '../yaml/index.ts';
import type { Step } from './step.ts';

/** The steps that `generators:` or `transformers:` configure, in the order of their resources. */
export function externalSteps(
  field: 'generators',
  configs: () => readonly Resource[],
  context: BuildContext,
): Step<Generate>[];
export function externalSteps(
  field: 'transformers',
  configs: () => readonly Resource[],
  context: BuildContext,
): Step<Transform>[];
export function externalSteps(
  field: 'generators' | 'transformers',
  configs: () => readonly Resource[],
  context: BuildContext,
): Step<Generate | Transform>[] {
  const configure = field === 'generators' ? configureGenerator : configureTransformer;
  return configs().map((config) => ({
    work: configure(config, context),
    field: `${field} (${config.kind} ${config.name})`,
    ...originOf(config),
  }));
}

function originOf(config: Resource): Pick<Step<unknown>, 'origin'> {
  const annotation = config.metaMap('annotations')[ORIGIN_ANNOTATION];
  const origin = annotation === undefined ? null : readYaml(annotation);
  if (!isObject(origin)) return {};
  const { apiVersion, kind, name, namespace } = config;
  return {
    origin: {
      configuredIn: typeof origin.path === 'string' ? origin.path : '',
      apiVersion,
      kind,
      ...(name !== '' && { name }),
      ...(namespace !== '' && { namespace }),
    },
  };
}
