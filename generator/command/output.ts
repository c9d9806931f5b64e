import { writeSync } from 'node:fs';

/** Where a process writes text. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Whether all that was written has left the process. */
  readonly isDone: boolean;
}

/**
 * Opens standard output or standard error. What it is given is written at once; the stream that Node would load for that, which takes a
 * tenth of what an empty process does, is opened only where writing would have to wait, and on Windows, whose consoles need it.
 * @param open gives the process's stream
 */
export function openOutput(descriptor: 1 | 2, open: () => NodeJS.WriteStream): Output {
  let opened: NodeJS.WriteStream | undefined;
  const stream = (): NodeJS.WriteStream => {
    opened ??= open().on('error', (error: NodeJS.ErrnoException) => {
      if (!isClosed(error)) throw error;
    });
    return opened;
  };
  return {
    write: (text) => {
      const rest = opened || process.platform === 'win32' ? text : writeNow(descriptor, text);
      if (rest.length > 0) stream().write(rest);
    },
    get isTTY() {
      return stream().isTTY === true;
    },
    get isDone() {
      return (opened?.writableLength ?? 0) === 0;
    },
  };
}

/** Writes as much as is taken without waiting, and gives the rest. */
function writeNow(descriptor: number, text: string): Buffer {
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    const fault = error as NodeJS.ErrnoException;
    if (isClosed(fault)) return Buffer.alloc(0);
    if (fault.code !== 'EAGAIN') throw error;
  }
  return rest;
}

/** A reader such as `head` has enough and goes; that is no failure. */
function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE';
}
