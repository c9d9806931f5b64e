// npm run hooks:install [-- --cwd DIR] [-- --uninstall]: lets plain git run `poolwright gate` before each commit.
// Hooks that are there already are kept under another name, and called first.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** Git asks the first before a commit, the second before a merge that it commits by itself. */
const HOOKS = ['pre-commit', 'pre-merge-commit'];

const MARK = '# Runs poolwright gate; made by npm run hooks:install, which takes it away with --uninstall.';
const KEPT = '.before-poolwright';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

function git(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.trim()}`);
  return stdout.replace(/\r?\n$/, '');
}

function hookText(hook: string, fleet: string): string {
  return `#!/bin/sh
${MARK}
kept="$(dirname "$0")/${hook}${KEPT}"
if [ -x "$kept" ]; then
  "$kept" "$@" || exit
fi
if [ -d ${quoted(fleet)} ]; then # not so on every branch
  exec node ${quoted(cli)} gate --cwd ${quoted(fleet)}
fi
`;
}

/** One word of a shell's command line. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '/').replaceAll("'", `'\\''`)}'`;
}

function isOurs(path: string): boolean {
  return existsSync(path) && readFileSync(path, 'utf8').includes(MARK);
}

function install(path: string, text: string): string {
  if (isOurs(path)) {
    if (readFileSync(path, 'utf8') === text) return 'was installed already';
    writeFileSync(path, text);
    return 'renewed';
  }
  const kept = `${path}${KEPT}`;
  const held = existsSync(path);
  if (held && existsSync(kept)) throw new Error(`${path} and ${kept} both exist: remove one of them`);
  if (held) renameSync(path, kept);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return held ? `installed; the hook that was there is now ${kept}, and is called first` : 'installed';
}

function uninstall(path: string): string {
  const kept = `${path}${KEPT}`;
  if (!isOurs(path)) return existsSync(path) ? 'is not ours, and was left alone' : 'is not installed';
  rmSync(path);
  if (!existsSync(kept)) return 'removed';
  renameSync(kept, path);
  return 'removed; the hook that was there before is back';
}

const { values } = parseArgs({
  options: { cwd: { type: 'string', default: '.' }, uninstall: { type: 'boolean', default: false } },
});
const fleet = resolve(values.cwd);
// Git runs hooks at the top of the work tree.
const below = git(fleet, 'rev-parse', '--show-prefix').replace(/\/$/, '') || '.';
// Names core.hooksPath where it is set, and the folder that all work trees share where it is not.
const folder = resolve(fleet, git(fleet, 'rev-parse', '--git-path', 'hooks'));
for (const hook of HOOKS) {
  const path = resolve(folder, hook);
  const done = values.uninstall ? uninstall(path) : install(path, hookText(hook, below));
  console.log(`${path}: ${done}`);
}
