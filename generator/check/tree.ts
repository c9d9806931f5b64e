import type { Cause, Diagnostic, Finding } from '../diagnostics/diagnostic.ts';

/** The help for what `generate` corrects. */
export const GENERATE = 'Run poolwright generate';

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

/** A diagnostic for each generated file that is not what the fleet says. Those that one command fixes have one cause. */
export function checkTree(difference: TreeDifference): Diagnostic[] {
  const outOfDate = outOfDateFiles(difference);
  const edited = editedFiles(difference);
  return [
    ...withCause(outOfDate, outOfDateCause(outOfDate)),
    ...withCause(edited, editedCause(edited)),
    ...conflicts(difference).map((one) => ({ ...one, cause: conflictCause(one) })),
  ];
}

function conflicts({ foreign }: TreeDifference): Finding[] {
  return foreign.map(({ path, kind }) =>
    kind === 'link'
      ? finding(
          'tree-conflict',
          path,
          'is a symbolic link, and a generated file would be written through it',
          `Replace ${path} with a real file or folder, or remove it`,
        )
      : finding(
          'tree-conflict',
          path,
          'is in the way: it is not generated, and a generated file or folder belongs there',
          `Move ${path} away or remove it, then run poolwright generate`,
        ),
  );
}

/** Each conflict is a cause of its own: it must be resolved by hand. */
function conflictCause(conflict: Finding): Cause {
  return { key: `tree conflict: ${conflict.at?.file}`, finding: conflict };
}

/** The findings that only the tree on disk shows, as consequences of how it differs from what the fleet declares. */
export function causedByTree(difference: TreeDifference, found: readonly Diagnostic[]): Diagnostic[] {
  const outOfDate = outOfDateFiles(difference);
  const edited = editedFiles(difference);
  // First what `generate` does not write over.
  const [conflict] = conflicts(difference);
  if (conflict) return withCause(found, conflictCause(conflict));
  const cause = outOfDate.length > 0 ? outOfDateCause(outOfDate) : editedCause(edited);
  return outOfDate.length + edited.length > 0 ? withCause(found, cause) : [...found];
}

const TREE_CAUSE = 'tree ';

/** Whether a finding is about the generated files, or follows from how they differ from what the fleet declares. */
export function isCausedByTree({ code, cause }: Diagnostic): boolean {
  return code.startsWith('tree-') || cause?.key.startsWith(TREE_CAUSE) === true;
}

/**
 * The cause of files that `generate`, or another command, corrects.
 * @param help what to do; by default to generate
 */
export function outOfDateCause(files: readonly Finding[], help = GENERATE): Cause {
  const [first] = files;
  const key = `${TREE_CAUSE}out of date: ${help}`;
  if (first && files.length === 1) return { key, finding: first };
  const counts: [count: number, state: string, code: Finding['code']][] = [
    [countOf(files, 'tree-missing'), 'missing', 'tree-missing'],
    [countOf(files, 'tree-stale'), 'out of date', 'tree-stale'],
    [countOf(files, 'tree-orphan'), 'no longer declared', 'tree-orphan'],
    [countOf(files, 'tree-edited'), 'edited by hand', 'tree-edited'],
    [countOf(files, 'tree-conflict'), 'not generated', 'tree-conflict'],
  ];
  const [only, ...others] = counts.filter(([count]) => count > 0);
  const parts = [only, ...others].map((one) => `${one?.[0]} ${one?.[1]}`).join(', ');
  return {
    key,
    finding: {
      code: only && others.length === 0 ? only[2] : 'tree-stale',
      severity: 'error',
      message:
        others.length === 0
          ? `${files.length} generated files are ${only?.[1]}`
          : `${files.length} generated files are not what fleet.yaml declares: ${parts}`,
      help,
    },
  };
}

function editedCause(files: readonly Finding[]): Cause {
  const [first] = files;
  const key = `${TREE_CAUSE}edited`;
  if (first && files.length === 1) return { key, finding: first };
  return {
    key,
    finding: {
      code: 'tree-edited',
      severity: 'error',
      message: `${files.length} generated files were edited by hand`,
      help: 'Move the edits to fleet.yaml, then run poolwright generate --force',
    },
  };
}

function outOfDateFiles({ missing, changed, stale }: TreeDifference): Finding[] {
  const unedited = ({ edited }: { edited: boolean }): boolean => !edited;
  return [
    ...missing.map((path) => finding('tree-missing', path, 'is missing', GENERATE)),
    ...changed
      .filter(unedited)
      .map(({ path }) => finding('tree-stale', path, 'is out of date with fleet.yaml', GENERATE)),
    ...stale
      .filter(unedited)
      .map(({ path }) =>
        finding('tree-orphan', path, 'belongs to nothing that fleet.yaml declares', GENERATE),
      ),
  ];
}

function editedFiles({ changed, stale }: TreeDifference): Finding[] {
  const isEdited = ({ edited }: { edited: boolean }): boolean => edited;
  return [
    ...changed
      .filter(isEdited)
      .map(({ path }) =>
        finding(
          'tree-edited',
          path,
          'was edited by hand',
          'Move the edit to fleet.yaml, then run poolwright generate --force',
        ),
      ),
    ...stale
      .filter(isEdited)
      .map(({ path }) =>
        finding(
          'tree-edited',
          path,
          'was edited by hand, and belongs to nothing that fleet.yaml declares',
          'Save what you need from it, then run poolwright generate --force',
        ),
      ),
  ];
}

function withCause(diagnostics: readonly Diagnostic[], cause: Cause): Diagnostic[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, cause }));
}

function countOf(files: readonly Finding[], code: Finding['code']): number {
  return files.filter((one) => one.code === code).length;
}

function finding(code: Finding['code'], path: string, what: string, help: string): Finding {
  return {
    code,
    severity: 'error',
    message: `${path} ${what}`,
    help,
    at: { file: path, line: 1, column: 1 },
  };
}
