import { posix } from 'node:path';
import type { Value } from '@kustomize-ts/core';
import type { SourceHost } from './host.ts';

/** The folder that Flux or Argo CD applies by a path below the top of a repository; undefined where it is not among the files. */
export function directoryOf({ tops, files }: SourceHost, path: Value | undefined): string | undefined {
  const relative = typeof path === 'string' ? path : './';
  return tops
    .map((top) => posix.join(top, relative).replace(/(?<=.)\/$/, ''))
    .find((one) => files.kind(one) === 'directory');
}
