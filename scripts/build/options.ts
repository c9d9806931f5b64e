import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

/** The repository. */
export const root = realpathSync(fileURLToPath(new URL('../..', import.meta.url)));

export const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  conditions: ['development'],
  logLevel: 'warning',
  // Less to read at every start; names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
};

export const esm: BuildOptions = {
  ...shared,
  format: 'esm',
  splitting: true,
  // Bundled CommonJS modules ask for Node's own modules with require, which ESM does not have.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
};

/** What starts a process is CommonJS: Node's loader of ES modules takes a sixth of what an empty process does. */
export const cjs: BuildOptions = {
  ...shared,
  format: 'cjs',
  define: { 'import.meta.url': 'moduleUrl' },
};
