import { readFileSync, statSync } from 'node:fs';
import { ExplainedError } from '../diagnostics/explained-error.ts';

/** Names of what this process was started with, such as a shell's `<(command)`; reading them ends. */
const STREAM = /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/(?:self|\d+)\/fd\/\d+)$/;

/**
 * Reads a file. A pipe or a device that someone left in its place could keep the reader waiting without end, so it is refused.
 * @param path absolute
 * @param name for the message
 * @throws what is wrong and how to fix it, or the system's error
 */
export function readRegularFile(path: string, name: string): Buffer {
  const stats = STREAM.test(path) ? undefined : statSync(path, { throwIfNoEntry: false });
  // What is not there fails below, as Node reports it.
  if (stats && !stats.isFile() && !stats.isDirectory())
    throw new ExplainedError(
      `${name} is not a regular file`,
      'Put a file there, not a pipe, socket or device',
    );
  return readFileSync(path);
}
