import { type FSWatcher, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { FLEET_FILE } from './project.ts';
import type { Context, Outcome } from './run.ts';

/** Editors save in several steps; the fleet is read once they are done, in milliseconds. */
const SETTLE = 60;

/** Runs `generate` now and whenever a YAML file stands or changes where the fleet's files are, until interrupted. */
export async function watchFleet(
  context: Context,
  generate: () => Outcome & { sources: readonly string[] },
): Promise<Outcome> {
  const signal = context.interruption();
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;

  const again = (_event: string, name: string | null): void => {
    if (name !== null && !/\.ya?ml$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(once, SETTLE);
  };
  const once = (): void => {
    const outcome = generate();
    context.print(outcome);
    for (const folder of new Set(
      [FLEET_FILE, ...outcome.sources].map((file) => dirname(join(context.root, file))),
    )) {
      if (!watchers.has(folder)) watchers.set(folder, watch(folder, again));
    }
    context.say('watching for changes; stop with Ctrl-C\n');
  };
  once();
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearTimeout(timer);
  for (const watcher of watchers.values()) watcher.close();
  return { exitCode: 130, diagnostics: [], result: {} };
}
