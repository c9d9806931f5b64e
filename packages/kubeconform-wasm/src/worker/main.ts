/** The worker: takes texts in turn and answers each; see ../protocol.ts. */
import process from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, SchemaAnswer, ToWorker, WorkerInput } from '../protocol.ts';
import { type Engine, Refused, startEngine } from './engine.ts';
import { SchemaFiles } from './files.ts';

const input: WorkerInput = workerData;
const { schemas } = input;
const files = new SchemaFiles(schemas ? (name) => schemas.get(name) : ask);
let answerSchema: ((schema: SchemaAnswer) => void) | undefined;
let turn = Promise.resolve();

function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}

function ask(name: string): Promise<SchemaAnswer> {
  return new Promise((resolve) => {
    answerSchema = resolve;
    post({ type: 'schema', name });
  });
}

function crash(message: string): void {
  post({ type: 'crashed', message });
  process.exit();
}

function listen(engine: Engine): void {
  parentPort?.on('message', (message: ToWorker) => {
    if (message.type === 'schema') answerSchema?.(message.schema);
    else turn = turn.then(() => answer(engine, message.name, message.text));
  });
}

async function answer(engine: Engine, name: string, text: string): Promise<void> {
  try {
    await engine.validate(name, text, (results) => post({ type: 'results', results }));
    post({ type: 'done', memory: engine.memory() });
  } catch (error) {
    crash(String(error));
  }
}

try {
  const engine = await startEngine(input, files, () => crash(files.output.split('\n', 1)[0] ?? ''));
  listen(engine);
  post({ type: 'ready' });
} catch (error) {
  if (error instanceof Refused) post({ type: 'refused', message: error.message });
  else crash(String(error));
}
