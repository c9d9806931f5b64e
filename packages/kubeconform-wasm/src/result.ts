/** kubeconform's verdict on a document. Its JSON output calls them `statusValid` etc., and `empty` nothing. */
export type Status =
  | 'valid'
  | 'invalid'
  /** Not checked: no YAML, not an object of Kubernetes, a rejected kind, no schema or a broken one. */
  | 'error'
  /** A kind to be skipped, or one without a schema where `ignoreMissing` is set. */
  | 'skipped'
  /** Nothing but white space or comments. */
  | 'empty';

/** One error of an invalid document. */
export interface ResultError {
  /** Keys and indices from the root of the object, each after a `/`, unescaped; empty for the root. */
  readonly path: string;
  readonly message: string;
}

/** The answer for one document of a text; a `List` gives one for each of its items. */
export interface Result {
  /** The name that was given with the text. */
  readonly file: string;
  /** `apiVersion` of the object; empty, as the next three, where the document has none. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  /** `metadata.name`, or `metadata.generateName` with `{{ generateName }}` after it. */
  readonly name: string;
  readonly status: Status;
  /** kubeconform's message; empty unless the status is `invalid` or `error`. */
  readonly message: string;
  /** The outermost errors of an invalid document; `message` holds those inside of them too. */
  readonly errors: readonly ResultError[];
}
