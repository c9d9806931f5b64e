import { closeSync, lstatSync, openSync, readlinkSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { OUTPUT_RECORD, recordedFolders, rootsIn } from '../emit/roots.ts';
import { patternsOf } from '../gate/named.ts';
import { diskHost } from '../load/disk.ts';
import { filesOnDisk, pathsMatching } from '../load/patterns.ts';
import { systemError } from '../write/error.ts';
import type { Options } from './command.ts';
import { type Fault, isFault } from './fault.ts';
import { FLEET_FILE } from './fleet-file.ts';
import type { WantedFormat } from './formats.ts';
import { isBlocked, MissingFolder } from './report-file.ts';

/** What a command reads beside a fleet. */
export interface ReportInputs {
  /** Absolute path of the folder that holds fleet.yaml. */
  root: string;
  /** Where the program was started. */
  cwd: string;
  options: Options;
  /** Its arguments that name files. */
  paths: readonly string[];
}

/** Options that name files to read, `FILE` or `NAME=FILE`; `rules` has patterns. */
const INPUT_OPTIONS = ['prices', 'state', 'var-file', 'rules', 'environment', 'cluster'];

/** Those of them that may name folders of manifests. */
const FOLDER_OPTIONS = ['environment', 'cluster'];

/** A report would take the place of something that is not a report; found before the command runs. */
export class OverwritingReport extends Error {
  readonly isWrongArgument = true;
  readonly help: string;
  constructor(file: string, why: string, help = 'Name another file for the report') {
    super(`cannot write the report ${file}: ${why}`);
    this.help = help;
  }
}

/** Why a report cannot go to its file; undefined where it can, or goes to stdout. */
export async function reportTargetFault(
  { format, file }: WantedFormat,
  inputs: ReportInputs,
): Promise<Fault | undefined> {
  if (file === undefined) return undefined;
  if (isBlocked(file, inputs.cwd)) return new MissingFolder(file);
  try {
    const target = landingOf(resolve(inputs.cwd, file));
    const use = useInFleets(target, inputs.root) ?? (await useAsInput(target, inputs));
    if (use !== undefined) return new OverwritingReport(file, use);
    if (format === 'html' && isForeign(target))
      return new OverwritingReport(
        file,
        'it exists, and is not a report of Poolwright',
        `Name another file, or remove ${file} first`,
      );
    return undefined;
  } catch (error) {
    return systemError(error, file);
  }
}

/** The file that is written in the end, through links, also where it does not exist yet. */
export function landingOf(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })) return realpathSync(path);
  const link = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  const folder = dirname(path);
  if (link) return landingOf(resolve(realpathSync(folder), readlinkSync(path)));
  return folder === path ? path : join(landingOf(folder), basename(path));
}

/** The role that a file, by the path that `landingOf` returns, has in the fleet of the command or in the one around it; undefined if it has none. */
export function useInFleets(target: string, root: string): string | undefined {
  const folders = new Set([root]);
  for (let folder = dirname(target); ; folder = dirname(folder)) {
    if (isFile(join(folder, FLEET_FILE))) folders.add(folder);
    if (dirname(folder) === folder) break;
  }
  for (const folder of folders) {
    const use = useInFleet(target, folder);
    if (use !== undefined) return use;
  }
  return undefined;
}

function useInFleet(target: string, folder: string): string | undefined {
  const fleet = join(folder, FLEET_FILE);
  if (isSame(target, fleet)) return 'it is the fleet file';
  if (!isFile(fleet)) return undefined;
  const { sources, roots } = partsOf(folder);
  const place = roots.find((root) => isWithin(target, landingOf(join(folder, root))));
  if (place !== undefined)
    return place === OUTPUT_RECORD
      ? 'Poolwright records the folders of the tree in it'
      : `${place}/ holds generated files`;
  return isMatched(target, folder, sources) ? 'the fleet reads it' : undefined;
}

/** Patterns of the files that a fleet reads, and the current and previous folders of its tree. */
function partsOf(folder: string): { sources: string[]; roots: string[] } {
  const host = diskHost(folder);
  try {
    const { include, named, roots } = patternsOf(host, FLEET_FILE);
    const nested = host.glob(include).flatMap((file) => patternsOf(host, file).named);
    const record = host.readFile(OUTPUT_RECORD);
    return {
      sources: [...include, ...named, ...nested],
      roots: [...roots, ...(record === undefined ? [] : recordedFolders(record))],
    };
  } catch {
    return { sources: [], roots: rootsIn(undefined) }; // the command reports why it cannot be read
  }
}

/** The option or argument by which the command reads the file. */
async function useAsInput(
  target: string,
  { root, cwd, options, paths }: ReportInputs,
): Promise<string | undefined> {
  const isNamed = (path: string): boolean =>
    [cwd, root].some((folder) => isSame(target, resolve(folder, path)));
  const valuesOf = (name: string): string[] => [options[name] ?? []].flat().map(String);
  const areIn = async (all: readonly string[]): Promise<boolean> => {
    const there = all.filter((path) => statSync(resolve(root, path), { throwIfNoEntry: false }));
    if (there.length === 0) return false;
    // Building kustomize directories takes code that few commands need.
    const { areReadFrom } = await import('./report-manifests.ts');
    try {
      return areReadFrom(target, isNamed, root, there);
    } catch (error) {
      if (isFault(error)) return false; // the command reports what cannot be read
      throw error;
    }
  };
  for (const name of INPUT_OPTIONS) {
    const values = valuesOf(name);
    const ends = values.map((value) => value.slice(value.indexOf('=') + 1));
    const isRead =
      name === 'rules'
        ? isMatched(target, root, values)
        : [...values, ...ends].some(isNamed) || (FOLDER_OPTIONS.includes(name) && (await areIn(ends)));
    if (isRead) return `--${name} reads it`;
  }
  return paths.some(isNamed) || (await areIn(paths)) ? 'the command reads it' : undefined;
}

/** Whether patterns of files in a folder match a file, or would if there were one. */
function isMatched(target: string, folder: string, patterns: readonly string[]): boolean {
  return (
    pathsMatching([relative(realpathSync(folder), target)], patterns).length > 0 ||
    filesOnDisk(folder, patterns).some((path) => isSame(target, join(folder, path)))
  );
}

/** Whether a file has content other than a report of Poolwright. */
function isForeign(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size === 0) return false;
  const start = startOf(path);
  return !(
    start.startsWith('<!doctype html>') && start.includes('<meta name="generator" content="Poolwright ')
  );
}

/** The first 4 KiB, in which the head of a page says what made it. */
function startOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(4096);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/** Whether two paths lead to one file, also by hard links and on file systems that take a and A for one. */
function isSame(target: string, path: string): boolean {
  const [a, b] = [target, path].map((one) => statSync(one, { throwIfNoEntry: false }));
  if (a && b) return a.dev === b.dev && a.ino === b.ino && a.isFile();
  return !a && !b && target === landingOf(path);
}

function isWithin(target: string, place: string): boolean {
  return target === place || target.startsWith(`${place}/`);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
