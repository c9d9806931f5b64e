import { posix } from 'node:path';
import type { Value } from '@kustomize-ts/core';
import type { SourceHost } from './host.ts';

/**
 * The folder that Flux or Argo CD applies by a path below the top of a repository; undefined where it is not among the files. Where only a
 * part of the repository is there, the end of the path leads to it.
 */
export function directoryOf({ tops, files }: SourceHost, path: Value | undefined): string | undefined {
  const steps = posix
    .normalize(typeof path === 'string' ? path : './')
    .split('/')
    .filter((step) => step !== '' && step !== '.');
  const ends = steps.length === 0 ? [''] : steps.map((_, start) => steps.slice(start).join('/'));
  return ends
    .flatMap((end) => tops.map((top) => posix.join(top, end).replace(/(?<=.)\/$/, '')))
    .find((one) => files.kind(one) === 'directory');
}
