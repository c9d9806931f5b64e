import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { generatedFiles } from '../support/fleets.ts';
import { CLI, type CommandResult, expectStatus, expectText, run } from '../support/run.ts';
import { createSandbox } from '../support/sandbox.ts';

const test = suite('no room for what a command prints or writes, and no folder to run in');
const withFull = existsSync('/dev/full') ? test : test.skip;
const onUnix = process.platform === 'win32' ? test.skip : test;

const sandbox = createSandbox(generatedFiles());
test.after(() => sandbox.remove());

/** Runs the built command in a shell, with redirections and limits. */
function shell(script: string, cwd = sandbox.root): CommandResult {
  return run('sh', ['-c', `poolwright() { "${process.execPath}" "${CLI}" "$@"; }; ${script}`], cwd);
}

withFull('a product that cannot be printed is a sentence and exit code 3', () => {
  for (const command of [
    '--help',
    '--version',
    'generate --help',
    'explain ami-latest',
    'render dev',
    'instances',
    'diff dev prod',
    'validate --format json',
    'schema',
    'report --output -',
  ]) {
    const full = shell(`poolwright ${command} > /dev/full`);
    expectStatus(full, 3);
    expectText(full.stderr, ['Cannot write standard output: the disk is full', 'help: Free some space']);
    assert.not.match(full.stderr, 'bug');
    const taken = shell(`poolwright ${command} > /dev/null`);
    assert.is(taken.status, command.startsWith('diff') ? taken.status : 0, `${command}\n${taken.stderr}`);
    assert.not.match(taken.stderr, 'standard output');
  }
});

withFull('the exit code is that of the command where only standard error takes nothing', () => {
  expectStatus(shell('poolwright validate 2> /dev/full'), 0);
  expectStatus(shell('poolwright validate --nope 2> /dev/full'), 2);
  expectStatus(shell('poolwright render nowhere 2> /dev/full'), 2);
});

onUnix('a schema that does not fit leaves the one that is there', () => {
  sandbox.write('schema.json', 'old');
  const full = shell('ulimit -f 8; poolwright schema --output schema.json');
  expectStatus(full, 3);
  expectText(full.stderr, ['schema.json: the file would be larger than allowed']);
  assert.is(sandbox.read('schema.json'), 'old');
  expectStatus(shell('poolwright schema --output schema.json'), 0);
  assert.match(sandbox.read('schema.json'), '"$schema"');
});

onUnix('a folder that was removed while the shell is in it', () => {
  const folder = join(sandbox.root, 'gone');
  mkdirSync(folder);
  const inGone = (command: string) => shell(`rmdir ../gone; poolwright ${command}`, folder);
  const failed = inGone('validate');
  expectStatus(failed, 3);
  expectText(failed.stderr, [
    'error: The current folder does not exist any more',
    'help: Change to a folder',
  ]);
  assert.not.match(failed.stderr, 'bug');
  mkdirSync(folder);
  const help = inGone('--help');
  expectStatus(help, 0);
  assert.match(help.stdout, 'Usage: poolwright COMMAND');
  mkdirSync(folder);
  expectStatus(shell(`poolwright validate --cwd ${sandbox.root}`, folder), 0);
  rmdirSync(folder);
});

test.run();
