import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** What Chromium is called on the PATH of systems, and where macOS has it. */
const PROGRAMS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Nothing that a page asks for leaves the machine, and nothing that the browser asks for itself. */
const ISOLATED = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
  '--disable-background-networking',
  '--disable-component-update',
];

/**
 * Where Chromium is: the variable CHROMIUM, else the first one on the PATH.
 * @throws {Error} where it is missing
 */
export function findChromium({ CHROMIUM, PATH = '' }: NodeJS.ProcessEnv): string {
  if (CHROMIUM) {
    if (isProgram(CHROMIUM)) return CHROMIUM;
    throw new Error(`CHROMIUM names ${CHROMIUM}, which is not a program`);
  }
  const folders = PATH.split(delimiter);
  const paths = PROGRAMS.flatMap((name) =>
    isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name)),
  );
  const found = paths.find(isProgram);
  if (found === undefined)
    throw new Error(
      'Chromium was not found. Install it (apt-get install chromium, or Google Chrome), or name its program in the variable CHROMIUM',
    );
  return found;
}

/** Starts Chromium; the caller closes it. */
export function openChromium(): Promise<Browser> {
  // As root, which containers of CI run as, Chromium has no sandbox of its own.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: findChromium(process.env),
    chromiumSandbox: !isRoot,
    args: ISOLATED,
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
