import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { poolwright } from '../support/poolwright.ts';
import { CLI, type CommandResult, run } from '../support/run.ts';
import type { Sandbox } from '../support/sandbox.ts';

/** Puts the built command under its name beside a sandbox's files, and stand-ins for programs that would need a cluster. */
export function installCommands(sandbox: Sandbox, standIns: Record<string, string> = {}): void {
  mkdirSync(join(sandbox.root, '.bin'));
  const commands = {
    poolwright: `exec "${process.execPath}" "${CLI}" "$@"`,
    ...standIns,
  };
  for (const [name, body] of Object.entries(commands)) {
    sandbox.write(`.bin/${name}`, `#!/bin/sh\n${body}\n`);
    chmodSync(join(sandbox.root, '.bin', name), 0o755);
  }
}

/** A line that needs no shell: the command and words without quotes, expansions or operators. */
const PLAIN = /^poolwright((?: [\w./:=,@%+-]+)*)$/;

/** Runs a line as a person types it; fails when any part of a pipe fails. */
export function typed(sandbox: Sandbox, line: string): CommandResult {
  const env = { PATH: `${join(sandbox.root, '.bin')}:${process.env.PATH}`, KUBECONFIG: '/dev/null' };
  const [, words] = PLAIN.exec(line) ?? [];
  if (words !== undefined) return poolwright(sandbox.root, words.split(' ').slice(1), env);
  return run('bash', ['-o', 'pipefail', '-c', line], sandbox.root, { env });
}

/** Makes the sandbox a git repository with one commit of all files and a remote `origin`. */
export function makeRepository(sandbox: Sandbox): void {
  for (const line of [
    'git init -q -b main',
    'git config user.name Test; git config user.email test@example.com',
    'printf ".bin\\n.origin\\n" > .git/info/exclude',
    'git init -q --bare .origin; git remote add origin "$PWD/.origin"',
    'git add . && git commit -qm start && git push -q origin main && git fetch -q',
  ]) {
    const { status, stderr } = typed(sandbox, line);
    if (status !== 0) throw new Error(`${line}: ${stderr}`);
  }
}

/** The lines of a diff of a page that one side has, without their marks. */
export function sideOf(diff: string, mark: '-' | '+'): string {
  return diff
    .split(/(?<=\n)/)
    .filter((line) => line.startsWith(' ') || line.startsWith(mark))
    .map((line) => line.slice(1))
    .join('');
}
