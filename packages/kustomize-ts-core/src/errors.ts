/** The kind of error that a {@link KustomizeError} reports; stable, for programs to switch on. */
export type KustomizeErrorCode =
  /** A file or directory does not exist, or a directory is found where a file is expected, or the reverse. */
  | 'not-found'
  /** A path is outside what the load restriction allows. */
  | 'restricted'
  /** A kustomization includes itself or a directory above itself. */
  | 'cycle'
  /** Text is not YAML or not a Kubernetes object. */
  | 'malformed'
  /** A kustomization, or the configuration of a transformer, does not match its format. */
  | 'invalid'
  /** Two resources have the same identity, or two sources the same name. */
  | 'conflict'
  /** A patch, replacement, variable or reference does not fit the resources. */
  | 'mismatch'
  /** Real kustomize does it with a process, the network or helm; this engine does not. */
  | 'unsupported';

/** Where an error is; the innermost known place wins. */
export interface Place {
  /** Path of the file, as the file system knows it. */
  readonly file?: string | undefined;
  /** Field of that file, e.g. `patches[1].target`. */
  readonly field?: string | undefined;
}

/** An error in the input of a build. Everything else that a build throws is a bug or I/O. */
export class KustomizeError extends Error {
  override readonly name = 'KustomizeError';
  readonly code: KustomizeErrorCode;
  /** The message without its place. */
  readonly reason: string;
  readonly file: string | undefined;
  readonly field: string | undefined;

  constructor(code: KustomizeErrorCode, reason: string, place: Place & { cause?: unknown } = {}) {
    super(
      [place.file, place.field, reason].filter((part) => part !== undefined).join(': '),
      place.cause === undefined ? undefined : { cause: place.cause },
    );
    this.code = code;
    this.reason = reason;
    this.file = place.file;
    this.field = place.field;
  }
}

/** Runs `work`; a {@link KustomizeError} that it throws without a place gets `place`. */
export function at<T>(place: Place, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof KustomizeError) || error.file !== undefined) throw error;
    throw new KustomizeError(error.code, error.reason, {
      file: place.file,
      field: error.field ?? place.field,
      cause: error.cause,
    });
  }
}
