import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { foldConsequences } from '../diagnostics/fold.ts';
import { GENERATE, isCausedByTree } from './tree.ts';

/** Errors that `generate` does not look for. */
const ELSEWHERE: readonly string[] = ['update-rejected', 'server-rejects', 'kubeconform-disagrees'];

/** The error to fix before `generate` writes the fleet, such as `crd-schema at fleet.yaml:12:3 and 2 more`; undefined without one. */
export function firstToFix(diagnostics: readonly Diagnostic[], prefix = ''): string | undefined {
  const refused = diagnostics.filter(
    (one) => one.severity === 'error' && !isCausedByTree(one) && !ELSEWHERE.includes(one.code),
  );
  const [first, ...others] = foldConsequences(refused);
  if (first === undefined) return undefined;
  const { code, at } = first;
  const place = at ? ` at ${prefix}${at.file}:${at.line}:${at.column}` : '';
  return `${code}${place}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}

/**
 * The diagnostics where the help to run `generate` begins with what it refuses.
 * @param prefix the folder of the fleet below the one that messages name files from, empty or ending in `/`
 */
export function withErrorsFirst(diagnostics: readonly Diagnostic[], prefix = ''): Diagnostic[] {
  const error = firstToFix(diagnostics, prefix);
  if (error === undefined) return [...diagnostics];
  const help = `First fix ${error}, which keeps generate from writing the tree; then run poolwright generate`;
  const advised = <T extends { help?: string }>(one: T): T =>
    one.help === GENERATE ? { ...one, help } : one;
  return diagnostics.map((one) => {
    const { cause } = one;
    if (!cause?.finding) return advised(one);
    return { ...advised(one), cause: { ...cause, finding: advised(cause.finding) } };
  });
}
