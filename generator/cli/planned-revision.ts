import { memoryFileSystem } from '@kustomize-ts/core';
import { openRevision, type RevisionState } from '../check/update/revision.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { emit } from '../emit/index.ts';
import { overlayFolder } from '../emit/paths.ts';
import { openStaged } from '../gate/project.ts';
import { stagedTree } from '../gate/staged-tree.ts';
import { isShallow, noForkPoint } from '../git/base.ts';
import { type BaseSnapshot, openBase } from '../git/base-snapshot.ts';
import { BASE_HELP, loadBase } from '../git/load-base.ts';
import { hasUpstream } from '../git/repository.ts';
import { generatedTexts, readIndex } from '../git/snapshot.ts';
import { snapshotHost } from '../git/snapshot-host.ts';
import { diskHost } from '../load/disk.ts';
import type { Fleet, LoadHost } from '../load/index.ts';
import { type Comparison, compareTree } from '../write/compare.ts';
import type { Context, Options } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { type Place, type Problem, unreadable } from './planned-place.ts';
import { openProject, type Project } from './project.ts';
import { retarget } from './retarget.ts';

/** A revision, the files around it, and the text of each generated one. */
export interface Opened {
  state: RevisionState;
  host: LoadHost;
  texts: ReadonlyMap<string, string>;
  comparison?: Comparison;
}

/** The fleet of the work tree, or of the index. Its tree need not be generated yet. */
export function openTarget(
  context: Context,
  options: Options,
  place: Pick<Place, 'git' | 'prefix'>,
  project?: Project,
): Opened | Problem {
  if (options.staged === true) return openIndex(context, options, place);
  const opened = project ?? openProject(context);
  if (!opened.fleet) return problemOf(opened.diagnostics);
  const { fleet, tree } = opened;
  const textsOf = (one: Fleet) => (one === fleet ? tree : emit(one)).files;
  return retargeted(fleet, options, { host: diskHost(context.root), textsOf, name: 'the work tree' });
}

/** The staged fleet, with its staged tree. */
function openIndex(
  context: Context,
  options: Options,
  { git, prefix }: Pick<Place, 'git' | 'prefix'>,
): Opened | Problem {
  const index = readIndex(git, prefix, { file: FLEET_FILE, patterns: [] });
  const host = snapshotHost(index);
  const { project, diagnostics } = openStaged(index, host, FLEET_FILE, context.stage);
  if (!project) return problemOf(diagnostics);
  const opened = retargeted(project.fleet, options, {
    host,
    textsOf: () => generatedTexts(index),
    name: 'the index',
  });
  return 'problem' in opened ? opened : { ...opened, comparison: project.comparison };
}

interface Target {
  host: LoadHost;
  /** The texts of a fleet's tree. */
  textsOf(fleet: Fleet): ReadonlyMap<string, string>;
  name: string;
}

/** The fleet as it is, or with the versions that options name. */
function retargeted(declared: Fleet, options: Options, { host, textsOf, name }: Target): Opened | Problem {
  const isOther = options.karpenter !== undefined || options.kubernetes !== undefined;
  const fleet = isOther ? retarget(declared, options) : declared;
  if ('problem' in fleet) return fleet;
  const texts = textsOf(fleet);
  const files = memoryFileSystem(Object.fromEntries(texts));
  return { state: openRevision({ fleet, files, root: '/', name }), host, texts };
}

/** A commit with its generated tree, which need not be what its fleet.yaml declares. */
export function openCommit(context: Context, place: Place, revision: string): Opened | Problem {
  const snapshot = openSnapshot(context, place, revision);
  if ('problem' in snapshot) return snapshot;
  const opened = openAt(snapshot);
  if ('problem' in opened) return opened;
  const { files } = snapshot;
  const comparison = context.stage('compare', () =>
    compareTree(emit(opened.state.fleet), stagedTree(files), files.roots),
  );
  return { ...opened, comparison };
}

export function openSnapshot(
  context: Context,
  { git, gitFolder, prefix, commits }: Place,
  revision: string | undefined,
): BaseSnapshot | Problem {
  const place = { git, gitFolder, folder: prefix, files: { file: FLEET_FILE, patterns: [] } };
  // HEAD is not what clusters have where the branch has an upstream and the clone lacks the commit at which it left that.
  const orHead = !(hasUpstream(commits) && isShallow(git));
  const base = openBase(place, context, { base: revision, orHead, commits });
  return base ?? { problem: orHead ? noBase() : noForkPoint(git) };
}

/** The fleet of a commit; it has to be readable, and generated, for a plan that says all. */
export function openAt(snapshot: BaseSnapshot): Opened | Problem {
  const { fleet, state, fault } = loadBase(snapshot, { file: FLEET_FILE });
  if (fault !== undefined) return { problem: unreadable(fault, BASE_HELP) };
  if (!fleet || !state)
    return {
      problem: unreadable(
        `${snapshot.name} has no ${FLEET_FILE}`,
        'Name a revision that has it with --base; a new fleet touches no running node',
      ),
    };
  const missing = Object.keys(fleet.spec.environments).find(
    (name) => !snapshot.files.entries.has(`${overlayFolder(fleet.spec, name)}/kustomization.yaml`),
  );
  if (missing !== undefined)
    return {
      problem: unreadable(
        `${snapshot.name} has ${FLEET_FILE} and no ${overlayFolder(fleet.spec, missing)}, so what its clusters run is unknown`,
        'With --base, name a revision that has the generated tree',
      ),
    };
  return {
    state,
    host: snapshotHost(snapshot.files),
    texts: generatedTexts(snapshot.files),
  };
}

function problemOf(diagnostics: readonly Diagnostic[]): Problem {
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  return { problem: problem ?? unreadable('the fleet cannot be read', 'Run poolwright validate') };
}

function noBase(): Diagnostic {
  return unreadable(
    'the repository has no commit to compare with',
    'Commit the fleet that clusters have, or name a revision with --base',
  );
}
