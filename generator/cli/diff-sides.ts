import { memoryFileSystem } from '@kustomize-ts/core';
import type { Crds } from '../check/crd/crds.ts';
import { openRevision, type RevisionState } from '../check/update/revision.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { clusterSide, environmentSide, type Side } from '../diff/sides.ts';
import { emit } from '../emit/index.ts';
import { commitOf, unknownRevision } from '../git/base.ts';
import { openBlobs } from '../git/blobs.ts';
import { openGit } from '../git/runner.ts';
import { readCommit } from '../git/snapshot.ts';
import { snapshotHost } from '../git/snapshot-host.ts';
import { workTreeOf } from '../git/worktree.ts';
import { diskHost } from '../load/disk.ts';
import { type LoadHost, loadFleet } from '../load/index.ts';
import type { Context } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { isRevision } from './misnamed.ts';
import { commandLine } from './targets.ts';

type Problem = { problem: Diagnostic };

/**
 * Opens the two sides, each `NAME` or `NAME@REVISION`. The declarations of a revision are compared, whether or not its tree was generated.
 */
export function openSides(
  context: Context,
  a: string,
  b: string,
  crds: Crds,
): { a: Side; b: Side } | Problem {
  const one = openSide(context, a, b, crds);
  if ('problem' in one) return one;
  const other = openSide(context, b, a, crds);
  if ('problem' in other) return other;
  if (one.kind !== other.kind)
    return wrong(
      `${a} is ${withArticle(one.kind)} and ${b} is ${withArticle(other.kind)}`,
      'Name two environments, or two clusters',
    );
  return { a: one, b: other };
}

/** @param other the argument for the other side, for messages that write both */
function openSide(context: Context, title: string, other: string, crds: Crds): Side | Problem {
  const at = title.indexOf('@');
  const name = at < 0 ? title : title.slice(0, at);
  const otherName = other.replace(/@.*/s, '');
  if (name === '')
    return wrong(
      `${title} has no name of an environment or cluster before the @`,
      `Write ${commandLine('diff', [`${otherName || 'prod'}${title}`, otherName || 'prod'])}`,
    );
  if (at === title.length - 1)
    return wrong(
      `${title} has no revision after the @`,
      `Write ${name}@HEAD for the last commit, as in ${commandLine('diff', [`${name}@HEAD`, name])}`,
    );
  const opened = context.stage('load', () =>
    at < 0 ? openHost(diskHost(context.root), title) : openRevisionOf(context, title.slice(at + 1)),
  );
  if ('problem' in opened) return opened;
  const { fleet, environments } = opened;
  if (Object.hasOwn(fleet.spec.environments, name)) return environmentSide(opened, name, title, crds);
  if (environments.has(name)) return clusterSide(opened, name, title, crds);
  if (Object.hasOwn(fleet.spec.pools, name))
    return wrong(
      `${name} is a pool, and diff takes the names of two environments or two clusters`,
      'Name those whose pools are to be compared, such as poolwright diff staging prod',
    );
  if (at < 0 && isRevision(context, name))
    return wrong(
      `${name} is a revision of git, which follows a name and an @`,
      `Write ${commandLine('diff', [`${otherName}@${name}`, other])}`,
    );
  const known = [...Object.keys(fleet.spec.environments), ...environments.keys()];
  return {
    problem: {
      code: 'unknown-target',
      severity: 'error',
      message: `no environment or cluster is called ${name}${at < 0 ? '' : ` at ${title.slice(at + 1)}`}`,
      help: didYouMean(name, known, 'environment or cluster'),
    },
  };
}

function openRevisionOf(context: Context, revision: string): RevisionState | Problem {
  const { top, prefix } = workTreeOf(openGit(context.root, context));
  const git = openGit(top, context);
  const commit = commitOf(git, revision);
  if (commit === undefined) return { problem: unknownRevision(git, revision) };
  const files = { file: FLEET_FILE, patterns: [] };
  const snapshot = readCommit(git, { commit, folder: prefix }, files, openBlobs(git, commit));
  return openHost(snapshotHost(snapshot), revision);
}

/** The fleet of a host with the tree that it declares. */
function openHost(host: LoadHost, name: string): RevisionState | Problem {
  const { fleet, diagnostics } = loadFleet(host, FLEET_FILE, { withRules: false });
  if (fleet)
    return openRevision({
      fleet,
      files: memoryFileSystem(Object.fromEntries(emit(fleet).files)),
      root: '/',
      name,
    });
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  return problem ? { problem } : wrong(`the fleet of ${name} cannot be read`, 'Run poolwright validate');
}

function withArticle(kind: Side['kind']): string {
  return kind === 'environment' ? 'an environment' : 'a cluster';
}

function wrong(message: string, help: string): Problem {
  return { problem: { code: 'invalid-value', severity: 'error', message, help } };
}
