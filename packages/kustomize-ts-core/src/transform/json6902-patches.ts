import { at, KustomizeError, type Place } from '../errors.ts';
import { struct, type TypeOf, text } from '../load/decode.ts';
import { selector } from '../load/kustomization-format.ts';
import { parseOperations } from '../load/patch-text.ts';
import { patchWithJson } from '../patch/resource-patch.ts';
import { ResourceSelector } from '../resource/selector.ts';
import type { BuildContext, Plugin, Transform } from './transformer.ts';

const format = struct({ target: selector, path: text, jsonOp: text });
type Config = TypeOf<typeof format>;

/** Applies an entry of `patchesJson6902`: a JSON patch of the resources of one name. */
export function json6902Transform(
  { target, path, jsonOp }: Config,
  { loader, cache }: BuildContext,
): Transform {
  if (!target?.name) throw new KustomizeError('invalid', 'must specify the target name', { field: 'target' });
  if (!path && !jsonOp) throw new KustomizeError('invalid', 'must specify one of patch and path');
  if (path && jsonOp) throw new KustomizeError('invalid', "patch and path can't be set at the same time");
  const place: Place = path ? { file: loader.path(path) } : {};
  const operations = at(place, () =>
    cache.read(parseOperations, path ? loader.readText(path) : (jsonOp ?? '')),
  );
  if (operations.length === 0) throw new KustomizeError('invalid', 'the patch appears to be empty', place);
  const wanted = new ResourceSelector(target);
  return (resources, report) => {
    const selected = resources.items.filter((resource) => wanted.matches(resource));
    const patchFile = place.file === undefined ? {} : { patchFile: place.file };
    report?.({ type: 'patch', form: 'json', selected: selected.map(({ id }) => id), ...patchFile });
    for (const resource of selected) at(place, () => patchWithJson(resource, [...operations]));
    resources.identitiesChanged();
  };
}

export const json6902Plugin: Plugin<Config, Transform> = { format, configure: json6902Transform };
