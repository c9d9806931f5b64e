import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { EngineOptions, WorkerInput } from '../protocol.ts';
import type { SchemaFiles } from './files.ts';
import type {} from './webassembly.ts';

/** What the Go program finds under the global name `kubeconform`; see go/main.go. */
interface Host {
  readonly options: string;
  ready(): void;
  refused(message: string): void;
  validate?(name: string, text: string, answer: (json: string, all: boolean) => void): void;
}

/** The class that Go's own wasm_exec.js puts there. */
interface GoProgram {
  readonly importObject: Readonly<Record<string, unknown>>;
  readonly env: Record<string, string>;
  exit: (code: number) => void;
  run(instance: WebAssembly.Instance): Promise<void>;
}

declare global {
  var Go: new () => GoProgram;
  var kubeconform: Host;
  var fs: SchemaFiles;
}

/**
 * V8 optimizes a function that has run for so many bytes of code. By its own budget of a few million it spends
 * half a second of a second core on the start alone; with this one, code that runs for a hundred documents is
 * optimized and little else. The flag holds for the whole process, and matters to WebAssembly only.
 */
const TIERING_BUDGET = 300_000_000;

/** How far garbage may outgrow the rest before Go collects it; beyond that, memory grows and speed does not. */
const GARBAGE_PERCENT = '200';

/** kubeconform, started. */
export interface Engine {
  /** Gives the results for a text in parts, each as JSON, and settles after the last. */
  validate(name: string, text: string, part: (json: string) => void): Promise<void>;
  /** Bytes of memory that the program has taken; never less than before. */
  memory(): number;
}

/** Why kubeconform did not start: it does not accept its options. */
export class Refused extends Error {}

/**
 * Starts the Go program in this thread, whose global object then belongs to it.
 * @param exited called when the program dies
 * @throws {Refused}
 */
export async function startEngine(
  input: WorkerInput,
  files: SchemaFiles,
  exited: () => void,
): Promise<Engine> {
  setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
  globalThis.fs = files; // wasm_exec.js looks for it when it is loaded
  const [module] = await Promise.all([compile(input.wasm), import(pathToFileURL(input.wasmExec).href)]);
  const program = new Go();
  program.env.GOGC = GARBAGE_PERCENT;
  program.exit = (code) => {
    if (code !== 0) exited(); // With 0 it ends after it refused its options.
  };
  const instance = await WebAssembly.instantiate(module, program.importObject);
  const started = hostProgram(input.options);
  void program.run(instance);
  await started;
  const { validate } = globalThis.kubeconform;
  if (!validate) throw new Error('the program has no function validate');
  return {
    validate: (name, text, part) =>
      new Promise((resolve) => {
        validate(name, text, (json, all) => {
          part(json);
          if (all) resolve();
        });
      }),
    memory: () => instance.exports.mem.buffer.byteLength,
  };
}

async function compile(path: string): Promise<object> {
  return WebAssembly.compile(await readFile(path));
}

function hostProgram(options: EngineOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    globalThis.kubeconform = {
      options: JSON.stringify(options),
      ready: () => resolve(),
      refused: (message) => reject(new Refused(message)),
    };
  });
}
