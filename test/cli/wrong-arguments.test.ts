import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { COMMANDS } from '../../generator/cli/commands.ts';
import { seedFleet } from '../support/fleets.ts';
import { git, init } from '../support/git.ts';
import { expectStatus } from '../support/run.ts';
import { createSandbox } from '../support/sandbox.ts';

const test = suite('arguments of a wrong count or form');

const sandbox = createSandbox({ 'fleet.yaml': seedFleet() });
init(sandbox.root);
expectStatus(sandbox.poolwright('generate'), 0);
git(sandbox.root, 'add', '-A');
git(sandbox.root, 'commit', '-qm', 'first');
git(sandbox.root, 'tag', 'v1');
test.after(() => sandbox.remove());

/** The message and help of a command line, which is given with spaces. */
function told(line: string): [message: string, help: string] {
  const result = sandbox.poolwright(...line.split(' '));
  assert.is(result.status, 2, `${line}\n${result.stderr}`);
  assert.is(result.stdout, '', line);
  const [, message = '', help = ''] =
    /^error(?:\[[a-z-]+\])?: (.*)\n(?: {2}help: (.*)\n)/.exec(result.stderr) ?? [];
  return [message, help];
}

/** Runs the commands that a help names, which have to be right. */
function follow(help: string, count: number): void {
  const lines = help.match(/poolwright [a-z]+(?: (?!for\b|which\b)[\w@.~=/'-]+)*/g) ?? [];
  assert.is(lines.length, count, help);
  for (const line of lines) {
    const result = sandbox.poolwright(...line.split(' ').slice(1), '--quiet');
    assert.is(result.status, 0, `${line}\n${result.stderr}`);
  }
}

/** How many commands of the help can be run as they are, beside the wrong command line, its message and its help. */
type Case = readonly [line: string, message: string, help: string, commands?: number];

const NAMES: readonly Case[] = [
  [
    'plan HEAD',
    'HEAD is a revision of git, and plan takes revisions as REV1..REV2',
    'For what changed since HEAD, write poolwright plan --base HEAD; for what HEAD itself changed, poolwright plan HEAD~1..HEAD',
  ],
  [
    'plan v1 dev',
    'v1 is a revision of git, and plan takes revisions as REV1..REV2',
    'For what changed since v1, write poolwright plan --base v1 dev; for what v1 itself changed, poolwright plan v1~1..v1 dev',
  ],
  [
    'plan v1 HEAD dev',
    'v1 is a revision of git, and plan takes revisions as REV1..REV2',
    'Write poolwright plan v1..HEAD dev',
    1,
  ],
  ['plan v1...HEAD', 'v1...HEAD is not a range of revisions', 'Write two dots: v1..HEAD'],
  [
    'plan dev..prod',
    'dev and prod are names in fleet.yaml, and plan takes revisions as REV1..REV2',
    'To compare them, write poolwright diff dev prod; for what a change does to both, poolwright plan dev prod',
    2,
  ],
  [
    'plan inferentia-inf2',
    'inferentia-inf2 is a pool, and plan takes the names of environments and clusters',
    'Write poolwright plan, which shows every pool',
    1,
  ],
  [
    'plan plan.md',
    'plan.md is not an environment or cluster, and no argument names the file to write',
    'Write poolwright plan --format markdown=plan.md',
    1,
  ],
  [
    'report dev out.html',
    'out.html is not an environment or cluster, and no argument names the file to write',
    'Write poolwright report dev --output out.html',
    1,
  ],
  [
    'diff prod@ prod',
    'prod@ has no revision after the @',
    'Write prod@HEAD for the last commit, as in poolwright diff prod@HEAD prod',
    1,
  ],
  [
    'diff prod @v1',
    '@v1 has no name of an environment or cluster before the @',
    'Write poolwright diff prod@v1 prod',
    1,
  ],
  [
    'diff v1 prod',
    'v1 is a revision of git, which follows a name and an @',
    'Write poolwright diff prod@v1 prod',
    1,
  ],
  [
    'diff inferentia-inf2 prod',
    'inferentia-inf2 is a pool, and diff takes the names of two environments or two clusters',
    'Name those whose pools are to be compared, such as poolwright diff staging prod',
    1,
  ],
  [
    'instances inferentia-inf2 prod',
    'prod is an environment, and its name comes before those of pools',
    'Write poolwright instances prod inferentia-inf2',
    1,
  ],
  [
    'instances inferentia-inf2 eks-workshop-dev',
    'eks-workshop-dev is a cluster, and its name comes before those of pools',
    'Write poolwright instances eks-workshop-dev inferentia-inf2',
    1,
  ],
  [
    'instances dev inferentia-inf2 prod',
    'instances takes one environment or cluster, not dev and prod',
    'Run poolwright instances dev inferentia-inf2, then poolwright instances prod inferentia-inf2',
    2,
  ],
  ['instances dev dev', 'dev is there twice', 'Write poolwright instances dev', 1],
  [
    'instances dev,inferentia-inf2',
    'dev,inferentia-inf2 is not one name',
    'Separate names with spaces: poolwright instances dev inferentia-inf2',
    1,
  ],
  [
    'fit dev inferentia-inf2',
    'inferentia-inf2 is a pool, and fit takes the names of an environment or cluster and of workloads',
    'Write poolwright fit dev',
    1,
  ],
  [
    'render inferentia-inf2',
    'inferentia-inf2 is a pool, and render takes the name of an environment or cluster',
    'Write poolwright render dev, which prints all pools',
    1,
  ],
  [
    'validate prod',
    'prod is an environment of fleet.yaml, and validate takes paths of manifests',
    'To validate the whole fleet, run poolwright validate; only what belongs to prod: poolwright validate overlays/prod',
    2,
  ],
  [
    'validate inferentia-inf2',
    'inferentia-inf2 is a pool of fleet.yaml, and validate takes paths of manifests',
    'To validate the whole fleet, run poolwright validate; only what belongs to inferentia-inf2: poolwright validate base/inferentia-inf2',
    2,
  ],
  [
    'validate v1',
    'v1 is a revision of git, and validate takes paths of manifests',
    'To validate the changes since v1, write poolwright validate --base v1',
    1,
  ],
  ['validate CLUSTER=a', 'no such file or folder: CLUSTER=a', 'Write --var CLUSTER=a'],
  [
    'import prod=overlays/prod --dry-run',
    'no such file or folder: prod=overlays/prod',
    'Write --environment prod=overlays/prod',
  ],
];

test('an argument of another kind is named, with the command line that is right', () => {
  for (const [line, message, help, commands] of NAMES) {
    assert.equal(told(line), [message, help], line);
    if (commands !== undefined) follow(help, commands);
  }
});

const COUNTS: readonly Case[] = [
  [
    'render',
    'render takes ENV|CLUSTER: the name of an environment or cluster in fleet.yaml',
    'Name one, such as poolwright render prod',
    1,
  ],
  ['render dev prod', 'render takes only ENV|CLUSTER, not dev prod', 'Write poolwright render dev', 1],
  [
    'diff prod',
    'diff takes A[@REV] B[@REV], and prod is only one of them',
    'Name another one too, such as poolwright diff staging prod. To see what changed since the last commit, write poolwright diff prod@HEAD prod',
  ],
  [
    'diff prod@',
    'diff takes A[@REV] B[@REV], and prod@ is only one of them',
    'To see what changed since the last commit, write poolwright diff prod@HEAD prod',
    1,
  ],
  [
    'diff prod@v1',
    'diff takes A[@REV] B[@REV], and prod@v1 is only one of them',
    'To see what changed since v1, write poolwright diff prod@v1 prod',
    1,
  ],
  [
    'explain',
    'explain takes CODE|FIELD: the code of a finding, or the path of a field in fleet.yaml',
    'Name one, such as poolwright explain ami-latest or poolwright explain spec.pools',
  ],
  [
    'explain spec pools',
    'explain takes only CODE|FIELD, not spec pools',
    'Write poolwright explain spec.pools',
    1,
  ],
  [
    'hooks',
    'hooks takes install|uninstall|status: what to do with the git hooks',
    'Run poolwright hooks install, poolwright hooks uninstall or poolwright hooks status',
  ],
  ['completion', 'completion takes bash|zsh|fish: the name of a shell', 'Name one: '],
  [
    'generate prod',
    'generate takes no arguments, not prod',
    'It writes the files of all environments and clusters: run poolwright generate',
    1,
  ],
  ['generate ./fleet.yaml', 'generate takes no arguments, not ./fleet.yaml', 'Run poolwright generate', 1],
  ['generate infra/', 'generate takes no arguments, not infra/', 'Write poolwright generate --cwd infra'],
  [
    'schema fleet.schema.json',
    'schema takes no arguments, not fleet.schema.json',
    'Write poolwright schema --output fleet.schema.json',
    1,
  ],
  [
    'init shop',
    'init takes no arguments, not shop',
    'To name a cluster, write poolwright init --clusters shop; to name the fleet, poolwright init --name shop',
  ],
  [
    'commit message',
    'commit takes no arguments, not message',
    'It makes the message from the changes: run poolwright commit; for a message of your own, run git commit',
  ],
  [
    'gate fleet.yaml',
    'gate takes no arguments, not fleet.yaml',
    'It checks all that is staged: run poolwright gate, or poolwright validate fleet.yaml to check files',
  ],
  [
    'render ',
    'argument 1 of render is empty',
    'Check the shell variable that it comes from, or see poolwright render --help',
  ],
];

test('a wrong count of arguments shows what they mean, and a command line that is right', () => {
  for (const [line, message, help, commands] of COUNTS) {
    const [found, advice] = told(line);
    assert.is(found, message);
    assert.ok(advice.startsWith(help), `${line}: ${advice}`);
    if (commands !== undefined) follow(help, commands);
  }
});

test('every command that needs arguments, or takes none, has a help of its own for a wrong count', () => {
  for (const [name, { positionals }] of Object.entries(COMMANDS)) {
    const least = positionals.filter((one) => !one.startsWith('[')).length;
    if (positionals.length > 0 && least === 0) continue;
    const [, help] = told(least > 0 ? name : `${name} word`);
    assert.not.match(help, '--help', name);
  }
});

test('options of other programs lead to the argument or option of this one', () => {
  for (const [line, help] of [
    ['instances --env prod', 'Write the name without an option, such as poolwright instances prod'],
    ['instances --pool=gpu', 'Write the name without an option, such as poolwright instances general'],
    ['generate --env prod', 'Leave it out: poolwright generate takes the whole fleet'],
    ['validate --cluster a', 'Leave it out: poolwright validate takes the whole fleet'],
    ['generate -f fleet.yaml', 'Write --cwd DIR, the folder of fleet.yaml'],
    ['plan -o json', 'Write --format FORMAT, such as --format json'],
    ['commit -m message', 'Leave it out: poolwright commit makes the message from the changes'],
    ['generate --cwd', 'Write --cwd DIR: run in DIR'],
    ['generate --cwd --check', 'Write --cwd DIR: run in DIR'],
    ['generate --check=yes', 'Write --check, or leave it out'],
  ] as const) {
    const [, found] = told(line);
    assert.ok(found.startsWith(help), `${line}: ${found}`);
  }
});

test.run();
