import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { KubeconformError } from '../../../packages/kubeconform-wasm/src/index.ts';
import { startValidator, type Validator } from '../../../packages/kubeconform-wasm/src/validator.ts';
import { within } from './built.ts';

const DEADLINE = 20_000;
const worker = fileURLToPath(new URL('fixtures/worker.mjs', import.meta.url));

function start(kubernetesVersion = 'master'): Promise<Validator> {
  return startValidator({
    artifacts: { worker, wasm: '', wasmExec: '' },
    options: { locations: [], kubernetesVersion, strict: false, ignoreMissing: false, skip: [], reject: [] },
    schemas: new Map(),
  });
}

/** What happened to each call: the text and how many its instance had answered by then, or the error's message. */
async function outcomes(validator: Validator, texts: readonly string[]): Promise<string[]> {
  const calls = texts.map(async (text) => {
    try {
      const [result] = await validator.validate('f', text);
      return `${result?.kind} ${result?.name}`;
    } catch (error) {
      return error instanceof KubeconformError
        ? `${error.code}: ${error.message}`
        : `no error of ours: ${error}`;
    }
  });
  return within(DEADLINE, Promise.all(calls));
}

const DIED = "crashed: kubeconform's WebAssembly instance died: ";

for (const [way, message] of Object.entries({
  throw: 'Error: thrown on purpose',
  exit: 'the worker ended with code 3',
  crash: 'runtime: out of memory',
})) {
  test(`a crash (${way}) fails the call that caused it; those behind it go to a new instance, in turn`, async () => {
    const validator = await start();
    assert.equal(await outcomes(validator, ['a', 'b', way, 'c', 'd']), [
      'a 1',
      'b 2',
      DIED + message,
      'c 1',
      'd 2',
    ]);
    assert.equal(await outcomes(validator, ['e']), ['e 3']);
    assert.equal(await outcomes(validator, [way]), [DIED + message]);
    assert.equal(await outcomes(validator, [way, way, 'f']), [DIED + message, DIED + message, 'f 1']);
    await validator.close();
  });
}

test('an instance that holds too much memory is replaced after its answer', async () => {
  const validator = await start();
  assert.equal(await outcomes(validator, ['a', 'grow', 'b']), ['a 1', 'grow 2', 'b 1']);
  assert.equal(await outcomes(validator, ['grow']), ['grow 2']);
  assert.equal(await outcomes(validator, ['c']), ['c 1']);
  await validator.close();
});

test('an instance that dies at its start rejects the making of a validator', async () => {
  const reason = await within(DEADLINE, start('0.0.0')).catch((error: unknown) => error);
  assert.match(String(reason), 'the worker ended with code 3');
});

test('an answer larger than a message is whole', async () => {
  const validator = await start();
  const long = 'x'.repeat(5e6);
  assert.equal(await outcomes(validator, [long]), [`${long} 1`]);
  await validator.close();
});

test.run();
