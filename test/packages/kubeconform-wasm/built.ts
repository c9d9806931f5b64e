import type { Test } from 'uvu';
import { isAvailable } from '../../../packages/kubeconform-wasm/src/index.ts';

/** A test that needs the WebAssembly: skipped, with a line that says so, where it was not built. */
export function whenBuilt(test: Test): Test | Test['skip'] {
  if (isAvailable()) return test;
  process.stdout.write('kubeconform-wasm is not built (npm run build:wasm, which needs Go): skipped\n');
  return test.skip;
}

/** Runs something with a deadline, so that a hung worker fails its test and not the whole run. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** An object of that kind in API version v1, and what else it says. */
export function object(kind: string, rest = ''): string {
  return `apiVersion: v1\nkind: ${kind}\n${rest}`;
}
