/** One YAML document of a file. */
export interface DocumentText {
  text: string;
  /** Lines of the file before it. */
  before: number;
}

/** Cuts a file at its `---` lines, as kubectl does (apimachinery, pkg/util/yaml/decoder.go). */
export function splitDocuments(text: string): DocumentText[] {
  const documents: DocumentText[] = [];
  let start = 0;
  let before = 0;
  for (const { index, 0: line } of text.matchAll(/^---(?:[ \t]*(?:#.*)?)?\r?$/gm)) {
    documents.push({ text: text.slice(start, index), before });
    before += lineBreaks(text, start, index) + 1;
    start = Math.min(text.length, index + line.length + 1);
  }
  documents.push({ text: text.slice(start), before });
  return documents.filter((document) => document.text.trim() !== '');
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
