import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build/options.ts';
import { publishedPackages } from '../third-party/packages.ts';
import { bomText } from './cyclonedx.ts';
import { materialsOf } from './materials.ts';
import { installedPackages } from './npm.ts';

/** Writes a bill of materials of each package, dated as the commit is, to an existing folder. */
export function writeSboms(folder: string): void {
  const { stdout, status } = spawnSync('git', ['log', '-1', '--format=%cI'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error('the date of a release is that of its commit, and there is no commit');
  const installed = installedPackages();
  for (const owner of publishedPackages()) {
    const materials = materialsOf(owner, installed);
    const { name, version } = materials.component;
    const file = `${name.replace('@', '').replace('/', '-')}-${version}.cdx.json`;
    writeFileSync(join(folder, file), bomText(materials, new Date(stdout.trim())));
    console.log(`${file}: ${materials.components.length} components`);
  }
}
