import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run.ts';
import { publishedPackages } from '../third-party/packages.ts';
import { bomText } from './cyclonedx.ts';
import { materialsOf } from './materials.ts';
import { installedPackages } from './npm.ts';

/** Writes a bill of materials of each package, dated as the commit is, to an existing folder. */
export function writeSboms(folder: string): void {
  const date = new Date(run('git', ['log', '-1', '--format=%cI']).trim());
  const installed = installedPackages();
  for (const owner of publishedPackages()) {
    const materials = materialsOf(owner, installed);
    const { name, version } = materials.component;
    const file = `${name.replace('@', '').replace('/', '-')}-${version}.cdx.json`;
    writeFileSync(join(folder, file), bomText(materials, date));
    console.log(`${file}: ${materials.components.length} components`);
  }
}
