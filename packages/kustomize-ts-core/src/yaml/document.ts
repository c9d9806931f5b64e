import { describe } from './cursor.ts';
import { YamlError } from './error.ts';
import type { Scanner } from './scanner.ts';
import type { Token } from './token.ts';

export interface DocumentStart {
  /** True when a `---` opened the document. */
  explicit: boolean;
  tagHandles: ReadonlyMap<string, string>;
}

const DEFAULT_HANDLES: ReadonlyMap<string, string> = new Map([
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
]);

/** Reads the directives and the `---` before a document. Throws YamlError. */
export function readDirectives(scanner: Scanner): DocumentStart {
  let version = false;
  const given = new Map<string, string>();
  let token = scanner.peek();
  const bare = token.kind !== 'version directive' && token.kind !== 'tag directive';
  for (; token.kind === 'version directive' || token.kind === 'tag directive'; token = scanner.peek()) {
    if (token.kind === 'version directive') {
      if (version) throw error(scanner, 'found duplicate %YAML directive', token);
      if (token.value !== '1.1') throw error(scanner, 'found incompatible YAML document', token);
      version = true;
    } else {
      if (given.has(token.value)) throw error(scanner, 'found duplicate %TAG directive', token);
      given.set(token.value, token.suffix);
    }
    scanner.skip();
  }
  const explicit = token.kind === 'document start';
  if (explicit) scanner.skip();
  else if (!bare) throw error(scanner, 'did not find expected <document start>', token);
  return {
    explicit,
    tagHandles: given.size === 0 ? DEFAULT_HANDLES : new Map([...DEFAULT_HANDLES, ...given]),
  };
}

function error(scanner: Scanner, reason: string, at: Token): YamlError {
  return new YamlError(reason, at, describe(reason, at, { line: 0, column: 0 }, 0, scanner.reportedMark));
}
