/** What kind of fault a {@link KubeconformError} reports; stable, for programs to switch on. */
export type KubeconformErrorCode =
  /** The WebAssembly was not built on this machine; see {@link isAvailable}. */
  | 'unavailable'
  /** kubeconform does not accept an option, e.g. a location that is not a template. */
  | 'option'
  /** The source of schemas threw; `cause` is what it threw. */
  | 'schema'
  /** The instance died over a text. The next call starts another. */
  | 'crashed'
  /** The validator was closed. */
  | 'closed';

/** Why a validator cannot answer. What is wrong with a text is never an error but a result. */
export class KubeconformError extends Error {
  override readonly name = 'KubeconformError';
  readonly code: KubeconformErrorCode;

  constructor(code: KubeconformErrorCode, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}
