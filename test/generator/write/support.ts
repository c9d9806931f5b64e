import { withHeader } from '../../../generator/emit/header.ts';
import type { Tree } from '../../../generator/emit/tree.ts';

/** A generated text with a header. */
export function ours(body: string): string {
  return withHeader('fleet.yaml', body);
}

/** A tree of generated texts; its roots are the first parts of the paths. */
export function treeOf(bodies: Record<string, string>): Tree {
  const files = new Map(Object.entries(bodies).map(([path, body]) => [path, ours(body)]));
  return { files, roots: [...new Set([...files.keys()].map((path) => path.split('/')[0] ?? path))] };
}

/** Three hundred files; some are in tree `a` only, some in `b` only, and all differ. */
export function bigTree(name: string): Tree {
  const bodies: Record<string, string> = {};
  for (let i = 0; i < 100; i++) {
    bodies[`base/common${i}/x.yaml`] = `of: ${name}\n`.repeat(50);
    bodies[`clusters/${name}${i}/one.yaml`] = `of: ${name}\n`;
    bodies[`clusters/${name}${i}/two.yaml`] = `of: ${name}\n`;
  }
  return treeOf(bodies);
}

/** The tree's texts in the order of `textsIn`. */
export function textsOf(tree: Tree): Map<string, string> {
  return new Map([...tree.files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
