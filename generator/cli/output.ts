/** Where a process writes text. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** How wide the terminal is; undefined without one. */
  readonly columns: number | undefined;
  /** Whether everything that was written has left the process. */
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
 * @param onLost gets why the system takes no more; a reader that has gone is not such a failure
 */
export function openOutput(
  writeNow: ((bytes: Uint8Array) => number) | undefined,
  open: () => OutputStream,
  mayBeTerminal: () => boolean,
  onLost: (error: NodeJS.ErrnoException) => void,
): Output {
  let opened: OutputStream | undefined;
  const failed = (error: NodeJS.ErrnoException): void => {
    if (!isClosed(error)) onLost(error);
  };
  const stream = (): OutputStream => {
    if (opened) return opened;
    opened = open();
    opened.on('error', failed);
    return opened;
  };
  /** A stream of a file reports a failure only after the process has ended. */
  const mustQueue = (): boolean =>
    opened !== undefined && (opened.isTTY === true || opened.writableLength > 0);
  return {
    write: (text) => {
      const bytes = Buffer.from(text);
      const rest = mustQueue() || !writeNow ? bytes : restOf(bytes, writeNow, failed);
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

/** What is left to be written; nothing where the system takes no more. */
function restOf(
  bytes: Uint8Array,
  writeNow: (bytes: Uint8Array) => number,
  failed: (error: NodeJS.ErrnoException) => void,
): Uint8Array {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeNow(rest));
  } catch (error) {
    const fault = error as NodeJS.ErrnoException;
    if (fault.code === 'EAGAIN') return rest;
    failed(fault);
    return new Uint8Array();
  }
  return rest;
}

/** A reader such as `head` has enough and goes. */
function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE';
}
