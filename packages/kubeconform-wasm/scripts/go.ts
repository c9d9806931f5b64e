import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { applyEdits, type FileEdits } from './edits.ts';

/** The Go toolchain found on the machine. */
export interface Toolchain {
  /** E.g. `go1.26.8`. */
  readonly version: string;
  readonly root: string;
}

export interface GoBuild {
  /** Folder of the module; its `main` package is built. */
  readonly module: string;
  /** The file to be written. */
  readonly output: string;
  /** Where to work; a folder is made in it and removed again. */
  readonly scratch: string;
  readonly target: 'wasm' | 'native';
  readonly edits: readonly FileEdits[];
  /** Files that take the place of vendored ones: path below `vendor/` -> file. */
  readonly replaced?: Readonly<Record<string, string>>;
  /** Vendored files to leave out. */
  readonly removed?: readonly string[];
}

/** Only what is named here decides the bytes, not flags that somebody set for other work. */
const SETTINGS = { GOFLAGS: '', GOWORK: 'off', GOWASM: '', GOEXPERIMENT: '' };

/** Asks the toolchain about itself; `undefined` where there is none. */
export function findGo(): Toolchain | undefined {
  try {
    const [version = '', root = ''] = go(['env', 'GOVERSION', 'GOROOT'], '.').split('\n');
    return { version, root };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Builds a program from its module and the modules of its `go.sum`, edited. The same sources and toolchain give
 * the same bytes, wherever the folders are.
 * @throws Error when Go fails or an edit does not fit
 */
export function buildGo({
  module,
  output,
  scratch,
  target,
  edits,
  replaced = {},
  removed = [],
}: GoBuild): void {
  mkdirSync(scratch, { recursive: true });
  const work = mkdtempSync(join(scratch, 'build-'));
  try {
    cpSync(module, work, { recursive: true });
    go(['mod', 'vendor'], work);
    for (const [path, file] of Object.entries(replaced)) cpSync(file, join(work, 'vendor', path));
    for (const path of removed) rmSync(join(work, 'vendor', path));
    for (const fileEdits of edits) edit(join(work, 'vendor', fileEdits.file), fileEdits);
    const built = join(work, 'built');
    const flags = ['-mod=vendor', '-trimpath', '-buildvcs=false', '-ldflags=-s -w -buildid='];
    go(['build', ...flags, '-o', built, '.'], work, target === 'wasm' ? { GOOS: 'js', GOARCH: 'wasm' } : {});
    mkdirSync(dirname(output), { recursive: true });
    renameSync(built, output);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function edit(path: string, edits: FileEdits): void {
  writeFileSync(path, applyEdits(readFileSync(path, 'utf8'), edits));
}

function go(args: readonly string[], folder: string, environment: Record<string, string> = {}): string {
  return execFileSync('go', args, {
    cwd: folder,
    env: { ...process.env, ...SETTINGS, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
