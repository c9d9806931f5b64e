// Runs command lines one after the other; see poolwright.ts.
import { createRequire } from 'node:module';
import { workerData } from 'node:worker_threads';
import { type Commands, main } from '../../generator/cli/main.ts';
import type { ImportPackage } from '../../generator/external/packages.ts';
import type { ThreadAnswer, ThreadInput, ThreadRequest } from './poolwright.ts';
import { sharedValidators } from './validators.ts';

const { cli, port, answered } = workerData as ThreadInput;
// The hooks that the command installs call the program that runs.
process.argv[1] = cli;
const requireBuilt = createRequire(cli);

function answer(result: ThreadAnswer): void {
  port.postMessage(result);
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
}

function broken(error: unknown): void {
  const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
  answer({ status: 3, stdout: '', stderr: '', bug });
}

let validators: ReturnType<typeof sharedValidators> | undefined;
const importPackage: ImportPackage = async (name) => {
  const found = await import(name);
  if (name !== 'kubeconform-wasm') return found;
  validators ??= sharedValidators(found.createValidator);
  return { ...found, createValidator: validators.create };
};

async function run({ cwd, args, env }: ThreadRequest): Promise<void> {
  // Packages that the command imports look there.
  process.env = { ...env };
  const out = { stdout: '', stderr: '' };
  const start = performance.now();
  const status = await main(
    args,
    {
      cwd,
      env,
      today: '2026-01-01',
      stdout: { write: (text) => (out.stdout += text) },
      stderr: { write: (text) => (out.stderr += text) },
      now: () => performance.now() - start,
      peakMemory: () => process.resourceUsage().maxRSS * 1024,
      interruption: () => new AbortController().signal,
      importPackage,
    },
    async () => requireBuilt('./cli/commands.cjs') as Commands,
  );
  validators?.release();
  answer({ status, ...out });
}

process.on('uncaughtException', broken);
let last = Promise.resolve();
port.on('message', (request: ThreadRequest) => {
  last = last.then(() => run(request)).catch(broken);
});
