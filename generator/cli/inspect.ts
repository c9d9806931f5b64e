import { realpathSync } from 'node:fs';
import { memoryFileSystem } from '@kustomize-ts/core';
import { diskFileSystem } from '@kustomize-ts/core/node';
import { type CheckInput, check } from '../check/index.ts';
import { causedByTree } from '../check/tree.ts';
import { createDeliveryValidator } from '../crds/delivery.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Tree } from '../emit/index.ts';
import type { Fleet } from '../load/index.ts';
import type { Comparison } from '../write/compare.ts';
import type { Context } from './command.ts';
import { isInSync } from './in-sync.ts';

/** The scope of a check, its inputs, and who else receives the objects. */
type CheckScope = Pick<CheckInput, 'only' | 'onValidated' | 'base' | 'found' | 'rules' | 'crds' | 'cache'>;

/** Checks a tree that need not be written yet. */
export function inspectTree(context: Context, fleet: Fleet, tree: Tree, scope: CheckScope): Diagnostic[] {
  const files = memoryFileSystem(Object.fromEntries(tree.files));
  return inspect(context, {
    ...scope,
    fleet,
    files,
    root: '/',
  });
}

/** Checks the tree on disk, which was compared with the tree that the fleet declares. */
export function inspectDisk(
  context: Context,
  fleet: Fleet,
  { tree, comparison }: { tree: Tree; comparison: Comparison },
  scope: CheckScope,
): Diagnostic[] {
  // It was read to compare it.
  if (isInSync(comparison, fleet)) return inspectTree(context, fleet, tree, scope);
  const root = realpathSync(context.root);
  const found = inspect(context, { ...scope, fleet, files: diskFileSystem(), root });
  // What the fleet declares is checked, too: a generated file is often out of date because `generate` rejects its fleet.
  const { onValidated: _, ...alone } = scope;
  const declared = inspectTree(context, fleet, tree, alone);
  const known = new Set(declared.map((one) => JSON.stringify(one)));
  return [
    ...declared,
    ...causedByTree(
      comparison,
      found.filter((one) => !known.has(JSON.stringify(one))),
    ),
  ];
}

function inspect(context: Context, input: Omit<CheckInput, 'today'>): Diagnostic[] {
  let done = 0;
  const total = clustersToCheck(input);
  return context.stage('check', () =>
    check({
      ...input,
      onCluster: () => context.progress(done++, total, 'cluster'),
      today: context.today,
      deliveryValidator: createDeliveryValidator(),
    }),
  );
}

function clustersToCheck({ fleet, only }: Pick<CheckInput, 'fleet' | 'only'>): number {
  const checked = Object.entries(fleet.spec.environments).filter(([name]) => only?.has(name) ?? true);
  return checked.reduce((sum, [, { clusters }]) => sum + Object.keys(clusters ?? {}).length, 0);
}
