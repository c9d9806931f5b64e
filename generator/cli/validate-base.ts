import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { askedBase, type Base } from '../git/base.ts';
import { GateError } from '../git/error.ts';
import { openGit } from '../git/git.ts';
import { prefixOf } from '../git/prefix.ts';
import { findUpstream } from '../git/upstream.ts';
import type { Fleet } from '../load/index.ts';
import type { Context, Options } from './command.ts';
import type { ImpliedBase } from './implied-base.ts';

/** Finds, or recalls what was found for the same fleet and base. */
export type Recall = (base: string | undefined, find: () => Promise<Diagnostic[]>) => Promise<Diagnostic[]>;

/** The commit that `--base` names. */
export function namedBase(context: Context, { base }: Options): Base | { problem: Diagnostic } | undefined {
  if (typeof base !== 'string' || base === 'none') return undefined;
  return context.stage('base', () => {
    const git = openGit(context.root, context);
    git(['rev-parse', '--git-dir']);
    const folder = () => prefixOf(git, context.root, context);
    return askedBase(git, base, folder, () => findUpstream(context.root, context));
  });
}

/**
 * Judges as an update of the base that nobody named, or as new where nothing is other than there, or git cannot tell. Where files alone
 * tell that all is as it was when it was judged before, git is not asked.
 */
export async function validateImplied(
  implied: ImpliedBase,
  fleet: Fleet,
  recall: Recall,
  judge: (base?: Base) => Promise<Diagnostic[]>,
): Promise<Diagnostic[]> {
  const find = async (): Promise<Diagnostic[]> => judge(implied.find(fleet));
  try {
    return await (implied.identity === undefined ? find() : recall(implied.identity, find));
  } catch (error) {
    if (error instanceof GateError) return judge();
    throw error;
  }
}
