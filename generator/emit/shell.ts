/** A text as one word of a POSIX shell, in single quotes. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A path or name as one word of a shell's command line, quoted where it has to be. */
export function shellWord(path: string): string {
  return /^[\p{L}\p{N}_./@+-][\p{L}\p{N}_./@+~=:,-]*$/u.test(path) ? path : shellQuoted(path);
}
