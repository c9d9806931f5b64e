/** A place in YAML text, both counted from 0. */
export interface Mark {
  line: number;
  column: number;
}

/**
 * An error in text that is not YAML, or not YAML of a Kubernetes object.
 *
 * `message` is that of go-yaml (`yaml: line 3: did not find expected key`), so that it
 * can be compared with what kustomize and Flux print; `line` and `column` count from 1.
 */
export class YamlError extends Error {
  readonly line: number;
  readonly column: number;
  /** What is wrong, without the place. */
  readonly reason: string;

  constructor(reason: string, at: Mark, message: string = `yaml: ${reason}`) {
    super(message);
    this.name = 'YamlError';
    this.reason = reason;
    this.line = at.line + 1;
    this.column = at.column + 1;
  }
}
