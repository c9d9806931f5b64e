// Writing a tree of 3,000 files: npm run bench -- write
// Set TMPDIR to choose the disk. ext4 is slow to make files for some seconds after many were removed.
import { stdout } from 'node:process';
import type { Tree } from '../generator/emit/tree.ts';
import { writeTree } from '../generator/write/write.ts';
import { ours } from '../test/generator/write/support.ts';
import { withSandbox } from '../test/support/sandbox.ts';

const count = 3000;

function tree(value: string): Tree {
  const files = new Map<string, string>();
  for (let i = 0; i < count / 2; i++) {
    for (const name of ['flux-kustomization.yaml', 'variables.env']) {
      files.set(`clusters/cluster-${i}/${name}`, ours(`value: ${value}\n`.repeat(60)));
    }
  }
  return { files, roots: ['clusters'] };
}

await withSandbox({}, ({ root }) => {
  const [before, after] = [tree('before'), tree('after')];
  const measure = (name: string, wanted: Tree) => {
    const start = performance.now();
    const cpu = process.cpuUsage();
    const { written, unchanged } = writeTree(wanted, root);
    const { user, system } = process.cpuUsage(cpu);
    const times = `${(performance.now() - start).toFixed(0)} ms, of which ${((user + system) / 1000).toFixed(0)} ms processor`;
    stdout.write(`${name}: ${times} (${written.length} written, ${unchanged} unchanged)\n`);
  };
  measure('all new', before);
  measure('none changed', before);
  measure('all changed', after);
});
