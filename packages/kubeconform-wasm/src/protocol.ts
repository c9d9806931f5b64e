/** What kubeconform itself gets; every field is given. */
export interface EngineOptions {
  readonly locations: readonly string[];
  readonly kubernetesVersion: string;
  readonly strict: boolean;
  readonly ignoreMissing: boolean;
  readonly skip: readonly string[];
  readonly reject: readonly string[];
}

/** What a worker starts with. */
export interface WorkerInput {
  readonly wasm: string;
  readonly wasmExec: string;
  readonly options: EngineOptions;
  /** All schemas by file name, or `undefined` when the worker has to ask for each. */
  readonly schemas: ReadonlyMap<string, string> | undefined;
}

export type ToWorker =
  | { readonly type: 'validate'; readonly name: string; readonly text: string }
  /** Answers the worker's only open question. */
  | { readonly type: 'schema'; readonly schema: SchemaAnswer };

/** A schema's text; `undefined` when it is missing; or that reading it failed. */
export type SchemaAnswer = string | undefined | { readonly failed: true };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'refused'; readonly message: string }
  /** A part of the answer to the oldest open `validate`, as JSON. */
  | { readonly type: 'results'; readonly results: string }
  /** The answer is complete. `memory` is what the instance holds, in bytes. */
  | { readonly type: 'done'; readonly memory: number }
  | { readonly type: 'schema'; readonly name: string }
  /** The instance is dead, and the worker ends. */
  | { readonly type: 'crashed'; readonly message: string };
