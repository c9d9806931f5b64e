import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** What fdir does when it loads: it takes the picomatch of the user's project, for a method that nothing here calls. */
const LOADS_PICOMATCH = /try \{[^{}]*"picomatch"[^{}]*\} catch \{\}\n/;

/** Leaves out of fdir, with which tinyglobby walks, the package that it looks for when it loads. */
export const withoutOptional: Plugin = {
  name: 'without-optional',
  setup(building) {
    building.onLoad({ filter: /node_modules[/\\]fdir[/\\]dist[/\\]index\.mjs$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text.replace(LOADS_PICOMATCH, '');
      if (contents === text) throw new Error(`${path} looks for picomatch in another way: adapt the plugin`);
      return { contents };
    });
  },
};
