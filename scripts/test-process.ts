// A process of `npm test`: runs with uvu each test file whose path it is sent, one after the other, and answers with what they printed.
import { run } from 'uvu/run';

declare global {
  /** The suites that uvu is to run; it never removes one. */
  var UVU_QUEUE: unknown[];
}

let output = '';
for (const stream of [process.stdout, process.stderr])
  stream.write = (text: string | Uint8Array): boolean => {
    output += typeof text === 'string' ? text : Buffer.from(text).toString();
    return true;
  };

process.on('message', async (file: string) => {
  output = '';
  globalThis.UVU_QUEUE = Object.assign(globalThis.UVU_QUEUE ?? [], { length: 0 });
  process.exitCode = 0;
  try {
    await run([{ file, name: '' }], { bail: false });
  } catch (error) {
    process.exitCode = 1;
    output += error instanceof Error ? error.stack : error;
  }
  process.send?.({ output, isBroken: process.exitCode !== 0 });
});
process.on('disconnect', () => process.exit());
