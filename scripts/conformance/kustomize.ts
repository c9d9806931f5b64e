import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type BuildOptions,
  build,
  type FileSystem,
  KustomizeError,
  memoryFileSystem,
  toYaml,
} from '@kustomize-ts/core';
import { diskFileSystem } from '../../packages/kustomize-ts-core/src/node.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** A case of ../shared/corpus/kustomize; its README explains the fields. */
interface Case {
  id: string;
  scored?: boolean;
  fs: 'memory' | 'disk';
  target: string;
  options: { reorder?: string; loadRestrictions?: 'none'; addManagedByLabel?: boolean };
  files: Record<string, string>;
  filesBase64?: Record<string, string>;
  symlinks?: Record<string, string>;
  emptyDirs?: string[];
  output?: string;
  outputCli?: string;
  error?: string;
  outputUnstable?: boolean;
}

/** Directory that stands for a temporary one in the corpus. */
const DISK_ROOT = '/kustomize-root';

export default async function run(lines: unknown[]): Promise<Outcome> {
  const failures: string[] = [];
  const cases = (lines as Case[]).filter((each) => each.scored !== false && each.outputUnstable !== true);
  for (const each of cases) {
    const failure = check(each);
    if (failure !== undefined) failures.push(`${each.id}: ${failure}`);
  }
  return outcomeOf(cases, failures);
}

function check(each: Case): string | undefined {
  const { options } = each;
  const given: BuildOptions = {
    reorder: options.reorder === undefined || options.reorder === 'none' ? 'none' : 'legacy',
    ...(options.loadRestrictions && { loadRestrictions: options.loadRestrictions }),
    ...(options.addManagedByLabel && { managedByLabel: true }),
  };
  const failure = compare(outcome(each, given), each.output, each.error);
  if (failure !== undefined || each.outputCli === undefined) return failure;
  return compare(outcome(each, { ...given, reorder: 'legacy' }), each.outputCli, undefined);
}

type Built = { output: string } | { fault: string };

function compare(got: Built, output: string | undefined, error: string | undefined): string | undefined {
  if ('fault' in got) return error === undefined ? `failed: ${got.fault}` : undefined;
  if (error !== undefined) return `must fail with: ${error.slice(0, 200)}`;
  return got.output === output ? undefined : `differs\n${firstDifference(output ?? '', got.output)}`;
}

function outcome(each: Case, options: BuildOptions): Built {
  const root = each.fs === 'disk' ? realpathSync(mkdtempSync(join(tmpdir(), 'kustomize-'))) : '';
  try {
    const { fs, target } =
      each.fs === 'disk' ? onDisk(each, root) : { fs: inMemory(each), target: each.target };
    return { output: toYaml(build(fs, target, options)).replaceAll(root || '\0', DISK_ROOT) };
  } catch (error) {
    if (error instanceof KustomizeError) return { fault: error.message };
    return { fault: `not a KustomizeError: ${error instanceof Error ? error.stack : String(error)}` };
  } finally {
    if (root !== '') rmSync(root, { recursive: true });
  }
}

function inMemory({ files, filesBase64 = {}, emptyDirs = [] }: Case): FileSystem {
  const binary = Object.entries(filesBase64).map(
    ([path, text]) => [path, Buffer.from(text, 'base64')] as const,
  );
  const kept = emptyDirs.map((path) => [`${path}/.keep`, ''] as const);
  return memoryFileSystem({ ...files, ...Object.fromEntries(binary), ...Object.fromEntries(kept) });
}

function onDisk({ files, filesBase64 = {}, symlinks = {}, emptyDirs = [], target }: Case, root: string) {
  const place = (path: string) => path.replaceAll(DISK_ROOT, root);
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(place(path)), { recursive: true });
    writeFileSync(place(path), content);
  };
  for (const path of emptyDirs) mkdirSync(place(path), { recursive: true });
  for (const [path, text] of Object.entries(files)) write(path, place(text));
  for (const [path, text] of Object.entries(filesBase64)) write(path, Buffer.from(text, 'base64'));
  for (const [path, link] of Object.entries(symlinks)) symlinkSync(place(link), place(path));
  return { fs: diskFileSystem(), target: place(target) };
}

function firstDifference(wanted: string, got: string): string {
  const wantedLines = wanted.split('\n');
  const gotLines = got.split('\n');
  const line = wantedLines.findIndex((text, index) => text !== gotLines[index]);
  const from = Math.max(0, line - 3);
  const show = (lines: string[], mark: string) =>
    lines.slice(from, line + 3).map((text) => `  ${mark}${text}`);
  return [`  line ${line + 1}`, ...show(wantedLines, '-'), ...show(gotLines, '+')].join('\n');
}
