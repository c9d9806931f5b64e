import { createCache } from '@kustomize-ts/core';
import { openResultCache } from '../cache/results.ts';
import type { CheckInput } from '../check/index.ts';
import type { Rules } from '../check/rules/index.ts';
import { openCrds } from '../crds/karpenter.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Tree } from '../emit/index.ts';
import { isBelow, rootsOf } from '../emit/roots.ts';
import type { Kubeconform } from '../external/kubeconform/start.ts';
import { environmentsOf } from '../gate/affected.ts';
import { type BaseSnapshot, differingFiles } from '../git/base-snapshot.ts';
import type { Fleet } from '../load/index.ts';
import type { Comparison } from '../write/compare.ts';
import type { Context, Options } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { isInSync } from './in-sync.ts';
import type { FleetChange } from './plan-change.ts';

/** What is checked, and by whom. */
export interface CheckRequest {
  fleet: Fleet;
  tree: Tree;
  /** A hash of everything that the fleet was read from; without it the cache is not used. */
  inputs?: string;
  /** How the disk differs from the tree, where what is on disk is checked. */
  comparison?: Comparison;
  /** The generated files that clusters get, where these are not those of the tree. */
  delivered?: ReadonlyMap<string, string>;
  /** What clusters have; without it everything is new to them. */
  base?: BaseSnapshot | undefined;
  /** Why a base was not read that there may be. */
  unread?: Diagnostic | undefined;
  /** A plan that is made anyway, and the commit that it is against. */
  planned?: PlannedFindings | undefined;
  /** Whether the base only says what changes for running nodes, and objects are validated as new ones. */
  isNew?: boolean;
  /** Git's names of the fleet's files and of its tree, by path; undefined where the tree is not what the fleet declares. */
  current?: ReadonlyMap<string, string> | undefined;
  /** The fleet's folder below the one that messages name files from, empty or ending in `/`. */
  folder?: string;
  /** The environments to check; all of them without it. */
  only?: ReadonlySet<string> | undefined;
  kubeconform?: Kubeconform | undefined;
  /** Receives each checked object; the cache is then not used. */
  onValidated?: CheckInput['onValidated'];
}

/** What a change does to running nodes, as findings. */
export interface PlannedFindings {
  commit: string;
  /** The fleet of that commit. */
  fleet: Fleet;
  findings(): Diagnostic[];
}

/** The one way to check a fleet, for every command: finds what is wrong, or takes it from the cache. */
export async function checkFleet(
  context: Context,
  options: Options,
  request: CheckRequest,
): Promise<Diagnostic[]> {
  const { inputs, comparison, folder = '', only, kubeconform, onValidated } = request;
  const differing = request.base && request.current && differingFiles(request.base, request.current);
  // Without differences, nothing is an update of a base that nobody named.
  const base = request.base?.isImplied && differing?.length === 0 ? undefined : request.base;
  // Otherwise the result also depends on the disk or the server.
  const isCacheable = (comparison === undefined || isInSync(comparison, request.fleet)) && !onValidated;
  const key = inputs !== undefined && {
    inputs,
    ...(base && { base: JSON.stringify([base.commit, base.name, base.folder, folder, request.isNew]) }),
    ...(typeof options.karpenter === 'string' && { karpenter: options.karpenter }),
    ...(typeof options.kubernetes === 'string' && { kubernetes: options.kubernetes }),
    ...(typeof options.profile === 'string' && { profile: options.profile }),
    ...(only && { only: [...only].sort() }),
    ...(kubeconform && { onValidated: kubeconform.name }),
  };
  const cache = openResultCache({
    program: context.program,
    today: context.today,
    env: context.env,
    stage: context.stage,
    isOff: options['no-cache'] === true,
  });
  const found = await cache.getOrCompute(isCacheable && key ? key : undefined, () =>
    findFaults(context, { ...request, base }, differing),
  );
  return request.unread ? [request.unread, ...found] : found;
}

async function findFaults(
  context: Context,
  request: CheckRequest,
  differing: readonly string[] | undefined,
): Promise<Diagnostic[]> {
  const { fleet, tree, delivered, comparison, base, isNew, folder, only, kubeconform, onValidated } = request;
  const { inspectDisk, inspectTree } = await import('./inspect.ts');
  const { BASE_HELP, loadBase } = await import('../git/load-base.ts');
  // Shared input is read and compiled once.
  const shared = { crds: openCrds(), cache: createCache() };
  const roots = [...rootsOf(fleet.spec), ...(base?.files.roots ?? [])];
  const changed =
    differing &&
    environmentsOf(
      fleet,
      differing.filter((path) => isBelow(path, roots)),
    );
  const planned = request.planned?.commit === base?.commit ? request.planned : undefined;
  const loaded =
    base &&
    context.stage('base', () =>
      loadBase(base, { file: FLEET_FILE, fleet: planned?.fleet, changed, folder, cache: shared.cache }),
    );
  const opinion = kubeconform?.opinion();
  const receivers = [opinion?.onValidated, onValidated].filter((one) => one !== undefined);
  const before = loaded?.state;
  const change = { fleet, files: delivered ?? tree.files, today: context.today, changed, ...shared };
  const changes = before && (await findChanges(context, { ...change, before }, planned));
  const rules = await rulesOf(fleet);
  const scope = {
    ...shared,
    ...(rules && { rules }),
    ...(changes && { found: changes }),
    ...(only && { only }),
    ...(before && !isNew && { base: before }),
    ...(receivers.length > 0 && { onValidated: toAll(receivers) }),
  };
  const found = comparison
    ? inspectDisk(context, fleet, { tree, comparison }, scope)
    : inspectTree(context, fleet, tree, scope);
  const disagreements = await context.stage('kubeconform', () => opinion?.findings() ?? []);
  const unchecked: Diagnostic[] =
    loaded?.fault === undefined
      ? []
      : [
          {
            code: 'base-unreadable',
            severity: 'warning',
            message: `updates are not checked: ${loaded.fault}`,
            help: BASE_HELP,
          },
        ];
  return [...unchecked, ...found, ...disagreements];
}

/** The rules of a fleet; the expression evaluator is loaded only if it has some. */
async function rulesOf(fleet: Fleet): Promise<Rules | undefined> {
  if (fleet.rules.files.length === 0) return undefined;
  return (await import('../check/rules/index.ts')).compileRules(fleet);
}

async function findChanges(
  context: Context,
  change: FleetChange,
  planned: PlannedFindings | undefined,
): Promise<Diagnostic[]> {
  if (planned) return context.stage('plan', planned.findings);
  const { changeFindings } = await import('./plan-change.ts');
  return context.stage('plan', () => changeFindings(change));
}

type Receiver = NonNullable<CheckInput['onValidated']>;

function toAll(receivers: readonly Receiver[]): Receiver {
  return (subject, validation) => {
    for (const receive of receivers) receive(subject, validation);
  };
}
