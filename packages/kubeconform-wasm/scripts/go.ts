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

/** A program's module and what is changed of the modules that it needs. */
export interface GoSources {
  /** Folder of the module; its `main` package is built. */
  readonly module: string;
  /** Where to work; a folder is made in it and removed again. */
  readonly scratch: string;
  readonly edits: readonly FileEdits[];
  /** Files that take the place of vendored ones: path below `vendor/` -> file. */
  readonly replaced?: Readonly<Record<string, string>>;
  /** Vendored files to leave out. */
  readonly removed?: readonly string[];
}

type Target = 'wasm' | 'native';
const TARGETS: Readonly<Record<Target, Record<string, string>>> = {
  wasm: { GOOS: 'js', GOARCH: 'wasm' },
  native: {},
};

export interface GoBuild extends GoSources {
  /** The file to be written. */
  readonly output: string;
  readonly target: Target;
}

/** A module whose packages a program links. */
export interface LinkedModule {
  readonly name: string;
  readonly version: string;
  /** Where its linked packages are, with the license files beside and above them. */
  readonly folder: string;
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
export function buildGo({ output, target, ...sources }: GoBuild): void {
  inEditedSources(sources, (work) => {
    const built = join(work, 'built');
    const flags = ['-mod=vendor', '-trimpath', '-buildvcs=false', '-ldflags=-s -w -buildid='];
    go(['build', ...flags, '-o', built, '.'], work, TARGETS[target]);
    mkdirSync(dirname(output), { recursive: true });
    renameSync(built, output);
  });
}

/**
 * Calls `use` with the modules, other than its own and Go's, that the WebAssembly of a program links; their folders are there during the call.
 * @throws Error when Go fails or an edit does not fit
 */
export function withLinkedModules<T>(sources: GoSources, use: (modules: readonly LinkedModule[]) => T): T {
  return inEditedSources(sources, (work) => {
    const format = '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}';
    const lines = go(['list', '-mod=vendor', '-deps', '-f', format, '.'], work, TARGETS.wasm).split('\n');
    const modules = [...new Set(lines.filter(Boolean))].sort().map((line): LinkedModule => {
      const [name = '', version = ''] = line.split(' ');
      return { name, version, folder: join(work, 'vendor', name) };
    });
    return use(modules);
  });
}

/** Makes a folder with the sources, vendored and edited, for the time of a call. */
function inEditedSources<T>(
  { module, scratch, edits, replaced = {}, removed = [] }: GoSources,
  use: (work: string) => T,
): T {
  mkdirSync(scratch, { recursive: true });
  const work = mkdtempSync(join(scratch, 'build-'));
  try {
    cpSync(module, work, { recursive: true });
    go(['mod', 'vendor'], work);
    for (const [path, file] of Object.entries(replaced)) cpSync(file, join(work, 'vendor', path));
    for (const path of removed) rmSync(join(work, 'vendor', path));
    for (const fileEdits of edits) edit(join(work, 'vendor', fileEdits.file), fileEdits);
    return use(work);
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
