import { NOTHING_TO_REPORT } from './markdown-text.ts';
import { plural } from './scope.ts';

/** The first line of a comment, which is not shown, and by which it is found again. */
export function commentMarker(id: string): string {
  return `<!-- poolwright comment: ${id} -->`;
}

/** Whether none of the reports has content. */
export function hasNothing(reports: readonly string[]): boolean {
  return reports.every((text) => text.trimEnd().endsWith(NOTHING_TO_REPORT.trimEnd()));
}

/**
 * Reports in Markdown as one comment. What does not fit is left out as whole lines of the longest reports, and counted.
 * @param footer the last line; empty for none
 * @param longest how many characters a comment may have
 */
export function commentText(id: string, reports: readonly string[], footer: string, longest: number): string {
  const marker = commentMarker(id);
  // Each report has a blank line before it, and so has the footer.
  let room = longest - marker.length - footer.length - 2 * (reports.length + 1) - 1;
  const cut = new Map<number, string>();
  const byLength = [...reports.entries()].toSorted(([, a], [, b]) => a.length - b.length);
  for (const [done, [index, text]] of byLength.entries()) {
    const fitting = fit(text.trimEnd(), Math.floor(room / (reports.length - done)));
    cut.set(index, fitting);
    room -= fitting.length;
  }
  const parts = [marker, ...reports.map((_, index) => cut.get(index)), ...(footer === '' ? [] : [footer])];
  return `${parts.join('\n\n')}\n`;
}

/** What the sentence on lines that do not fit takes at most, with the ends of folded lists before it. */
const RESERVED = 200;

/** As many whole lines as fit, with the folded lists among them closed. */
function fit(text: string, room: number): string {
  if (text.length <= room) return text;
  const lines = text.split('\n');
  let length = 0;
  let open = 0;
  let count = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > room - RESERVED) break;
    open += line.split('<details>').length - line.split('</details>').length;
    count += 1;
  }
  const left = lines.slice(count).filter((line) => line !== '' && line !== '</details>').length;
  const ends = '\n\n</details>'.repeat(open);
  return `${lines.slice(0, count).join('\n').trimEnd()}${ends}\n\n${plural(left, 'more line')} did not fit into a comment.`;
}
