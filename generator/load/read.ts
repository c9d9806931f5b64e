import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { isMapping, parseSource, type SourceDocument } from './document.ts';
import { nothingIncluded } from './nothing-included.ts';
import { leavesRepository, outsideRepository } from './paths.ts';

/** What a fleet is read with; paths are relative to the repository's root. */
export interface LoadHost {
  /** Text of a file, `undefined` when it is missing. */
  readFile(path: string): string | undefined;
  /** Files that match the patterns, sorted. */
  glob(patterns: readonly string[]): string[];
  /** Whether a file that `glob` found lies outside of the repository, by way of a symbolic link; absent where there are no links. */
  leavesRoot?(path: string): boolean;
  /** The nearest folder above the root, in the same repository, that has this file, such as `../..`; absent where there is nothing above. */
  folderAbove?(file: string): string | undefined;
  /** Parses a file's text, where others have parsed the same before; `parseSource` without it. */
  parse?: typeof parseSource;
}

/** The fleet's file and the included ones, parsed. */
export function readDocuments(
  host: LoadHost,
  file: string,
): { root: SourceDocument | undefined; documents: SourceDocument[]; diagnostics: Diagnostic[] } {
  const documents: SourceDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  const known = new Set<string>();
  const read = (path: string): SourceDocument | undefined => {
    known.add(path);
    const text = host.readFile(path);
    if (text === undefined) return undefined;
    const parsed = (host.parse ?? parseSource)(path, text);
    diagnostics.push(...parsed.diagnostics);
    documents.push(parsed.document);
    return parsed.document;
  };
  const root = read(file);
  if (!root) return { root, documents, diagnostics: [missing(host, file)] };
  if (diagnostics.length > 0) return { root, documents, diagnostics };
  if (!isMapping(root.value)) return { root, documents, diagnostics: [noMapping(file)] };
  const { include: listed } = root.value;
  const include = Array.isArray(listed) ? listed.filter((one) => typeof one === 'string') : [];
  include.forEach((pattern, i) => {
    const at = root.locate(['include', i]);
    if (leavesRepository(pattern)) diagnostics.push(outsideRepository(pattern, at));
    else {
      const matching = host.glob([pattern]);
      const files = matching.filter((path) => !known.has(path));
      if (files.length === 0) diagnostics.push(nothingIncluded(host.glob, { pattern, matching, file, at }));
      for (const path of files) {
        if (host.leavesRoot?.(path)) diagnostics.push(outsideRepository(path, at));
        else read(path);
      }
    }
  });
  diagnostics.push(...documents.slice(1).flatMap(checkPart));
  return { root, documents, diagnostics };
}

const PART_KEYS = ['apiVersion', 'kind', 'spec'];

/** An included file holds a part of the spec and nothing else. */
function checkPart(document: SourceDocument): Diagnostic[] {
  const { value } = document;
  if (value === undefined) return [];
  if (!isMapping(value))
    return [notAPart('an included file must be a mapping with the key spec', document.locate([]))];
  return Object.keys(value)
    .filter((key) => !PART_KEYS.includes(key))
    .map((key) =>
      notAPart(
        `unknown key ${key}: an included file holds only a part of spec`,
        document.locate([key], 'key'),
      ),
    );
}

function notAPart(message: string, at: Location): Diagnostic {
  return { code: 'unknown-field', severity: 'error', message, help: 'Put the declarations under spec', at };
}

function missing(host: LoadHost, file: string): Diagnostic {
  return {
    code: 'file-not-found',
    severity: 'error',
    message: `${file} not found`,
    help: whereElse(host, file),
    at: { file, line: 1, column: 1 },
  };
}

/** Where the file may be that is not where it belongs. */
function whereElse(host: LoadHost, file: string): string {
  const other = file.replace(/\.yaml$/, '.yml');
  if (other !== file && host.readFile(other) !== undefined) return `Rename ${other} to ${file}`;
  const above = host.folderAbove?.(file);
  return above === undefined
    ? 'Run the command in the folder of fleet.yaml, or pass that folder with --cwd; poolwright init writes a first one'
    : `Run the command in ${above}, which has a ${file}, or pass --cwd ${above}`;
}

function noMapping(file: string): Diagnostic {
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `${file} is not a mapping with apiVersion, kind, metadata and spec`,
    help: 'Start it with apiVersion: poolwright.dev/v1alpha1 and kind: Fleet',
    at: { file, line: 1, column: 1 },
  };
}
