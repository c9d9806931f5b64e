// npm run bench [-- NAME…]: runs the benchmarks of this folder one after the other, all of them without a name.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const all = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
const names = process.argv.slice(2);
const files = names.length > 0 ? names.map((name) => `${name}.ts`) : all;

for (const file of files) {
  if (!all.includes(file)) {
    console.error(`unknown benchmark ${file}; known: ${all.join(', ')}`);
    process.exit(2);
  }
  console.log(`== ${file}`);
  const { status } = spawnSync(
    process.execPath,
    ['--conditions=development', '--import', 'tsx', folder + file],
    { stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
}
