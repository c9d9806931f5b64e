import { outOfDateCause } from '../check/tree.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shellWord } from '../emit/shell.ts';
import type { Comparison } from '../write/compare.ts';

/** How the index and the work tree differ from what the staged fleet declares. */
export interface OutOfSync {
  /** Of the index with the tree. */
  staged: Comparison;
  /** Of the files on disk with the tree. */
  disk: Comparison;
  /** The fleet's files whose text on disk is not the staged one. */
  unstagedSources: readonly string[];
  /** The fleet's folder below the top of the repository, where commands are run; empty or ending in `/`. */
  prefix: string;
}

/** What to run so that the next commit holds the tree that its fleet declares; `undefined` when it does. */
export function syncCommands({ staged, disk, unstagedSources, prefix }: OutOfSync): string | undefined {
  const paths = outOfSync(staged);
  if (paths.length === 0) return undefined;
  const words = (files: readonly string[]): string => files.map((file) => shellWord(prefix + file)).join(' ');
  const add = `git add ${words([...new Set([...paths, ...outOfSync(disk)].map(rootOf))].toSorted())}`;
  if (outOfSync(disk).length === 0) return `run ${add}`;
  const folder = prefix === '' ? '' : ` --cwd ${shellWord(prefix)}`;
  // What was edited by hand is overwritten only so.
  const force = disk.changed.some(({ edited }) => edited) ? ' --force' : '';
  const generate = `poolwright generate${folder}${force}, then ${add}`;
  if (unstagedSources.length === 0) return `run ${generate}`;
  const sources = words(unstagedSources);
  return `${sources} is only partly staged: stage all of it (git add ${sources}) or stash the rest (git stash --keep-index), then run ${generate}`;
}

/** The same for findings: files that are correct on disk only need to be staged. */
export function withStagingHelp(
  diagnostics: readonly Diagnostic[],
  { disk, prefix }: OutOfSync,
): Diagnostic[] {
  const wrongOnDisk = new Set(outOfSync(disk));
  const pathOf = ({ at }: Diagnostic): string => at?.file ?? '';
  const isUnstaged = (one: Diagnostic): boolean =>
    one.code.startsWith('tree-') && !wrongOnDisk.has(pathOf(one));
  const staging = (paths: readonly string[]): string =>
    `git add ${paths.map((path) => shellWord(prefix + path)).join(' ')}`;
  const unstaged = diagnostics
    .filter(isUnstaged)
    .map((one) => ({ ...one, help: `The file on disk is correct: run ${staging([pathOf(one)])}` }));
  const roots = [...new Set(unstaged.map((one) => rootOf(pathOf(one))))];
  const cause = outOfDateCause(unstaged, `The files on disk are correct: run ${staging(roots)}`);
  const rest = diagnostics.filter((one) => !isUnstaged(one));
  return [...recounted(rest), ...unstaged.map((one) => ({ ...one, cause }))];
}

/** The files that are still out of date, as the cause of those alone. */
function recounted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const isOutOfDate = ({ code }: Diagnostic): boolean => OUT_OF_DATE.includes(code);
  const cause = outOfDateCause(diagnostics.filter(isOutOfDate));
  return diagnostics.map((one) => (isOutOfDate(one) ? { ...one, cause } : one));
}

const OUT_OF_DATE: readonly string[] = ['tree-missing', 'tree-stale', 'tree-orphan'];

function outOfSync({ missing, changed, stale, foreign }: Comparison): string[] {
  return [...missing, ...[...changed, ...stale, ...foreign].map(({ path }) => path)];
}

function rootOf(path: string): string {
  return path.split('/', 1)[0] ?? path;
}
