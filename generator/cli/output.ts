/** Where a process writes text. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** How wide the terminal is; undefined without one. */
  readonly columns: number | undefined;
  /** Whether all that was written has left the process. */
  readonly isDone: boolean;
}

/** The part of a process's stream that is needed here. */
export interface OutputStream {
  write(bytes: Uint8Array): unknown;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly writableLength: number;
}

/**
 * Opens standard output or standard error. What it is given is written at once; the stream that Node would load for that, which takes a
 * tenth of what an empty process does, is opened only where writing would have to wait, or may be to a terminal.
 * @param writeNow writes as many bytes as are taken without waiting, and returns how many; undefined where only the stream can write
 * @param open gives the process's stream
 * @param mayBeTerminal whether it is a device, as every terminal is
 */
export function openOutput(
  writeNow: ((bytes: Uint8Array) => number) | undefined,
  open: () => OutputStream,
  mayBeTerminal: () => boolean,
): Output {
  let opened: OutputStream | undefined;
  const stream = (): OutputStream => {
    if (opened) return opened;
    opened = open();
    opened.on('error', (error) => {
      if (!isClosed(error)) throw error;
    });
    return opened;
  };
  return {
    write: (text) => {
      const bytes = Buffer.from(text);
      const rest = opened || !writeNow ? bytes : restOf(bytes, writeNow);
      if (rest.length > 0) stream().write(rest);
    },
    get isTTY() {
      return mayBeTerminal() && stream().isTTY === true;
    },
    get columns() {
      return stream().columns;
    },
    get isDone() {
      return (opened?.writableLength ?? 0) === 0;
    },
  };
}

/** What is left to be written. */
function restOf(bytes: Uint8Array, writeNow: (bytes: Uint8Array) => number): Uint8Array {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeNow(rest));
  } catch (error) {
    const fault = error as NodeJS.ErrnoException;
    if (isClosed(fault)) return new Uint8Array();
    if (fault.code !== 'EAGAIN') throw error;
  }
  return rest;
}

/** A reader such as `head` has enough and goes; that is not a failure. */
function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE';
}
