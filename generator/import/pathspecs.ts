import { groupBy } from '../diagnostics/group-by.ts';

/**
 * Pathspecs of git that match the files and no other tracked file: folders that go as a whole, then patterns with a star in place of a
 * folder, then files.
 * @param tracked all files that git tracks, the others among them
 */
export function pathspecs(files: readonly string[], tracked: readonly string[]): string[] {
  const wanted = new Set(files);
  const kept = tracked.filter((file) => !wanted.has(file));
  const staying = new Set(kept.flatMap(foldersOf));
  const found = new Set<string>();
  const rest: string[] = [];
  for (const file of files) {
    const folder = foldersOf(file).find((one) => !staying.has(one));
    if (folder === undefined) rest.push(file);
    else found.add(folder);
  }
  const patterns = groupBy(rest, (file) => {
    const steps = file.split('/');
    return [...steps.slice(0, -2), '*', ...steps.slice(-1)].join('/');
  });
  for (const [pattern, matched] of patterns) {
    const isOwn = matched.length > 1 && !kept.some((file) => matches(pattern, file));
    for (const one of isOwn ? [pattern] : matched) found.add(one);
  }
  return [...found].sort();
}

/** The folders that a file is in, the outermost first. */
function foldersOf(file: string): string[] {
  const steps = file.split('/');
  return steps.slice(1).map((_, i) => steps.slice(0, i + 1).join('/'));
}

/** As git matches a pathspec without `:(glob)`: `*` matches slashes, too. */
function matches(pattern: string, file: string): boolean {
  const [before = '', after = ''] = pattern.split('*');
  return file.length >= before.length + after.length && file.startsWith(before) && file.endsWith(after);
}
