// npm's prepare: builds what is installed and packed. Plain JavaScript, since nothing may be installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function npm(...args) {
  const { status, error } = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

// `npm install --global git+…`, as pre-commit does it, hands --global on to the install in the clone (npm 11),
// which then has none of what the build needs.
if (!existsSync(`${root}node_modules/tsx`)) npm('ci', '--no-global', '--ignore-scripts', '--no-audit', '--no-fund');
npm('run', '--silent', 'build:wasm', '--', '--if-possible');
npm('run', '--silent', 'build');
