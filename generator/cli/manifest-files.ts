import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { templateByName } from '../diagnostics/template-syntax.ts';
import { shellWord } from '../emit/shell.ts';
import { readRegularFile } from '../load/regular-file.ts';
import type { FoundFiles } from '../manifests/index.ts';
import { KUSTOMIZATIONS } from '../render/kustomization-file.ts';
import { systemError } from '../write/error.ts';
import { isFault } from './fault.ts';

/**
 * Reads the paths, and searches folders that are not kustomize directories. Throws a fault for a path that does not exist.
 * @param pairOption the option that takes `NAME=VALUE`, which a path that looks like that may be meant for
 */
export function findManifestFiles(root: string, paths: readonly string[], pairOption: string): FoundFiles {
  const files: FoundFiles = {
    named: [],
    directories: [],
    found: [],
    foundDirectories: [],
    charts: [],
    templates: [],
  };
  for (const path of new Set(paths)) {
    const at = join(root, path).replace(/(?<=.)\/$/, '');
    const absolute = path.startsWith('/') ? path : at;
    const stats = statSync(absolute, { throwIfNoEntry: false });
    if (stats === undefined) throw new NoPath(path, pairOption);
    if (!stats.isDirectory()) addFile(files, absolute);
    else if (kustomizationIn(namesIn(absolute))) files.directories.push(absolute);
    else walk(absolute, files);
  }
  return files;
}

/**
 * Whether looking through a folder finds a file, or would if there were one.
 * @param folder absolute path of one that exists
 * @param file absolute path in a folder that exists
 */
export function isFoundBelow(folder: string, file: string): boolean {
  const steps = relative(folder, file).split('/');
  const name = steps.pop() ?? '';
  if (steps[0] === '..' || name === '') return false;
  let at = folder;
  let names = namesIn(at);
  // Files below a named kustomize directory are read only if kustomize refers to them.
  if (kustomizationIn(names)) return false;
  for (const step of steps) {
    if (!isLookedInto(step, isChart(names))) return false;
    at = join(at, step);
    names = namesIn(at);
  }
  return KUSTOMIZATIONS.includes(name) || (isManifestName(name) && !kustomizationIn(names));
}

/** Reads a file, with a fault that names it. */
export function readText(path: string): string {
  try {
    return readRegularFile(path, path).toString();
  } catch (error) {
    if (isFault(error)) throw error;
    throw systemError(error, path, 'read');
  }
}

function addFile(files: FoundFiles, path: string): void {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (KUSTOMIZATIONS.includes(name)) files.directories.push(path.slice(0, -name.length - 1) || '/');
  else files.named.push(path);
}

/** Links are not followed, so that no folder is read twice. */
function walk(folder: string, files: FoundFiles): void {
  const names = namesIn(folder);
  const kustomized = kustomizationIn(names);
  const ofChart = isChart(names);
  if (ofChart) files.charts.push(folder);
  if (kustomized) files.foundDirectories.push(folder);
  for (const { name, isFolder, isFile } of names) {
    if (isFolder && isLookedInto(name, ofChart)) walk(join(folder, name), files);
    if (name.startsWith('.')) continue;
    if (isFile && templateByName(name)) files.templates.push(join(folder, name));
    // What a kustomization does not name is not applied, and what it names may be a patch.
    if (isFile && !kustomized && isManifestName(name)) files.found.push(join(folder, name));
  }
}

/** Whether a folder is looked through that is in another one, which may be a Helm chart: its templates are not YAML before Helm renders them. */
function isLookedInto(name: string, ofChart: boolean): boolean {
  return !name.startsWith('.') && name !== 'node_modules' && !(name === 'templates' && ofChart);
}

function isChart(names: readonly Name[]): boolean {
  return names.some(({ name }) => name === 'Chart.yaml');
}

function isManifestName(name: string): boolean {
  return !name.startsWith('.') && /\.(ya?ml|json)$/.test(name);
}

interface Name {
  name: string;
  isFolder: boolean;
  isFile: boolean;
}

function namesIn(folder: string): Name[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory(), isFile: entry.isFile() }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw systemError(error, folder, 'read');
  }
}

function kustomizationIn(names: readonly Name[]): boolean {
  return names.some(({ name }) => KUSTOMIZATIONS.includes(name));
}

class NoPath extends Error {
  readonly isNotFound = true;
  readonly help: string;
  constructor(path: string, pairOption: string) {
    super(`no such file or folder: ${path}`);
    this.help = /^[A-Za-z_][\w-]*=/.test(path)
      ? `Write --${pairOption} ${shellWord(path)}`
      : 'Name files, folders or - for standard input';
  }
}
