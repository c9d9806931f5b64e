import type { Value } from '@kustomize-ts/core';

/** Where the repository lies in its source: what a path has before the folder. */
export function prefixOf(path: Value | undefined, folder: string): string | undefined {
  const steps = String(path ?? '')
    .split('/')
    .filter((step) => step !== '' && step !== '.');
  const own = folder.split('/');
  const isBelow =
    steps.length > own.length && own.every((step, i) => steps[steps.length - own.length + i] === step);
  return isBelow ? `./${steps.slice(0, -own.length).join('/')}` : undefined;
}
