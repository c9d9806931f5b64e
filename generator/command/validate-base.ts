import type { Diagnostic } from '../diagnostic.ts';
import { GateError } from '../gate/error.ts';
import { openGit } from '../gate/git.ts';
import { prefixOf } from '../gate/prefix.ts';
import { findUpstream } from '../gate/upstream.ts';
import type { Fleet } from '../load/index.ts';
import { askedBase, type Base } from './base-commit.ts';
import type { ImpliedBase } from './implied-base.ts';
import type { Context, Options } from './run.ts';

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
export async function judgeImplied(
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
