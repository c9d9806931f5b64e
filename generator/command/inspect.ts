import { realpathSync } from 'node:fs';
import { type FileSystem, memoryFileSystem } from '@kustomize-ts/core';
import { diskFileSystem } from '@kustomize-ts/core/node';
import { type CheckInput, check } from '../check/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Tree } from '../emit/index.ts';
import type { Fleet } from '../load/index.ts';
import { createDeliveryValidator } from './delivery-schemas.ts';
import type { Context } from './run.ts';
import { openSchemaFiles } from './schema-files.ts';
import { createValidators } from './validators.ts';

/** How far a check goes, and who else looks at the objects. */
type Extent = Pick<CheckInput, 'only' | 'witness' | 'before'>;

/** Checks a tree that is not written yet. */
export function inspectTree(context: Context, fleet: Fleet, tree: Tree, extent: Extent = {}): Diagnostic[] {
  const files = memoryFileSystem(Object.fromEntries(tree.files));
  return inspect(context, { ...extent, fleet, files, root: '/' });
}

/** Checks the tree that stands on disk, which was compared with the one that the fleet declares. */
export function inspectDisk(
  context: Context,
  fleet: Fleet,
  compared: { tree: Tree; unchanged: readonly string[] },
  extent: Extent = {},
): Diagnostic[] {
  const root = realpathSync(context.root);
  return inspect(context, { ...extent, fleet, files: behind(compared, root), root });
}

/** The disk, of which what was found unchanged need not be read once more. */
function behind({ tree, unchanged }: { tree: Tree; unchanged: readonly string[] }, root: string): FileSystem {
  const disk = diskFileSystem();
  const known = new Map(unchanged.map((path) => [`${root}/${path}`, tree.files.get(path)]));
  return { ...disk, readFile: (path) => known.get(path) ?? disk.readFile(path) };
}

function inspect(context: Context, input: Omit<CheckInput, 'today' | 'validatorOf'>): Diagnostic[] {
  return context.stage('check', () =>
    check({
      ...input,
      today: context.today,
      validatorOf: createValidators(),
      history: (apiVersion, kind) => openSchemaFiles().history(apiVersion, kind),
      deliveryValidator: createDeliveryValidator(),
    }),
  );
}
