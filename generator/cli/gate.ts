import { mayMatch, plainPatterns } from '../gate/patterns.ts';
import { openBlobs } from '../git/blobs.ts';
import { relevance, stagedChanges } from '../git/changes.ts';
import { type Git, openGit } from '../git/git.ts';
import { findAbove } from '../git/root.ts';
import type { Context, Options, Outcome } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';

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
  const { validateStaged } = await import('./gate-validate.ts');
  const judged = await validateStaged({ ...context, root }, options, { git, changes, since });
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
