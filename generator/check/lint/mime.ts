/** Whether user data is a MIME document, as provider v1.15.1, pkg/providers/amifamily/bootstrap/mime, tells it. */
export function isMime(text: string): boolean {
  return /^(?:MIME-Version|Content-Type):/.test(text.trimStart());
}

/** The boundary that a Content-Type names; undefined without one. */
export function boundaryIn(type: string): { text: string; isQuoted: boolean } | undefined {
  const [, quoted, token] = /;[ \t]*boundary=(?:"([^"]*)"|([^;\s]*))/i.exec(type) ?? [];
  const text = quoted ?? token ?? '';
  return text === '' ? undefined : { text, isQuoted: quoted !== undefined };
}

/** The contents of user data: the bodies of a MIME document's parts, or the whole. */
export function partsOf(text: string): string[] {
  if (!isMime(text)) return [text];
  const boundary = boundaryIn(text)?.text;
  if (boundary === undefined) return [text];
  const parts: string[][] = [];
  for (const line of text.split('\n')) {
    const end = line.trimEnd();
    if (end === `--${boundary}` || end === `--${boundary}--`) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map(bodyOf).filter((body) => body !== '');
}

/** What follows the headers. */
function bodyOf(lines: readonly string[]): string {
  const blank = lines.findIndex((line) => line.trim() === '');
  return blank < 0 ? '' : lines.slice(blank + 1).join('\n');
}
