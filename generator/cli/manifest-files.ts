import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { templateByName } from '../diagnostics/template-syntax.ts';
import { readRegularFile } from '../load/regular-file.ts';
import { type FoundFiles, KUSTOMIZATIONS } from '../manifests/index.ts';
import { systemError } from '../write/error.ts';
import { isFault } from './fault.ts';

/** Looks at the paths, and through the folders among them that are not kustomize directories. Throws a fault for a path that is not there. */
export function findManifestFiles(root: string, paths: readonly string[]): FoundFiles {
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
    if (stats === undefined) throw new NoPath(path);
    if (!stats.isDirectory()) addFile(files, absolute);
    else if (kustomizationIn(namesIn(absolute))) files.directories.push(absolute);
    else walk(absolute, files);
  }
  return files;
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

/** Links are not followed, so that no folder is met twice. */
function walk(folder: string, files: FoundFiles): void {
  const names = namesIn(folder);
  const kustomized = kustomizationIn(names);
  const isChart = names.some(({ name }) => name === 'Chart.yaml');
  if (isChart) files.charts.push(folder);
  if (kustomized) files.foundDirectories.push(folder);
  for (const { name, isFolder, isFile } of names) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    // The templates of a Helm chart are not YAML before Helm renders them.
    if (isFolder && !(name === 'templates' && isChart)) walk(join(folder, name), files);
    if (isFile && templateByName(name)) files.templates.push(join(folder, name));
    // What a kustomization does not name is not applied, and what it names may be a patch.
    if (isFile && !kustomized && /\.(ya?ml|json)$/.test(name)) files.found.push(join(folder, name));
  }
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
  readonly help = 'Name files, folders or - for standard input';
  constructor(path: string) {
    super(`there is no file or folder ${path}`);
  }
}
