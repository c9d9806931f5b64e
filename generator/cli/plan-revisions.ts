import { memoryFileSystem } from '@kustomize-ts/core';
import { openRevision, type RevisionState } from '../check/update/revision.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { emit } from '../emit/index.ts';
import { overlayFolder } from '../emit/paths.ts';
import { openStaged } from '../gate/project.ts';
import { stagedTree } from '../gate/staged-tree.ts';
import { isShallow, noForkPoint } from '../git/base.ts';
import { type BaseSnapshot, openBase } from '../git/base-snapshot.ts';
import { fleetFolders } from '../git/fleet-folders.ts';
import { BASE_HELP, loadBase } from '../git/load-base.ts';
import { type Commits, hasUpstream, repositoryOf } from '../git/repository.ts';
import { type Git, openGit } from '../git/runner.ts';
import { generatedTexts, readIndex } from '../git/snapshot.ts';
import { snapshotHost } from '../git/snapshot-host.ts';
import { diskHost } from '../load/disk.ts';
import type { Fleet, LoadHost } from '../load/index.ts';
import { outputOf } from '../load/output.ts';
import { createWritten, type WrittenKustomizations } from '../plan/delivery/written.ts';
import { createUnchanged } from '../plan/unchanged.ts';
import { type Comparison, compareTree } from '../write/compare.ts';
import type { Context, Options } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { openProject, type Project } from './project.ts';
import { retarget } from './retarget.ts';

/** The two revisions that a plan compares. */
export interface Planned {
  before: RevisionState;
  after: RevisionState;
  /** The Flux Kustomizations that people wrote in the folders of clusters. */
  written: { before: WrittenKustomizations; after: WrittenKustomizations };
  /** Whether a cluster gets the same on both sides. */
  isUnchanged(cluster: string): boolean;
  /** The first revision's commit and files. */
  base: BaseSnapshot;
  /** The text of a file of the second revision, where that is not the work tree. */
  textOf?(file: string): string | undefined;
  /** The generated files of the second revision, which clusters get. */
  texts: ReadonlyMap<string, string>;
  /** How these differ from what its fleet.yaml declares; undefined where they are made of it. */
  comparison?: Comparison;
}

type Problem = { problem: Diagnostic };

/**
 * Opens what clusters have and what they would get: two revisions of `REV1..REV2`, or the base and what is staged or in the work tree.
 * @param range as `main..HEAD`
 * @param project of the work tree, where it is opened already
 */
export function openPlanned(
  context: Context,
  options: Options,
  range: string | undefined,
  project?: Project,
): Planned | Problem {
  const [from, to] = range?.split('..') ?? [];
  const place = placeOf(context, to === '' ? 'HEAD' : to);
  if ('problem' in place) return place;
  const named = from === undefined || from === '' ? options.base : from;
  const after =
    to === undefined
      ? openTarget(context, options, place, project)
      : openCommit(context, place, to || 'HEAD');
  if ('problem' in after) return after;
  const base = context.stage('base', () =>
    openSnapshot(context, place, typeof named === 'string' ? named : undefined),
  );
  if ('problem' in base) return base;
  const before = openAt(base);
  if ('problem' in before) return before;
  return {
    before: before.state,
    after: after.state,
    base,
    written: { before: writtenIn(before), after: writtenIn(after) },
    isUnchanged: createUnchanged(
      { fleet: before.state.fleet, texts: before.texts },
      { fleet: after.state.fleet, texts: after.texts },
    ),
    ...(to === undefined && options.staged !== true
      ? {}
      : { textOf: (file: string) => after.host.readFile(file) }),
    texts: after.texts,
    ...(after.comparison ? { comparison: after.comparison } : {}),
  };
}

function writtenIn({ host, state }: Opened): WrittenKustomizations {
  return createWritten(host, outputOf(state.fleet.spec).clusters);
}

/**
 * Where the fleet is. A bare repository has no folder that says it, so its fleet is the one of the revision.
 * @param revision the second of a range; undefined for the work tree
 */
function placeOf(context: Context, revision: string | undefined): Place | Problem {
  const git = openGit(context.root, context);
  if (git.tryRead(['rev-parse', '--is-bare-repository']) !== 'true') {
    const { top, prefix, gitFolder, commits } = repositoryOf(git);
    return { git: openGit(top, context), gitFolder, prefix, commits };
  }
  if (revision === undefined)
    return {
      problem: unreadable(
        `${context.root} is a bare repository: it has no work tree or staged files to plan`,
        'Name two revisions, such as main~1..main',
      ),
    };
  const gitFolder = git.read(['rev-parse', '--absolute-git-dir']).toString().trimEnd();
  const folders = fleetFolders(git, revision, FLEET_FILE);
  const [prefix = '', ...others] = folders.includes('') ? [''] : folders;
  if (others.length === 0) return { git, gitFolder, prefix, commits: new Map() };
  return {
    problem: unreadable(
      `${revision} has several fleets, in ${folders.join(', ')}, and a bare repository has no folder that selects one`,
      'Clone the repository, or run git worktree add, and name the folder with --cwd',
    ),
  };
}

interface Place {
  git: Git;
  gitFolder: string;
  /** The fleet's folder below the top. */
  prefix: string;
  commits: Commits;
}

/** A revision, the files around it, and the text of each generated one. */
interface Opened {
  state: RevisionState;
  host: LoadHost;
  texts: ReadonlyMap<string, string>;
  comparison?: Comparison;
}

/** The fleet of the work tree, or of the index. Its tree need not be generated yet. */
function openTarget(
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
function openCommit(context: Context, place: Place, revision: string): Opened | Problem {
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

function openSnapshot(
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
function openAt(snapshot: BaseSnapshot): Opened | Problem {
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

function unreadable(message: string, help: string): Diagnostic {
  return { code: 'base-unreadable', severity: 'error', message, help };
}
