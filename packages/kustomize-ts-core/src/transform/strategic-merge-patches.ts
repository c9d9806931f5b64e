import { at, KustomizeError } from '../errors.ts';
import { struct, type TypeOf, text, texts } from '../load/decode.ts';
import { parseObjects, type SourceObject } from '../load/documents.ts';
import { Resource } from '../resource/resource.ts';
import type { StepReport } from '../trace.ts';
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
  const read: PatchSource[] = paths.map((path) => readPathOrText(path, context));
  if (patches !== '') read.push({ objects: cache.read(parseObjects, patches) });
  const loaded = read.flatMap(({ objects, ...source }) =>
    objects.map(({ object, notes }) => ({ patch: new Resource(schema, object, notes), source })),
  );
  if (loaded.length === 0) throw new KustomizeError('invalid', 'the patch appears to be empty');
  return (resources, report) => {
    for (const { patch, source } of loaded) {
      const withFile = report && ((event: StepReport) => report({ ...event, ...source }));
      patchSelected(resources, [resources.getByAnyId(patch.originalId)], patch, schema, withFile);
    }
  };
}

interface PatchSource {
  objects: readonly SourceObject[];
  patchFile?: string;
}

/** An entry is the text of a patch, or else the path of one. */
function readPathOrText(entry: string, { loader, cache }: BuildContext): PatchSource {
  try {
    return { objects: cache.read(parseObjects, entry) };
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    const patchFile = loader.path(entry);
    const objects = at({ file: patchFile }, () => cache.read(parseObjects, loader.readText(entry)));
    return { objects, patchFile };
  }
}

export const strategicMergePlugin: Plugin<Config, Transform> = { format, configure: strategicMergeTransform };
