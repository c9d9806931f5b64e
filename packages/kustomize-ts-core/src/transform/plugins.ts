import { at, KustomizeError } from '../errors.ts';
import { configMapPlugin, secretPlugin } from '../generate/config.ts';
import { iamPolicyPlugin } from '../generate/iam-policy.ts';
import { struct } from '../load/decode.ts';
import { formatId } from '../resource/id.ts';
import type { Resource } from '../resource/resource.ts';
import { addHashes } from './hash.ts';
import { imagesPlugin } from './images.ts';
import { json6902Plugin } from './json6902-patches.ts';
import { annotationsPlugin, labelsPlugin } from './key-values.ts';
import { prefixPlugin, prefixSuffixPlugin, suffixPlugin } from './name-affix.ts';
import { namespacePlugin } from './namespace.ts';
import { patchPlugin } from './patches.ts';
import { replacementsPlugin } from './replacements.ts';
import { replicasPlugin } from './replicas.ts';
import { strategicMergePlugin } from './strategic-merge-patches.ts';
import type { BuildContext, Generate, Plugin, Transform } from './transformer.ts';
import { valueAddPlugin } from './value-add.ts';

/** Binds a plugin to a resource that configures it, its format checked. */
type Configure<Work> = (config: Resource, context: BuildContext) => Work;

function bind<Config, Work>({ format, configure }: Plugin<Config, Work>): Configure<Work> {
  return (config, context) => {
    const read = format(config.object, '', { strict: false, lenientText: true });
    if (read === undefined) throw new KustomizeError('invalid', `${formatId(config.id)} is empty`);
    return configure(read, context);
  };
}

const hashPlugin: Plugin<object, Transform> = { format: struct({}), configure: () => addHashes };

const TRANSFORMERS: Readonly<Record<string, Configure<Transform>>> = {
  AnnotationsTransformer: bind(annotationsPlugin),
  HashTransformer: bind(hashPlugin),
  ImageTagTransformer: bind(imagesPlugin),
  LabelTransformer: bind(labelsPlugin),
  NamespaceTransformer: bind(namespacePlugin),
  PatchJson6902Transformer: bind(json6902Plugin),
  PatchStrategicMergeTransformer: bind(strategicMergePlugin),
  PatchTransformer: bind(patchPlugin),
  PrefixSuffixTransformer: bind(prefixSuffixPlugin),
  PrefixTransformer: bind(prefixPlugin),
  SuffixTransformer: bind(suffixPlugin),
  ReplacementTransformer: bind(replacementsPlugin),
  ReplicaCountTransformer: bind(replicasPlugin),
  ValueAddTransformer: bind(valueAddPlugin),
};

const GENERATORS: Readonly<Record<string, Configure<Generate>>> = {
  ConfigMapGenerator: bind(configMapPlugin),
  IAMPolicyGenerator: bind(iamPolicyPlugin),
  SecretGenerator: bind(secretPlugin),
};

/** The transformer that a resource with `apiVersion: builtin` configures. */
export function configureTransformer(config: Resource, context: BuildContext): Transform {
  return configured(TRANSFORMERS, config, context, 'transformers');
}

/** The generator that a resource with `apiVersion: builtin` configures. */
export function configureGenerator(config: Resource, context: BuildContext): Generate {
  return configured(GENERATORS, config, context, 'generators');
}

function configured<Work>(
  known: Readonly<Record<string, Configure<Work>>>,
  config: Resource,
  context: BuildContext,
  field: string,
): Work {
  const { group, version, kind } = config.id;
  if (group !== '' || version !== 'builtin') {
    const reason = `plugin ${formatId(config.id)} is not supported, because exec and container functions need a process`;
    throw new KustomizeError('unsupported', reason, { field });
  }
  if (kind === 'HelmChartInflationGenerator') {
    throw new KustomizeError('unsupported', 'not supported, because helm runs as a separate process', {
      field,
    });
  }
  const configure = Object.hasOwn(known, kind) ? known[kind] : undefined;
  if (configure === undefined)
    throw new KustomizeError('invalid', `unknown builtin ${kind} in '${field}'`, { field });
  return at({ field: `${field} (${kind} ${config.name})` }, () => configure(config, context));
}
