// npm run actions: gives docs, examples and what `poolwright init` writes the actions of .github, with digest and version, after an update there.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build/options.ts';
import { pinnedActions, usedActions, withPins } from './release/actions.ts';

const pins = pinnedActions(usedActions(root).filter(({ file }) => file.startsWith('.github/')));
for (const file of new Set(usedActions(root).map(({ file }) => file))) {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  const updated = withPins(text, pins);
  if (updated === text) continue;
  writeFileSync(path, updated);
  console.log(file);
}
