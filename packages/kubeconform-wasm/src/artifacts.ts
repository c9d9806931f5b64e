import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The files that `npm run build:wasm` writes. */
export interface Artifacts {
  readonly worker: string;
  readonly wasm: string;
  readonly wasmExec: string;
}

/**
 * Finds the built files through the package's name, so that they are found from a bundle too.
 * @returns `undefined` when one of them is missing
 */
export function findArtifacts(): Artifacts | undefined {
  const { resolve } = createRequire(import.meta.url);
  try {
    return {
      worker: resolve('kubeconform-wasm/worker'),
      wasm: resolve('kubeconform-wasm/kubeconform.wasm'),
      wasmExec: resolve('kubeconform-wasm/wasm_exec'),
    };
  } catch {
    return undefined;
  }
}

/** Whether the WebAssembly was built on this machine, so that {@link createValidator} can work. */
export function isAvailable(): boolean {
  return findArtifacts() !== undefined;
}

/** Identifies the build: equal for equal sources, `undefined` without one. For the keys of caches. */
export function buildId(): string | undefined {
  const wasm = findArtifacts()?.wasm;
  return wasm === undefined ? undefined : readFileSync(`${wasm}.sources`, 'utf8').trim();
}
