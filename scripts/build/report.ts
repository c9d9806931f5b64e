import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { build } from './esbuild.ts';
import { commonJs, root } from './options.ts';

const FOLDER = 'generator/report/html';

/** What runs in a browser: one script, minified whole. */
const browser: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'browser',
  target: ['es2022', 'chrome115', 'firefox115', 'safari16.4'],
  format: 'iife',
  charset: 'ascii',
  conditions: ['development'],
  logLevel: 'warning',
};

const scripts = {
  client: `${FOLDER}/client/index.ts`,
  'live-file': `${FOLDER}/client/live/file.ts`,
  'live-server': `${FOLDER}/client/live/server.ts`,
};

/** Bundles the HTML report into `dist/report/`: what makes a page, which only commands that write one load, and the page's scripts and style. */
export async function buildReport(): Promise<void> {
  await build({
    ...commonJs,
    entryPoints: [`${FOLDER}/page.tsx`],
    outdir: 'dist/report',
    outExtension: { '.js': '.cjs' },
  });
  await build({ ...browser, entryPoints: scripts, outdir: 'dist/report' });
  const styles = readdirSync(join(root, FOLDER, 'styles')).sort();
  const contents = styles.map((file) => `@import "./${file}";`).join('\n');
  await build({
    ...browser,
    stdin: { contents, loader: 'css', resolveDir: join(root, FOLDER, 'styles') },
    outfile: 'dist/report/client.css',
  });
}
