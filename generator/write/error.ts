import { codeOf, ExplainedError } from '../diagnostics/explained-error.ts';

/**
 * - `bad-path`: a path of the tree is not clean or leaves the root
 * - `foreign`: something that is not ours is where a file or folder of ours belongs
 * - `symbolic-link`: there is a symbolic link; following it could write outside of the root
 * - `edited`: files of ours were edited by hand and the caller keeps such edits
 * - `locked`: another run is writing to the same root
 * - `disk-full`, `read-only`, `not-permitted`: as the operating system reported
 * - `io`: any other failure of the operating system
 */
export type WriteErrorCode =
  | 'bad-path'
  | 'foreign'
  | 'symbolic-link'
  | 'edited'
  | 'locked'
  | 'disk-full'
  | 'read-only'
  | 'not-permitted'
  | 'io';

/** Why a tree could not be written, with the path and how to fix it. */
export class WriteError extends ExplainedError {
  override readonly name = 'WriteError';
  readonly code: WriteErrorCode;
  /** The first of the paths, relative to the root where it lies below it. */
  readonly path: string;
  /** All paths that are concerned, sorted. */
  readonly paths: string[];

  constructor(
    code: WriteErrorCode,
    paths: [string, ...string[]],
    message: string,
    help: string,
    cause?: unknown,
  ) {
    super(message, help, cause === undefined ? undefined : { cause });
    this.code = code;
    this.path = paths[0];
    this.paths = paths;
  }
}

const SYSTEM: Record<string, [WriteErrorCode, string, string]> = {
  ENOSPC: ['disk-full', 'the disk is full', 'Free some space and run again'],
  EDQUOT: ['disk-full', 'the disk quota is used up', 'Free some space and run again'],
  EFBIG: [
    'disk-full',
    'the file would be larger than allowed',
    'Raise the limit on file sizes and run again',
  ],
  EROFS: ['read-only', 'the file system is read-only', 'Make it writable, or run on a copy that is'],
  EACCES: ['not-permitted', 'permission is denied', 'Give this user the permission'],
  EISDIR: ['io', 'it is a folder', 'Name a file'],
  EPERM: ['not-permitted', 'the operation is not permitted', 'Give this user the permission'],
};

/** Turns a failure of the operating system into a `WriteError` that names the path and the operation. */
export function systemError(cause: unknown, path: string, tried: 'read' | 'write' = 'write'): WriteError {
  if (cause instanceof WriteError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const unknown = ['io', reason, 'Fix the cause and run again'] as const;
  const [kind, why, help] = SYSTEM[codeOf(cause) ?? ''] ?? unknown;
  return new WriteError(kind, [path], `Cannot ${tried} ${path}: ${why}`, help, cause);
}
