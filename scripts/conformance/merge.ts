import { isDeepStrictEqual } from 'node:util';
import { applyStrategicMerge, KustomizeError } from '@kustomize-ts/core';
import { readWithSchemas } from '../../packages/kustomize-ts-core/src/load/schema-comments.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** A strategic merge: what `patch` makes of `dest`. */
interface Vector {
  patch: string;
  dest: string;
  output: string;
  inferAssociativeLists?: boolean;
  listIncreaseDirection?: 'append' | 'prepend';
}

export default async function run([file]: unknown[]): Promise<Outcome> {
  const vectors = file as Vector[];
  const failures = vectors.flatMap((vector, index) => {
    const failure = check(vector);
    return failure === undefined ? [] : [`vector ${index}: ${failure}`];
  });
  return outcomeOf(vectors, failures);
}

function check({
  patch,
  dest,
  output,
  inferAssociativeLists,
  listIncreaseDirection,
}: Vector): string | undefined {
  try {
    const [target = null] = readWithSchemas(dest);
    const [change = null] = readWithSchemas(patch);
    const [wanted = null] = readWithSchemas(output);
    const got = applyStrategicMerge(target, change, {
      inferKeys: inferAssociativeLists === true,
      newElements: listIncreaseDirection === 'append' ? 'last' : 'first',
    });
    if (isDeepStrictEqual(got ?? {}, wanted ?? {})) return undefined;
    return `wanted ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`;
  } catch (error) {
    return error instanceof KustomizeError
      ? error.message
      : `${error instanceof Error ? error.stack : error}`;
  }
}
