import { at, KustomizeError } from '../errors.ts';
import { readCustomSchema } from '../schema/build-schema.ts';
import type { BuildContext } from '../transform/transformer.ts';
import { readYaml } from '../yaml/index.ts';
import { yamlFault } from './yaml-fault.ts';

const BUILTIN_VERSION = 'v1.21.2';

/** Chooses the schema of the `openapi` field, unless the build already has one. */
export function chooseSchema(
  openapi: Readonly<Record<string, string>> | undefined,
  { loader, cache, schema }: BuildContext,
): void {
  if (openapi === undefined) return;
  const { path, version } = openapi;
  const text = path === undefined ? undefined : at({ field: 'openapi.path' }, () => loader.readText(path));
  if (schema.isChosen) return;
  if (text !== undefined) {
    if (version !== undefined) {
      throw new KustomizeError('invalid', 'set path or version, not both', { field: 'openapi' });
    }
    schema.choose(at({ file: loader.path(path ?? '') }, () => cache.read(parseSchema, text)));
  } else if (version) {
    if (version !== BUILTIN_VERSION) {
      throw new KustomizeError('invalid', `only ${BUILTIN_VERSION} is built in`, {
        field: 'openapi.version',
      });
    }
    schema.choose();
  }
}

function parseSchema(text: string) {
  return readCustomSchema(yamlFault(() => readYaml(text)));
}
