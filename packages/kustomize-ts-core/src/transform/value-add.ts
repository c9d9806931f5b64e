import { KustomizeError } from '../errors.ts';
import { splitPath } from '../fields/path-splitter.ts';
import { setTextAt } from '../fields/set-path.ts';
import { integer, list, struct, type TypeOf, text } from '../load/decode.ts';
import { selector } from '../load/kustomization-format.ts';
import { yamlFault } from '../load/yaml-fault.ts';
import { baseName } from '../path.ts';
import { ResourceSelector } from '../resource/selector.ts';
import { readYaml } from '../yaml/index.ts';
import { moveObject } from './namespace.ts';
import type { Plugin, Transform } from './transformer.ts';

const target = struct({ selector, fieldPath: text, filePathPosition: integer });
const format = struct({ value: text, targets: list(target, {}), targetFilePath: text });
const targetsFile = struct({ targets: list(target, {}) });

type Target = TypeOf<typeof target>;

/** Writes one value into fields of many resources, as a whole or as one part of a path (ValueAddTransformer). */
export const valueAddPlugin: Plugin<TypeOf<typeof format>, Transform> = {
  format,
  configure({ value = '', targets = [], targetFilePath }, { loader }) {
    const added = value.trim() || baseName(loader.root);
    const all = [...targets];
    if (targetFilePath) {
      const file = yamlFault(() => readYaml(loader.readText(targetFilePath)));
      all.push(...(targetsFile(file, '', { strict: false, lenientText: true })?.targets ?? []));
    }
    if (all.length === 0)
      throw new KustomizeError('invalid', 'must specify at least one target', { field: 'targets' });
    const changes = all.map((each) => ({
      ...checked(each),
      matcher: each.selector && new ResourceSelector(each.selector),
    }));
    return (resources) => {
      for (const { matcher, fieldPath, position } of changes) {
        for (const resource of resources.items) {
          if (matcher !== undefined && !matcher.matches(resource)) continue;
          resource.object =
            fieldPath === 'metadata/namespace'
              ? moveObject(resource, { namespace: added, specs: [] })
              : setTextAt(resource.object, splitPath(fieldPath, '/'), (text) =>
                  position > 0 ? insertPathPart(text, position - 1, added) : added,
                );
        }
        resources.identitiesChanged();
      }
    };
  },
};

function checked({ fieldPath = '', filePathPosition = 0 }: Target): { fieldPath: string; position: number } {
  if (fieldPath === '')
    throw new KustomizeError('invalid', 'fieldPath cannot be empty', { field: 'fieldPath' });
  if (filePathPosition < 0)
    throw new KustomizeError('invalid', 'cannot be negative', { field: 'filePathPosition' });
  return { fieldPath, position: Number(filePathPosition) };
}

/** Inserts a part into a file path; a position beyond its end appends; a leading slash remains. */
function insertPathPart(path: string, position: number, part: string): string {
  if (path === '') return part;
  const isAbsolute = path.startsWith('/');
  const parts = path.split('/').filter((each) => each !== '');
  parts.splice(position, 0, part);
  return `${isAbsolute ? '/' : ''}${parts.join('/')}`;
}
