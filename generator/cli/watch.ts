import { type FSWatcher, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context, Outcome } from './command.ts';
import { asFault } from './fault.ts';
import { FLEET_FILE } from './project.ts';

/** Editors save in several steps; the fleet is read once they are done, in milliseconds. */
const SETTLE = 60;

/** Runs `generate` now and whenever a YAML file stands or changes where the fleet's files are, until interrupted. */
export async function watchFleet(
  context: Context,
  generate: () => Promise<Outcome & { sources: readonly string[] }>,
): Promise<Outcome> {
  const signal = context.interruption();
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const again = (_event: string, name: string | null): void => {
    if (name !== null && !/\.ya?ml$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(once);
    }, SETTLE);
  };
  const observe = (sources: readonly string[]): void => {
    const folders = [FLEET_FILE, ...sources].map((file) => dirname(join(context.root, file)));
    for (const folder of new Set(folders))
      if (!watchers.has(folder)) watchers.set(folder, watch(folder, again));
  };
  const once = async (): Promise<void> => {
    observe(await generateOnce(context, generate));
    context.say('watching for changes; stop with Ctrl-C\n');
  };
  running = once();
  await running;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearTimeout(timer);
  for (const watcher of watchers.values()) watcher.close();
  return { exitCode: 130, diagnostics: [], result: {} };
}

/** Tells a fault and goes on: a full disk may have room again once the fleet is saved the next time. */
async function generateOnce(
  context: Context,
  generate: () => Promise<Outcome & { sources: readonly string[] }>,
): Promise<readonly string[]> {
  try {
    const outcome = await generate();
    context.print(outcome);
    return outcome.sources;
  } catch (error) {
    const fault = asFault(error);
    if (!fault) throw error;
    context.say(`error: ${fault.message}\n  help ${fault.help}\n`);
    return [];
  }
}
