import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** How the tree on disk differs from what the fleet says; see `compareTree`. */
export interface TreeDifference {
  missing: readonly string[];
  changed: readonly { path: string; edited: boolean }[];
  stale: readonly { path: string; edited: boolean }[];
  /** What is not generated and stands where something generated belongs. */
  foreign: readonly { path: string; kind: string }[];
}

/** What `generate` does not write over: edits, unless it is forced, and what is not its own. */
export function checkWritable(difference: TreeDifference, force: boolean): Diagnostic[] {
  return checkTree(difference).filter(
    ({ code }) => code === 'tree-conflict' || (code === 'tree-edited' && !force),
  );
}

/** A diagnostic for each generated file that is not what the fleet says. */
export function checkTree({ missing, changed, stale, foreign }: TreeDifference): Diagnostic[] {
  return [
    ...missing.map((path) => outOfSync('tree-missing', path, 'is missing')),
    ...changed.map(({ path, edited }) =>
      edited
        ? outOfSync(
            'tree-edited',
            path,
            'was edited by hand',
            'Move the edit to fleet.yaml, then run poolwright generate --force',
          )
        : outOfSync('tree-stale', path, 'is not what fleet.yaml says any more'),
    ),
    ...stale.map(({ path, edited }) =>
      edited
        ? outOfSync(
            'tree-edited',
            path,
            'was edited by hand, and belongs to nothing in fleet.yaml any more',
            'Keep what you need of it, then run poolwright generate --force',
          )
        : outOfSync('tree-orphan', path, 'belongs to nothing in fleet.yaml any more'),
    ),
    ...foreign.map(({ path, kind }) =>
      kind === 'link'
        ? outOfSync(
            'tree-conflict',
            path,
            'is a symbolic link, and a generated file would be written through it',
            `Put a real file or folder in the place of ${path}, or remove it`,
          )
        : outOfSync(
            'tree-conflict',
            path,
            'is in the way: a generated file or folder belongs there, and this is none',
            `Move ${path} away or remove it, then run poolwright generate`,
          ),
    ),
  ];
}

function outOfSync(
  code: DiagnosticCode,
  path: string,
  what: string,
  help = 'Run poolwright generate',
): Diagnostic {
  return {
    code,
    severity: 'error',
    message: `${path} ${what}`,
    help,
    at: { file: path, line: 1, column: 1 },
  };
}
