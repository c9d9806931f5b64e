// prepack and postpack: the manifest that is published does not name the TypeScript sources, which are not in the package. `strip` removes
// them, and in a workflow of GitHub adds the repository; `restore` brings back the manifest of the checkout.
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
  const published = JSON.parse(readFileSync(manifest, 'utf8'), (key, value) =>
    key === 'development' ? undefined : value,
  );
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
  // npm compares it with the repository that the provenance names, which in a fork is another one.
  if (server && repository)
    published.repository = { type: 'git', url: `git+${server}/${repository}.git`, directory: folder };
  writeFileSync(manifest, `${JSON.stringify(published, null, 2)}\n`);
} else renameSync(kept, manifest);
