import { emit, type FileSystem, type ValueObject } from '@kustomize-ts/core';
import type { RenderError } from '../error.ts';
import { buildDirectory, type Overlay } from '../overlay.ts';
import { failure, type Result, success } from '../result.ts';

/** Builds an overlay with further patches at the end of its kustomization's, which is always right. */
export function buildPatched(
  { fs, directory, cache, kustomization: { path, value } }: Overlay,
  patches: ValueObject[],
): Result<ValueObject[], RenderError> {
  const own = Array.isArray(value.patches) ? value.patches : [];
  const text = emit({ ...value, patches: [...own, ...patches] });
  const built = buildDirectory(withText(fs, path, text), directory, cache);
  if (!built.ok) return failure({ ...built.error, code: 'bad-patch' });
  return success(built.value.resources.map(({ object }) => object));
}

/** A file system in which one file reads differently. */
function withText(fs: FileSystem, path: string, text: string): FileSystem {
  return {
    readFile: (asked) => (asked === path ? text : fs.readFile(asked)),
    readBytes: (asked) => (asked === path ? new TextEncoder().encode(text) : fs.readBytes(asked)),
    kind: (asked) => fs.kind(asked),
    realPath: (asked) => fs.realPath(asked),
  };
}
