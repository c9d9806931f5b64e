/** Why a path may not be written, or `undefined` for a clean one that stays below the root. */
export function pathFault(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  if (/[\p{Cc}\\]/u.test(path)) return 'contains a control character or a backslash';
  for (const name of path.split('/')) {
    if (name === '' || name === '.' || name === '..') return `contains an empty, \`.\` or \`..\` part`;
    if (name.toLowerCase() === '.git') return "is inside git's own folder";
    if (Buffer.byteLength(name) > 255) return 'contains a name longer than 255 bytes';
  }
  return undefined;
}

/** The folders above a path, outermost first: `a` and `a/b` for `a/b/c`. */
export function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) parents.push(path.slice(0, at));
  return parents;
}

/** The folder a path is in, or the empty string for one at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
