const PATHS_PER_RUN = 400;

/** A pathspec for exactly this path, whatever characters it holds. The flag for it would reach the hooks too. */
export function literally(path: string): string {
  return `:(literal)${path}`;
}

/** Pathspecs in portions that fit a command line, for the commands that read none from standard input. */
export function* batches(paths: string[]): Generator<string[]> {
  for (let at = 0; at < paths.length; at += PATHS_PER_RUN)
    yield paths.slice(at, at + PATHS_PER_RUN).map(literally);
}

/** Flags of the commands that do. */
export const FROM_INPUT = ['--pathspec-from-file=-', '--pathspec-file-nul'];

/** What those read. */
export function inputOf(paths: string[]): string {
  return paths.map((path) => `${literally(path)}\0`).join('');
}
