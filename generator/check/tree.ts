import type { DiagnosticCode } from '../codes.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** How the tree on disk differs from what the fleet says; see `compareTree`. */
export interface TreeDifference {
  missing: readonly string[];
  changed: readonly { path: string; edited: boolean }[];
  stale: readonly { path: string; edited: boolean }[];
}

/** A diagnostic for each generated file that is not what the fleet says. */
export function checkTree({ missing, changed, stale }: TreeDifference): Diagnostic[] {
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
        : outOfSync('tree-leftover', path, 'belongs to nothing in fleet.yaml any more'),
    ),
  ];
}

function outOfSync(
  code: DiagnosticCode,
  path: string,
  what: string,
  mend = 'Run poolwright generate',
): Diagnostic {
  return {
    code,
    severity: 'error',
    message: `${path} ${what}`,
    mend,
    at: { file: path, line: 1, column: 1 },
  };
}
