// npm run third-party [-- --check]: writes THIRD_PARTY.md of each package: the code and data of others that it holds, with their licenses.
// Needs a build, and Go for kubeconform-wasm. With --check it writes nothing, and exits with 1 where a file is not what it would write.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './build/options.ts';
import { licenseFault } from './third-party/license.ts';
import { partsOf, publishedPackages } from './third-party/packages.ts';
import { thirdPartyText } from './third-party/text.ts';

const check = process.argv.includes('--check');
for (const owner of publishedPackages()) {
  const parts = partsOf(owner);
  if (parts === undefined) throw new Error(`${owner} needs Go, which is not installed`);
  for (const part of parts) {
    const fault = licenseFault(part);
    if (fault !== undefined) throw new Error(fault);
  }
  const file = join(owner, 'THIRD_PARTY.md');
  const text = thirdPartyText(parts);
  if (!check) writeFileSync(join(root, file), text);
  else if (!existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text) {
    console.error(`${file} is out of date: run npm run third-party`);
    process.exitCode = 1;
  }
  console.log(`${file}: ${parts.length} parts`);
}
