// npm run sbom -- FOLDER: writes a software bill of materials (CycloneDX 1.5) of each package to FOLDER: what npm installs with it, and the npm
// packages, Go modules and data that it holds, which `npm sbom` alone does not know. Needs a build, and Go.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { writeSboms } from './sbom/write.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npm run sbom -- FOLDER');
  process.exit(2);
}
mkdirSync(resolve(folder), { recursive: true });
writeSboms(resolve(folder));
