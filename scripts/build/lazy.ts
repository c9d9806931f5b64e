import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Modules that load a large library for what seldom happens: rules and patterns that no code was made of ahead of
 * time, rules that do not hold, patterns with more than a star, findings for people. They export functions alone, types aside.
 */
const lazy: ReadonlySet<string> = new Set([
  'packages/crd-validator/src/cel/environment.ts',
  'packages/crd-validator/src/cel/program.ts',
  'generator/check/karpenter/kubelet-cel.ts',
  'generator/load/glob.ts',
  'generator/report/text.ts',
]);

/** Functions of Node's own modules that take long to load, of which few runs call one. */
const lazyFunctions: Readonly<Record<string, readonly string[]>> = { 'node:child_process': ['spawnSync'] };

/** Lets a bundle load those modules when one of their functions is first called; below `root`. */
export function lazyModules(root: string): Plugin {
  return {
    name: 'lazy-modules',
    setup(building) {
      building.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, importer, resolveDir, path }) => {
        const file = resolve(resolveDir, path);
        const isAsked = kind === 'import-statement' && lazy.has(relative(root, file));
        return isAsked && !lazy.has(relative(root, importer)) ? { path: file, namespace: 'lazy' } : undefined;
      });
      building.onResolve({ filter: /^node:/ }, ({ kind, importer, path }) =>
        kind === 'import-statement' && path in lazyFunctions && importer.startsWith(join(root, 'generator'))
          ? { path, namespace: 'lazy' }
          : undefined,
      );
      building.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => {
        const load = `require(${JSON.stringify(path)})`;
        const contents = (lazyFunctions[path] ?? functionsOf(path)).map(
          (name) => `export function ${name}(...values) { return ${load}.${name}(...values); }`,
        );
        return { contents: contents.join('\n'), loader: 'js', resolveDir: root };
      });
    },
  };
}

/** The names of the functions that a module exports. */
function functionsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return Array.from(text.matchAll(/^export (?:async )?function (\w+)/gm), ([, name = '']) => name);
}
