import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { withHeader } from '../../../generator/emit/header.ts';
import type { Tree } from '../../../generator/emit/tree.ts';

/** Runs `action` with a new folder that is removed afterwards. */
export async function inFolder(action: (root: string) => void | Promise<void>): Promise<void> {
  const root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'poolwright-test-')));
  try {
    await action(root);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

/** A generated text with a header. */
export function ours(body: string): string {
  return withHeader('fleet.yaml', body);
}

/** A tree of generated texts; its roots are the first parts of the paths. */
export function treeOf(bodies: Record<string, string>): Tree {
  const files = new Map(Object.entries(bodies).map(([path, body]) => [path, ours(body)]));
  return { files, roots: [...new Set([...files.keys()].map((path) => path.split('/')[0] ?? path))] };
}

/** Puts a file on the disk, and the folders above it. */
export function put(root: string, path: string, text: string): void {
  fs.mkdirSync(dirname(join(root, path)), { recursive: true });
  fs.writeFileSync(join(root, path), text);
}

/** Every path below the root but git's own, sorted; folders end in `/` and links in `@`. */
export function listing(root: string): string[] {
  return fs
    .readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name).slice(root.length + 1);
      return path + (entry.isDirectory() ? '/' : entry.isSymbolicLink() ? '@' : '');
    })
    .filter((path) => !path.startsWith('.git/'))
    .sort();
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

/** The text of every file below the root, by path. */
export function textsIn(root: string): Map<string, string> {
  const paths = listing(root).filter((path) => !path.endsWith('/') && !path.endsWith('@'));
  return new Map(paths.map((path) => [path, fs.readFileSync(join(root, path), 'utf8')]));
}

/** The tree's texts in the order of `textsIn`. */
export function textsOf(tree: Tree): Map<string, string> {
  return new Map([...tree.files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
