// prepack and postpack: the manifest that is published does not name the TypeScript sources, which are not in the package. `strip` removes
// them, and `restore` brings back the manifest of the checkout.
import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './build/options.ts';

const [action, folder = '.'] = process.argv.slice(2);
const manifest = join(root, folder, 'package.json');
const kept = join(root, '.cache/manifests', `${folder.replace(/\W/g, '-')}.json`);
if (action === 'strip') {
  mkdirSync(join(root, '.cache/manifests'), { recursive: true });
  copyFileSync(manifest, kept);
  const text = JSON.stringify(
    JSON.parse(readFileSync(manifest, 'utf8'), (key, value) => (key === 'development' ? undefined : value)),
    null,
    2,
  );
  writeFileSync(manifest, `${text}\n`);
} else renameSync(kept, manifest);
