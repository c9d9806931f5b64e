import { KustomizeError } from '../errors.ts';
import type { FileSystem } from '../fs.ts';
import { isWithin, joinPath } from '../path.ts';
import { isRemote } from './remote.ts';

/** Which files a kustomization can refer to. */
export type LoadRestrictions = 'rootOnly' | 'none';

/**
 * What one kustomization can read: the files in or below its own directory (its root), and the directories
 * that it can build upon.
 */
export class Loader {
  readonly #fs: FileSystem;
  readonly #restrictions: LoadRestrictions;
  readonly #parent: Loader | undefined;
  /** Real path of the kustomization's directory. */
  readonly root: string;

  private constructor(fs: FileSystem, restrictions: LoadRestrictions, root: string, parent?: Loader) {
    this.#fs = fs;
    this.#restrictions = restrictions;
    this.#parent = parent;
    this.root = root;
  }

  /** A loader for the directory to build. */
  static open(fs: FileSystem, target: string, restrictions: LoadRestrictions): Loader {
    if (isRemote(target)) throw remoteFault(target);
    return new Loader(
      fs,
      restrictions,
      confirmDirectory(fs, joinPath(fs.workingDirectory ?? '/', target), target),
    );
  }

  /** A loader for a directory that this kustomization refers to. */
  child(path: string): Loader {
    if (path === '') throw new KustomizeError('invalid', 'the path of a base cannot be empty');
    if (isRemote(path)) throw remoteFault(path);
    if (path.startsWith('/')) throw new KustomizeError('restricted', `base '${path}' cannot be absolute`);
    if (path.split('/').some((part) => part !== '..' && part.includes('..'))) {
      throw new KustomizeError('invalid', `path '${path}' is ambiguous: check the indentation of the list`);
    }
    const root = confirmDirectory(this.#fs, this.path(path), path);
    this.#refuseCycle(root);
    return new Loader(this.#fs, this.#restrictions, root, this);
  }

  /** The absolute path of a path in this kustomization. */
  path(path: string): string {
    return joinPath(this.root, path);
  }

  isDirectory(path: string): boolean {
    return this.#fs.kind(this.path(path)) === 'directory';
  }

  readText(path: string): string {
    const text = this.#fs.readFile(this.#allowed(path));
    if (text === undefined) throw missingFault(path);
    return text;
  }

  readBytes(path: string): Uint8Array {
    const bytes = this.#fs.readBytes(this.#allowed(path));
    if (bytes === undefined) throw missingFault(path);
    return bytes;
  }

  /** The text of a file, `undefined` when it cannot be read for any reason. */
  tryReadText(path: string): string | undefined {
    // Checked first, since making an error costs more than the check.
    if (this.#fs.kind(this.path(path)) !== 'file') return undefined;
    try {
      return this.readText(path);
    } catch (error) {
      if (error instanceof KustomizeError) return undefined;
      throw error;
    }
  }

  #allowed(path: string): string {
    if (/^https?:\/\//i.test(path)) throw remoteFault(path);
    const full = this.path(path);
    if (this.#fs.kind(full) === 'directory') {
      throw new KustomizeError('not-found', `'${path}' must be a file, but is a directory`);
    }
    if (this.#restrictions === 'none') return full;
    const real = this.#fs.realPath(full);
    if (real === undefined) throw isRemote(path) ? remoteFault(path) : missingFault(path);
    if (!isWithin(real, this.root)) {
      throw new KustomizeError('restricted', `security; file '${path}' is not in or below '${this.root}'`);
    }
    return real;
  }

  #refuseCycle(candidate: string): void {
    for (let loader: Loader | undefined = this; loader !== undefined; loader = loader.#parent) {
      if (!isWithin(loader.root, candidate)) continue;
      throw new KustomizeError(
        'cycle',
        `cycle detected: candidate root '${candidate}' contains visited root '${loader.root}'`,
      );
    }
  }
}

function confirmDirectory(fs: FileSystem, path: string, name: string): string {
  const real = fs.realPath(path);
  if (real !== undefined && fs.kind(real) === 'directory') return real;
  throw new KustomizeError(
    'not-found',
    real === undefined ? `'${name}' does not exist` : `'${name}' is a file, but must be a directory`,
  );
}

function missingFault(path: string): KustomizeError {
  return new KustomizeError('not-found', `'${path}' does not exist`);
}

function remoteFault(path: string): KustomizeError {
  return new KustomizeError(
    'unsupported',
    `remote '${path}' is not supported, because builds have no network`,
  );
}
