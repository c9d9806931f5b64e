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
  validate?(name: string, text: string, done: (json: string) => void): void;
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

/** Texts come one at a time, so that garbage may grow further than Go's default lets it before it is collected. */
const GARBAGE_PERCENT = '400';

/**
 * V8 optimizes a function that has run for so many bytes of code. By its own budget of a few million it spends
 * half a second of a second core on the start alone; with this one, code that runs for a hundred documents is
 * optimized and little else. The flag holds for the whole process, and matters to WebAssembly only.
 */
const TIERING_BUDGET = 300_000_000;

/** kubeconform, started: gives the results for a text, as JSON. */
export type Validate = (name: string, text: string) => Promise<string>;

/** Why kubeconform did not start: it does not accept its options. */
export class Refused extends Error {}

/**
 * Starts the Go program in this thread, whose global object then belongs to it.
 * @param exited called when the program ends, which it should never do
 * @throws {Refused}
 */
export async function startEngine(
  input: WorkerInput,
  files: SchemaFiles,
  exited: () => void,
): Promise<Validate> {
  setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
  globalThis.fs = files; // wasm_exec.js looks for it when it is loaded
  const [module] = await Promise.all([compile(input.wasm), import(pathToFileURL(input.wasmExec).href)]);
  const program = new Go();
  program.env.GOGC = GARBAGE_PERCENT;
  program.exit = exited;
  const instance = await WebAssembly.instantiate(module, program.importObject);
  const started = hostProgram(input.options);
  void program.run(instance);
  await started;
  return (name, text) =>
    new Promise((resolve, reject) => {
      const { validate } = globalThis.kubeconform;
      if (validate) validate(name, text, resolve);
      else reject(new Error('the program has no function validate'));
    });
}

async function compile(path: string): Promise<WebAssembly.Module> {
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
