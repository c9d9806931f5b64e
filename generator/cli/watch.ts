import { type FSWatcher, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Context, Outcome } from './command.ts';
import { asFault } from './fault.ts';
import { landingOf } from './report-target.ts';

/** Editors save in several steps; a command runs again once they are done, in milliseconds. */
const SETTLE = 60;

/** What a command reads, so that it runs again when that changes. */
export interface Watched {
  /** Absolute paths of the folders that there are now. */
  folders(): Iterable<string>;
  /** Whether a change of a file or folder matters, by its absolute path. */
  isSource(path: string): boolean;
}

/**
 * Runs a command now and whenever a file that it reads is created, changed or removed, until interrupted.
 * @param afterwards runs once the outcome is printed, also where the command failed
 */
export async function watchAndRun(
  context: Context,
  watched: Watched,
  command: () => Promise<Outcome>,
  afterwards: () => Promise<void> = async () => undefined,
): Promise<Outcome> {
  const signal = context.interruption();
  const { reports } = context;
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const runSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(once);
    }, SETTLE);
  };
  const changed = (folder: string, name: string | null): void => {
    const path = join(folder, name ?? '');
    if (reports.length > 0 && reports.includes(landingOf(path))) return;
    const wasWatched = forget(watchers, path);
    if (name === null || wasWatched || watched.isSource(path)) runSoon();
  };
  /** Gives whether there are folders that were not watched before. */
  const observe = (): boolean => {
    const known = watchers.size;
    for (const folder of watched.folders())
      if (!watchers.has(folder) && isFolder(folder))
        watchers.set(
          folder,
          watch(folder, (_event, name) => changed(folder, name)).on('error', () => forget(watchers, folder)),
        );
    return watchers.size > known;
  };
  const once = async (): Promise<void> => {
    observe();
    await orReport(context, async () => context.print(await command()));
    await orReport(context, afterwards);
    context.say('watching for changes; stop with Ctrl-C\n');
    // A file that was created during the run may not have been read.
    if (observe()) runSoon();
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

/** Stops watching a folder that may be gone or another one, and those below it; gives whether it was watched. */
function forget(watchers: Map<string, FSWatcher>, path: string): boolean {
  const gone = [...watchers.keys()].filter((folder) => folder === path || folder.startsWith(`${path}/`));
  for (const folder of gone) {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }
  return gone.length > 0;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Reports a fault and goes on: a full disk may have room again once the fleet is saved the next time. */
async function orReport(context: Context, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const fault = asFault(error);
    if (!fault) throw error;
    context.say(`error: ${fault.message}\n  help: ${fault.help}\n`);
  }
}
