import { Worker } from 'node:worker_threads';
import type { Artifacts } from './artifacts.ts';
import { KubeconformError } from './error.ts';
import type { EngineOptions, FromWorker, SchemaAnswer, ToWorker, WorkerInput } from './protocol.ts';
import type { Result } from './result.ts';
import type { ReadSchema } from './schemas.ts';

/** What a call gets whose instance ended before its turn came. */
export const ORPHANED = Symbol('orphaned');

interface Call {
  readonly name: string;
  readonly text: string;
  readonly results: Result[];
  readonly resolve: (results: Result[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** What an instance is made from. */
export interface InstanceInput {
  readonly artifacts: Artifacts;
  readonly options: EngineOptions;
  readonly schemas: ReadonlyMap<string, string> | ReadSchema;
}

/** V8's default of 4 MB is too small for Go code that walks an object of the 10,000 levels YAML allows. */
const STACK_MB = 64;

/** The memory of WebAssembly only grows: an instance that a huge text has blown up makes room for a new one. */
const MOST_MEMORY = 512 * 2 ** 20;

const NO_ERRORS: Result['errors'] = [];

/** One kubeconform in one worker, until it is closed or dies. It keeps the process alive only while it works. */
export class Instance {
  /** Settles when the instance has started, or could not. */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #readSchema: ReadSchema | undefined;
  readonly #calls: Call[] = [];
  #started: { resolve: () => void; reject: (reason: unknown) => void } | undefined;
  /** What the source of schemas threw during the oldest call. */
  #schemaFailure: KubeconformError | undefined;
  #ended = false;

  constructor({ artifacts, options, schemas }: InstanceInput) {
    const asks = typeof schemas === 'function';
    this.#readSchema = asks ? schemas : undefined;
    const { worker, wasm, wasmExec } = artifacts;
    const workerData: WorkerInput = { wasm, wasmExec, options, schemas: asks ? undefined : schemas };
    this.#worker = new Worker(worker, {
      workerData,
      execArgv: [],
      resourceLimits: { stackSizeMb: STACK_MB },
    });
    this.ready = new Promise((resolve, reject) => {
      this.#started = { resolve, reject };
    });
    this.ready.catch(() => {}); // Calls report it too, and a restarted instance has nobody else who waits.
    this.#worker.on('message', (message: FromWorker) => this.#receive(message));
    this.#worker.on('error', (error) => this.#die(crash(String(error))));
    this.#worker.on('exit', (code) => this.#die(crash(`the worker ended with code ${code}`)));
  }

  /** Whether it takes calls. */
  get alive(): boolean {
    return !this.#ended;
  }

  /** @throws {KubeconformError} or {@link ORPHANED} */
  validate(name: string, text: string): Promise<Result[]> {
    return new Promise((resolve, reject) => {
      this.#calls.push({ name, text, results: [], resolve, reject });
      if (this.#calls.length === 1) this.#next();
    });
  }

  /** Ends the worker; pending calls get an error. */
  async close(): Promise<void> {
    this.#die(new KubeconformError('closed', 'the validator was closed'));
    await this.#worker.terminate();
  }

  #receive(message: FromWorker): void {
    if (this.#ended) return;
    switch (message.type) {
      case 'ready':
        this.#started?.resolve();
        this.#rest();
        break;
      case 'refused':
        this.#die(new KubeconformError('option', `kubeconform: ${message.message}`));
        break;
      case 'crashed':
        this.#die(crash(message.message));
        break;
      case 'results':
        this.#collect(message.results);
        break;
      case 'done':
        this.#answer();
        if (message.memory > MOST_MEMORY) this.#finish(ORPHANED);
        else this.#next();
        break;
      case 'schema':
        void this.#findSchema(message.name).then((schema) => this.#post({ type: 'schema', schema }));
    }
  }

  /** Hands the worker the oldest call. It has one at a time: what a dying worker has answered last can be lost, and would be taken for the fault. */
  #next(): void {
    const call = this.#calls[0];
    if (!call) return;
    this.#worker.ref();
    this.#post({ type: 'validate', name: call.name, text: call.text });
  }

  #collect(json: string): void {
    const call = this.#calls[0];
    if (!call) return;
    const answers: Omit<Result, 'file'>[] = JSON.parse(json);
    for (const answer of answers) {
      const errors = answer.errors.length === 0 ? NO_ERRORS : answer.errors;
      call.results.push({ file: call.name, ...answer, errors });
    }
  }

  #answer(): void {
    const call = this.#calls.shift();
    const failure = this.#schemaFailure;
    this.#schemaFailure = undefined;
    this.#rest();
    if (failure) call?.reject(failure);
    else call?.resolve(call.results);
  }

  async #findSchema(name: string): Promise<SchemaAnswer> {
    try {
      return await this.#readSchema?.(name);
    } catch (cause) {
      this.#schemaFailure ??= new KubeconformError('schema', `cannot read schema ${name}: ${cause}`, {
        cause,
      });
      return { failed: true };
    }
  }

  /** Ends after a fault: of the oldest call when the instance crashed, else of all. */
  #die(reason: KubeconformError): void {
    if (this.#ended) return;
    this.#started?.reject(reason);
    const crashed = reason.code === 'crashed';
    if (crashed) this.#calls.shift()?.reject(reason);
    this.#finish(crashed ? ORPHANED : reason);
  }

  #finish(reason: KubeconformError | typeof ORPHANED): void {
    this.#ended = true;
    for (const call of this.#calls.splice(0)) call.reject(reason);
    void this.#worker.terminate();
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #rest(): void {
    if (this.#calls.length === 0) this.#worker.unref();
  }
}

function crash(detail: string): KubeconformError {
  return new KubeconformError('crashed', `kubeconform's WebAssembly instance died: ${detail}`);
}
