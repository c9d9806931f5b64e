import type { Location } from '../diagnostics/diagnostic.ts';
import { parseSource, type SourceDocument } from './document.ts';
import type { Locate } from './path.ts';
import type { DocumentText } from './split-documents.ts';

/** Places in one document of a file. It is parsed for positions when the first is needed, since few files have findings. */
export function createPlaces(file: string, { text, before }: DocumentText): Locate {
  let source: SourceDocument | undefined;
  return (path, part) => {
    source ??= parseSource(file, text).document;
    return linesDown(source.locate(path, part), before);
  };
}

/** A place within a document as a place in its file, which has some lines before it. */
export function linesDown(at: Location, before: number): Location {
  return {
    ...at,
    line: at.line + before,
    ...(at.endLine === undefined ? {} : { endLine: at.endLine + before }),
  };
}

/**
 * A place within the text of a block scalar as a place in the file that holds it; the place of the scalar where it is written otherwise.
 * @param text of the file
 */
export function placeWithin(text: string, scalar: Location, inner: Location): Location {
  const lines = text.split('\n', scalar.line + 1);
  if (lines[scalar.line - 1]?.[scalar.column - 1] !== '|') return scalar;
  const indent = /^ */.exec(lines[scalar.line] ?? '')?.[0].length ?? 0;
  return {
    file: scalar.file,
    line: scalar.line + inner.line,
    column: inner.column + indent,
    ...(inner.endLine === undefined ? {} : { endLine: scalar.line + inner.endLine }),
    ...(inner.endColumn === undefined ? {} : { endColumn: inner.endColumn + indent }),
  };
}
