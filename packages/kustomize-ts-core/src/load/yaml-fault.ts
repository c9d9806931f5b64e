import { KustomizeError } from '../errors.ts';
import { YamlError } from '../yaml/index.ts';

/** Runs a YAML reader and turns its error into a {@link KustomizeError}. */
export function yamlFault<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new KustomizeError('malformed', `line ${error.line}, column ${error.column}: ${error.reason}`, {
      cause: error,
    });
  }
}
