import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

/** The repository. */
export const root = realpathSync(fileURLToPath(new URL('../..', import.meta.url)));

/** ES modules for Node. A dynamic import becomes a file of its own, which is read only when it is needed. */
export const esm: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  conditions: ['development'],
  logLevel: 'warning',
  // Less to read at every start; names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  // Bundled CommonJS modules load Node's own modules with require, which ES modules do not have.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
};

/** One CommonJS file for each entry, in a folder whose `package.json` says so; for programs that load a library with require. */
export const commonJs: BuildOptions = {
  ...esm,
  format: 'cjs',
  splitting: false,
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
};
