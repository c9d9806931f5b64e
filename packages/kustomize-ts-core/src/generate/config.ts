import { KustomizeError } from '../errors.ts';
import { getField, setField } from '../fields/object.ts';
import { requirePlainKeys } from '../fields/plain-key.ts';
import { exact, type Shape, struct, type TypeOf, text } from '../load/decode.ts';
import { type GeneratorOptions, generatorFields, type SecretArgs } from '../load/kustomization-format.ts';
import { readBehavior } from '../resource/build-notes.ts';
import { Resource } from '../resource/resource.ts';
import type { BuildContext, Generate, Plugin } from '../transform/transformer.ts';
import { isObject, type ValueObject } from '../value.ts';
import { encodeBase64 } from './base64.ts';
import { decodeUtf8, readKeyValues } from './key-values.ts';

type Kind = 'ConfigMap' | 'Secret';

/** Makes a ConfigMap or a Secret from literals and files. */
export function configGenerator(kind: Kind, args: SecretArgs, context: BuildContext): Generate {
  return () => {
    if (!args.name) throw new KustomizeError('invalid', `a ${kind} must have a name`, { field: 'name' });
    const object: ValueObject = {
      apiVersion: 'v1',
      kind,
      metadata: { name: args.name, ...(args.namespace && { namespace: args.namespace }) },
    };
    const data = readKeyValues(args, context.loader);
    requirePlainKeys(data.keys());
    if (kind === 'Secret') Object.assign(object, { type: args.type || 'Opaque', data: encodeAll(data) });
    else Object.assign(object, splitData(data));
    addOptions(object, args.options);
    return [
      new Resource(context.schema, object, {
        behavior: readBehavior(args.behavior),
        needsHash: args.options?.disableNameSuffixHash !== true,
      }),
    ];
  };
}

/** Options of one generator merged with those for all: its own labels win, a flag set in either is set. */
export function mergeOptions(
  own: GeneratorOptions | undefined,
  all: GeneratorOptions | undefined,
): GeneratorOptions | undefined {
  if (all === undefined) return own;
  return {
    labels: { ...all.labels, ...own?.labels },
    annotations: { ...all.annotations, ...own?.annotations },
    disableNameSuffixHash: own?.disableNameSuffixHash === true || all.disableNameSuffixHash === true,
    immutable: own?.immutable === true || all.immutable === true,
  };
}

function encodeAll(data: ReadonlyMap<string, Uint8Array>): ValueObject {
  const encoded: ValueObject = {};
  for (const [key, bytes] of data) setField(encoded, key, encodeBase64(bytes));
  return encoded;
}

/** Puts text into `data`, the rest as base64 into `binaryData`. */
function splitData(data: ReadonlyMap<string, Uint8Array>): ValueObject {
  const result: ValueObject = {};
  for (const [key, bytes] of data) {
    const decoded = decodeUtf8(bytes, true);
    const field = decoded === undefined ? 'binaryData' : 'data';
    const target = result[field];
    const map = isObject(target) ? target : {};
    setField(map, key, decoded ?? encodeBase64(bytes));
    result[field] = map;
  }
  return result;
}

function addOptions(object: ValueObject, options: GeneratorOptions | undefined): void {
  const metadata = getField(object, 'metadata');
  if (options === undefined || !isObject(metadata)) return;
  for (const field of ['labels', 'annotations'] as const) {
    const map = options[field];
    requirePlainKeys(Object.keys(map ?? {}));
    if (map !== undefined && Object.keys(map).length > 0) metadata[field] = { ...map };
  }
  if (options.immutable) object.immutable = true;
}

const metadata = struct({ name: text, namespace: text });
const configMapFormat = exact(struct({ ...generatorFields, metadata }));
const secretFormat = exact(struct({ ...generatorFields, type: text, metadata }));

/** A generator in a file of its own can take its name from its metadata. */
function plugin(
  kind: Kind,
  format: Shape<TypeOf<typeof secretFormat>>,
): Plugin<TypeOf<typeof secretFormat>, Generate> {
  return {
    format,
    configure: ({ metadata: own, ...args }, context) =>
      configGenerator(
        kind,
        {
          ...args,
          name: args.name || (own?.name ?? ''),
          namespace: args.namespace || (own?.namespace ?? ''),
        },
        context,
      ),
  };
}

export const configMapPlugin = plugin('ConfigMap', configMapFormat);
export const secretPlugin = plugin('Secret', secretFormat);
