import type { SchemaAnswer } from '../protocol.ts';

/** As schemaRoot in go/validate.go. */
const SCHEMA_ROOT = '/schemas/';
const KEPT_OUTPUT = 4096;
/** Descriptors 0 to 2 are the standard streams. */
const FIRST_DESCRIPTOR = 3;

type Callback<T> = (error: { code: string } | null, value?: T) => void;

/** Gives a schema's text by its name; see `SchemaAnswer`. */
export type FindSchema = (name: string) => SchemaAnswer | Promise<SchemaAnswer>;

interface OpenFile {
  readonly bytes: Uint8Array;
  position: number;
}

/**
 * The part of `node:fs` that Go's js/wasm port calls (src/syscall/fs_js.go) to read files and to print: schemas
 * below `/schemas/` are all there is. Call it as Go does, with callbacks.
 */
export class SchemaFiles {
  readonly constants = {
    O_WRONLY: -1,
    O_RDWR: -1,
    O_CREAT: -1,
    O_TRUNC: -1,
    O_APPEND: -1,
    O_EXCL: -1,
    O_DIRECTORY: -1,
  };
  readonly #find: FindSchema;
  readonly #open = new Map<number, OpenFile>();
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #nextDescriptor = FIRST_DESCRIPTOR;
  #output = '';

  constructor(find: FindSchema) {
    this.#find = find;
  }

  /** The beginning of what was printed: a dying Go program says there why. */
  get output(): string {
    return this.#output;
  }

  open(path: string, _flags: number, _mode: number, done: Callback<number>): void {
    const found = path.startsWith(SCHEMA_ROOT) ? this.#find(path.slice(SCHEMA_ROOT.length)) : undefined;
    if (found instanceof Promise) void found.then((schema) => this.#opened(schema, done));
    else this.#opened(found, done);
  }

  #opened(schema: SchemaAnswer, done: Callback<number>): void {
    if (typeof schema === 'string') {
      const descriptor = this.#nextDescriptor++;
      this.#open.set(descriptor, { bytes: this.#encoder.encode(schema), position: 0 });
      done(null, descriptor);
    } else {
      done({ code: schema === undefined ? 'ENOENT' : 'EIO' });
    }
  }

  fstat(_descriptor: number, done: Callback<{ isDirectory(): boolean }>): void {
    done(null, { isDirectory: () => false });
  }

  read(
    descriptor: number,
    buffer: Uint8Array,
    offset: number,
    length: number,
    _position: null,
    done: Callback<number>,
  ): void {
    const file = this.#open.get(descriptor);
    const part = file?.bytes.subarray(file.position, file.position + length);
    if (file && part) {
      buffer.set(part, offset);
      file.position += part.length;
      done(null, part.length);
    } else {
      done({ code: 'EBADF' });
    }
  }

  close(descriptor: number, done: Callback<never>): void {
    this.#open.delete(descriptor);
    done(null);
  }

  writeSync(_descriptor: number, bytes: Uint8Array): number {
    if (this.#output.length < KEPT_OUTPUT) this.#output += this.#decoder.decode(bytes);
    return bytes.length;
  }

  write(
    descriptor: number,
    bytes: Uint8Array,
    _offset: number,
    _length: number,
    _position: null,
    done: Callback<number>,
  ): void {
    done(null, this.writeSync(descriptor, bytes));
  }
}
