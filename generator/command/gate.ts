import { openBlobs } from '../gate/blobs.ts';
import { mayInclude, relevance, stagedFiles } from '../gate/changes.ts';
import { openGit } from '../gate/git.ts';
import { findAbove } from '../gate/root.ts';
import { FLEET_FILE } from './fleet-file.ts';
import type { Context, Options, Outcome } from './run.ts';

/** Checks the index, as git will commit it. What nearly every commit needs is all that this file loads. */
export async function run(context: Context, options: Options): Promise<Outcome> {
  const root = findAbove(context.root, FLEET_FILE);
  const git = openGit(root, context);
  const all = options.all === true;
  const since = typeof options.since === 'string' ? options.since : context.env.PRE_COMMIT_FROM_REF;
  const changed = all ? [] : stagedFiles(git, since);
  let relevant = all ? 'yes' : relevance(FLEET_FILE, changed);
  if (relevant === 'if-included' && !mayInclude(openBlobs(git, 'sha1').text(`:./${FLEET_FILE}`) ?? ''))
    relevant = 'no';
  if (relevant === 'no') return unconcerned(changed);
  const { judgeStaged } = await import('./gate-judge.ts');
  const judged = await judgeStaged({ ...context, root }, options, {
    git,
    changed,
    all,
    since: since ?? 'HEAD',
    relevant,
  });
  return judged ?? unconcerned(changed);
}

function unconcerned(changed: readonly string[]): Outcome {
  return {
    exitCode: 0,
    diagnostics: [],
    summary: `no staged change concerns ${FLEET_FILE}`,
    result: { staged: changed.length, environments: [] },
  };
}
