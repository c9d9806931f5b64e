// npm run release -- TAG [FOLDER]: packs all packages for a release into FOLDER (release/), with bills of materials, checksums and notes. It
// publishes nothing: .github/workflows/release.yml does.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { root } from './build/options.ts';
import { pack } from './release/pack.ts';
import { type Released, releaseFaults, releaseNotes } from './release/version.ts';
import { writeSboms } from './sbom/write.ts';
import { publishedPackages } from './third-party/packages.ts';

const [tag = '', folder = 'release'] = process.argv.slice(2);
const owners = publishedPackages();
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
const packages = owners.map(
  (owner) => JSON.parse(readFileSync(join(root, owner, 'package.json'), 'utf8')) as Released,
);
const faults = releaseFaults(tag, packages, changelog);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);

const target = resolve(folder);
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const tarballs = owners.map((owner) => basename(pack(owner, target)));
writeSboms(target);
const others = readdirSync(target).filter((file) => !tarballs.includes(file));
// In the order in which the packages are published.
const sums = [...tarballs, ...others.sort()].map(
  (file) =>
    `${createHash('sha256')
      .update(readFileSync(join(target, file)))
      .digest('hex')}  ${file}\n`,
);
writeFileSync(join(target, 'SHA256SUMS'), sums.join(''));
writeFileSync(join(target, 'NOTES.md'), `${releaseNotes(tag.slice(1), changelog)}\n`);
process.stdout.write(sums.join(''));
