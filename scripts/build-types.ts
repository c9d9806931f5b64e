// npm run build:types: the declarations that a package of Poolwright brings, in dist/types. The bundles hold the code of
// the workspace's packages, so their declarations come along, under paths of their own.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist/types');
/** The bundled packages, by name, and the file that exports each. */
const bundled: Readonly<Record<string, string>> = {
  '@kustomize-ts/core': 'packages/kustomize-ts-core/src/index.ts',
  '@poolwright/crd-validator': 'packages/crd-validator/src/index.ts',
  '@poolwright/go-regexp': 'packages/go-regexp/src/index.ts',
};

rmSync(folder, { recursive: true, force: true });
const { status } = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue;
  const path = join(folder, file);
  let text = readFileSync(path, 'utf8');
  for (const [name, index] of Object.entries(bundled)) {
    const target = relative(dirname(path), join(folder, index));
    text = text.replaceAll(`'${name}'`, `'${target.startsWith('.') ? target : `./${target}`}'`);
  }
  writeFileSync(path, text);
}
