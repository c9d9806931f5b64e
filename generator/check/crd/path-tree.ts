import type { Path } from '../../render/index.ts';

/** Paths by their steps, so that finding one takes as long as it is deep, however many there are. */
export interface PathTree {
  /** Whether a path ends here. */
  ends: boolean;
  children: Map<string | number, PathTree>;
}

export const noPaths: PathTree = { ends: false, children: new Map() };

export function pathTree(paths: Iterable<Path>): PathTree {
  const root: PathTree = { ends: false, children: new Map() };
  for (const path of paths) {
    let at = root;
    for (const step of path) {
      const next = at.children.get(step) ?? { ends: false, children: new Map() };
      at.children.set(step, next);
      at = next;
    }
    at.ends = true;
  }
  return root;
}

/** The part of the tree at or below a path; undefined where no path leads there. */
export function subtree(tree: PathTree, path: Path): PathTree | undefined {
  let at: PathTree | undefined = tree;
  for (const step of path) at = at?.children.get(step);
  return at;
}

/** The paths of a tree, with what leads to the tree in front of each. */
export function* pathsOf({ ends, children }: PathTree, above: Path = []): Generator<Path> {
  if (ends) yield above;
  for (const [step, child] of children) yield* pathsOf(child, [...above, step]);
}

export function isEmpty({ ends, children }: PathTree): boolean {
  return !ends && children.size === 0;
}
