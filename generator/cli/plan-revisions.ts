import type { RevisionState } from '../check/update/revision.ts';
import type { BaseSnapshot } from '../git/base-snapshot.ts';
import { outputOf } from '../load/output.ts';
import { createWritten, type WrittenKustomizations } from '../plan/delivery/written.ts';
import { createUnchanged } from '../plan/unchanged.ts';
import type { Comparison } from '../write/compare.ts';
import type { Context, Options } from './command.ts';
import { type Problem, placeOf } from './planned-place.ts';
import { type Opened, openAt, openCommit, openSnapshot, openTarget } from './planned-revision.ts';
import type { Project } from './project.ts';

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
