import type { Resource } from './build.ts';
import { textAt } from './fields/source-text.ts';
import { DEFAULT_NAMESPACE, parseApiVersion } from './resource/id.ts';
import { BuildSchema } from './schema/build-schema.ts';
import { isObject } from './value.ts';
import { emit } from './yaml/index.ts';

/**
 * The files of `kustomize build -o DIRECTORY`, one for each object: `group_version_kind_name.yaml`, its
 * namespace first when there are several (kustomize v5.8, commands/build/writer.go).
 */
export function outputFiles(resources: readonly Resource[]): Map<string, string> {
  const schema = new BuildSchema();
  const named = resources.map(({ object }) => {
    const apiVersion = textAt(object, 'apiVersion');
    const kind = textAt(object, 'kind');
    const { group, version } = parseApiVersion(apiVersion);
    const metadata = isObject(object.metadata) ? object.metadata : {};
    const gvk = [group, version, kind].filter((part) => part !== '').join('_');
    return {
      text: emit(object),
      name: `${gvk}_${textAt(metadata, 'name')}.yaml`.toLowerCase(),
      namespace: schema.isClusterScoped(apiVersion, kind)
        ? undefined
        : textAt(metadata, 'namespace') || DEFAULT_NAMESPACE,
    };
  });
  const namespaces = new Set(named.flatMap(({ namespace }) => namespace ?? []));
  return new Map(
    named.map(({ name, namespace, text }) => {
      const isPrefixed = namespace !== undefined && namespaces.size > 1;
      return [isPrefixed ? `${namespace.toLowerCase()}_${name}` : name, text];
    }),
  );
}
