import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { isMapping, type Mapping, type SourceDocument } from './document.ts';
import type { FleetSources } from './fleet.ts';
import type { Path } from './path.ts';

/** Mappings of the spec that several files may fill together, entry by entry; `*` stands for any key. */
const SHARED_MAPPINGS: readonly (readonly string[])[] = [
  [],
  ['variables'],
  ['nodeClasses'],
  ['pools'],
  ['environments'],
  ['environments', '*'],
  ['environments', '*', 'variables'],
  ['environments', '*', 'pools'],
  ['environments', '*', 'nodeClasses'],
  ['environments', '*', 'clusters'],
];

/**
 * Puts the specs of several files together. A declaration in two files is an error (`duplicate-declaration`)
 * with both places; the first one is used.
 */
export function combineSpecs(documents: readonly SourceDocument[]): {
  spec: Mapping;
  sources: FleetSources;
  diagnostics: Diagnostic[];
} {
  const spec: Mapping = {};
  const diagnostics: Diagnostic[] = [];
  const owners = new Map<string, SourceDocument>();

  const add = (target: Mapping, part: Mapping, path: string[], document: SourceDocument): void => {
    for (const [key, value] of Object.entries(part)) {
      const here = [...path, key];
      const present = Object.hasOwn(target, key);
      if (isShared(here) && isMapping(value) && (!present || isMapping(target[key]))) {
        if (!present) target[key] = {};
        add(target[key] as Mapping, value, here, document);
      } else if (present) {
        diagnostics.push(declaredTwice(here, owners.get(here.join('\0')) ?? documents[0], document));
      } else {
        target[key] = value;
        owners.set(here.join('\0'), document);
      }
    }
  };
  for (const document of documents) {
    const root = document.value;
    if (isMapping(root) && isMapping(root.spec)) add(spec, root.spec, [], document);
  }
  return { spec, sources: sourcesOf(documents), diagnostics };
}

/** Finds the file among `documents` that has most of a path, and the place in it. */
export function sourcesOf(documents: readonly SourceDocument[]): FleetSources {
  let owners: ReturnType<typeof createOwners> | undefined;
  const deepest = (path: Path): { document: SourceDocument | undefined; depth: number } => {
    owners ??= createOwners(documents);
    let best = documents[0];
    let depth = -1;
    for (const document of owners(path.slice(1))) {
      const reached = document.depth(path);
      if (reached > depth) [best, depth] = [document, reached];
    }
    return { document: best, depth };
  };
  return {
    files: documents.map((document) => document.file),
    depth: (path) => Math.max(0, deepest(['spec', ...path]).depth - 1),
    textOf: (file) => documents.find((document) => document.file === file)?.text,
    locate: (path, part): Location => {
      const full = ['spec', ...path];
      return deepest(full).document?.locate(full, part) ?? { file: '', line: 1, column: 1 };
    },
  };
}

/** Finds the documents that may have most of a path below `spec`, without a look at thousands that hold other clusters. */
function createOwners(documents: readonly SourceDocument[]): (path: Path) => readonly SourceDocument[] {
  const index = new Map<string, SourceDocument[]>();
  const add = (part: Mapping, path: string[], document: SourceDocument): void => {
    for (const [key, value] of Object.entries(part)) {
      const here = [...path, key];
      const name = here.join('\0');
      const known = index.get(name);
      if (known) known.push(document);
      else index.set(name, [document]);
      if (isShared(here) && isMapping(value)) add(value, here, document);
    }
  };
  for (const document of documents)
    if (isMapping(document.value) && isMapping(document.value.spec)) add(document.value.spec, [], document);
  return (path) => {
    let found = documents;
    for (let length = 1; length <= path.length; length++) {
      const owning = index.get(path.slice(0, length).join('\0'));
      if (!owning) break;
      found = owning;
    }
    return found;
  };
}

function isShared(path: readonly string[]): boolean {
  return SHARED_MAPPINGS.some(
    (shared) => shared.length === path.length && shared.every((step, i) => step === '*' || step === path[i]),
  );
}

function declaredTwice(
  path: string[],
  first: SourceDocument | undefined,
  second: SourceDocument,
): Diagnostic {
  const full = ['spec', ...path];
  const name = path.join('.');
  return {
    code: 'duplicate-declaration',
    severity: 'error',
    message: `spec.${name} is declared twice`,
    help: 'Keep one of the two declarations',
    at: second.locate(full, 'key'),
    related: first ? [{ message: `spec.${name} is first declared here`, at: first.locate(full, 'key') }] : [],
  };
}
