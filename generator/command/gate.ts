import { openBlobs } from '../gate/blobs.ts';
import { relevance, stagedChanges } from '../gate/changes.ts';
import { type Git, openGit } from '../gate/git.ts';
import { mayMatch, plainPatterns } from '../gate/patterns.ts';
import { findAbove } from '../gate/root.ts';
import { FLEET_FILE } from './fleet-file.ts';
import type { Context, Options, Outcome } from './run.ts';

/** Checks the index, as git will commit it. What nearly every commit needs is all that this file loads. */
export async function run(context: Context, options: Options): Promise<Outcome> {
  const root = findAbove(context.root, FLEET_FILE);
  const git = openGit(root, context);
  const all = options.all === true;
  const since = typeof options.since === 'string' ? options.since : context.env.PRE_COMMIT_FROM_REF;
  const changes = all ? undefined : stagedChanges(git, since);
  const changed = [...(changes?.keys() ?? [])];
  const relevant = all ? 'yes' : relevance(FLEET_FILE, changed);
  if (relevant === 'no') return unconcerned(changed);
  if (relevant === 'if-included' && !(await mayName(git, changed))) return unconcerned(changed);
  const { judgeStaged } = await import('./gate-judge.ts');
  const judged = await judgeStaged({ ...context, root }, options, { git, changes, since });
  return judged ?? unconcerned(changed);
}

/** Whether the staged fleet names one of the files; in doubt it does. */
async function mayName(git: Git, changed: readonly string[]): Promise<boolean> {
  const text = openBlobs(git).text(`:./${FLEET_FILE}`) ?? '';
  const isLink = text !== '' && !text.includes('\n');
  const plain = isLink ? undefined : plainPatterns(text);
  if (plain && !plain.includes)
    return plain.patterns.some((pattern) => changed.some((path) => mayMatch(pattern, path)));
  const { namesAny } = await import('../gate/named.ts');
  return namesAny(git, FLEET_FILE, changed, text);
}

function unconcerned(changed: readonly string[]): Outcome {
  return {
    exitCode: 0,
    diagnostics: [],
    summary: `no staged change concerns ${FLEET_FILE}`,
    result: { staged: changed.length, environments: [] },
  };
}
