// npm run build:types: the declarations that a package of Poolwright brings, in dist/types. The bundles hold the code of
// @kustomize-ts/core, so its declarations come along, under a path of their own.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist/types');
const core = join(folder, 'packages/kustomize-ts-core/src/index.ts');

rmSync(folder, { recursive: true, force: true });
const { status } = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue;
  const path = join(folder, file);
  const toCore = relative(dirname(path), core);
  const text = readFileSync(path, 'utf8').replaceAll(
    "'@kustomize-ts/core'",
    `'${toCore.startsWith('.') ? toCore : `./${toCore}`}'`,
  );
  writeFileSync(path, text);
}
