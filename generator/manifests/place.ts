import type { Location } from '../diagnostic.ts';
import { parseSource, type SourceDocument } from '../load/document.ts';
import type { Path } from '../render/index.ts';
import type { DocumentText } from './documents.ts';

export type Locate = (path: Path, part?: 'key' | 'value') => Location;

/** Places in one document of a file. It is parsed for positions when the first is asked for, since few files have findings. */
export function createPlaces(file: string, { text, before }: DocumentText): Locate {
  let source: SourceDocument | undefined;
  return (path, part) => {
    source ??= parseSource(file, text).document;
    const at = source.locate(path, part);
    return {
      ...at,
      line: at.line + before,
      ...(at.endLine === undefined ? {} : { endLine: at.endLine + before }),
    };
  };
}
