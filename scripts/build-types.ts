// npm run build:types [-- FOLDER]: the declarations that a package brings, in dist/types and, for CommonJS, in dist/cjs/types.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { root } from './build/options.ts';

/** The packages of the workspace whose code is bundled, and the file that exports each. */
const bundled: Readonly<Record<string, string>> = {
  '@kustomize-ts/core': 'packages/kustomize-ts-core/src/index.ts',
  '@poolwright/crd-validator': 'packages/crd-validator/src/index.ts',
  '@poolwright/ec2-catalogue': 'packages/ec2-catalogue/src/index.ts',
  '@poolwright/go-regexp': 'packages/go-regexp/src/index.ts',
};
const SPECIFIER = /((?:from|import\() ?['"])([^'"]+)(['"])/g;

const folder = resolve(root, process.argv[2] ?? '.');
const types = join(folder, 'dist/types');
rmSync(types, { recursive: true, force: true });
// With threads, tsc 7.0 finds other files in each run, and leaves out declarations that others import.
const { status } = spawnSync('npx', ['tsc', '--singleThreaded', '-p', join(folder, 'tsconfig.build.json')], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

const needed = new Set(entries());
for (const file of needed) for (const target of rewrite(file)) needed.add(target);
for (const file of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
  if (file.endsWith('.ts') && !needed.has(join(types, file))) rmSync(join(types, file));
}
const forRequire = join(folder, 'dist/cjs/types');
rmSync(forRequire, { recursive: true, force: true });
cpSync(types, forRequire, { recursive: true });

/** The declarations that the package's exports name. */
function entries(): string[] {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { exports: object };
  const text = JSON.stringify(exports);
  return Array.from(text.matchAll(/"\.\/(dist\/types\/[^"]+)"/g), ([, path = '']) => join(folder, path));
}

/** Makes the imports of a declaration name files as they are published; gives the declarations it imports. */
function rewrite(file: string): string[] {
  const targets: string[] = [];
  const text = readFileSync(file, 'utf8').replace(
    SPECIFIER,
    (_all, start: string, name: string, end: string) => {
      const own = bundled[name];
      const path = own === undefined ? resolve(dirname(file), name) : declared(own);
      if (own === undefined && !name.startsWith('.')) return `${start}${name}${end}`;
      const target = path.replace(/\.ts$/, '.d.ts');
      if (!existsSync(target)) throw new Error(`${file} imports ${target}, which tsc did not write`);
      targets.push(target);
      const steps = relative(dirname(file), path.replace(/\.ts$/, '.js'));
      return `${start}${steps.startsWith('.') ? steps : `./${steps}`}${end}`;
    },
  );
  writeFileSync(file, text);
  return targets;
}

/** Where the declaration of a bundled package's file is, under the root of what was compiled. */
function declared(path: string): string {
  return join(types, path);
}
