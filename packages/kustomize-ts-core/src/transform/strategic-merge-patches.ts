import { at, KustomizeError } from '../errors.ts';
import { struct, type TypeOf, text, texts } from '../load/decode.ts';
import { parseObjects, type SourceObject } from '../load/documents.ts';
import { Resource } from '../resource/resource.ts';
import { patchSelected } from './patches.ts';
import type { BuildContext, Plugin, Transform } from './transformer.ts';

const format = struct({ paths: texts, patches: text });
type Config = TypeOf<typeof format>;

/** Applies `patchesStrategicMerge`: each patch to the resource that it names. */
export function strategicMergeTransform(
  { paths = [], patches = '' }: Config,
  context: BuildContext,
): Transform {
  const { schema, cache } = context;
  if (paths.length === 0 && patches === '') throw new KustomizeError('invalid', 'specify a patch');
  const objects = paths.flatMap((path) => readPathOrText(path, context));
  if (patches !== '') objects.push(...cache.read(parseObjects, patches));
  if (objects.length === 0) throw new KustomizeError('invalid', 'the patch appears to be empty');
  const loaded = objects.map(({ object, notes }) => new Resource(schema, object, notes));
  return (resources) => {
    for (const patch of loaded) {
      patchSelected(resources, [resources.getByAnyId(patch.originalId)], patch, schema);
    }
  };
}

/** An entry is the text of a patch, or else the path of one. */
function readPathOrText(entry: string, { loader, cache }: BuildContext): readonly SourceObject[] {
  try {
    return cache.read(parseObjects, entry);
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    return at({ file: loader.path(entry) }, () => cache.read(parseObjects, loader.readText(entry)));
  }
}

export const strategicMergePlugin: Plugin<Config, Transform> = { format, configure: strategicMergeTransform };
