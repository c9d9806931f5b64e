import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles } from '../support/fleets.ts';
import { git } from '../support/git.ts';
import { poolwright } from '../support/poolwright.ts';
import { type CommandResult, expectStatus } from '../support/run.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

interface World {
  cache: string;
  sandbox: Sandbox;
  /** Runs a command with the cache of this test; `checked` is whether it checked anything itself. */
  runs(...args: string[]): CommandResult & { checked: boolean };
}

const test = suite<World>('cache');

test.before.each((world) => {
  world.cache = mkdtempSync(join(tmpdir(), 'poolwright-cache-'));
  world.sandbox = createSandbox(generatedFiles());
  world.runs = (...args) => {
    const env = { XDG_CACHE_HOME: world.cache, POOLWRIGHT_CACHE: 'on' };
    const result = poolwright(world.sandbox.root, [...args, '--timing'], env);
    return { ...result, checked: / ms {2}check\n/.test(result.stderr) };
  };
});
test.after.each(({ cache, sandbox }) => {
  rmSync(cache, { recursive: true, force: true });
  sandbox.remove();
});

/** What a cluster that has `FLEET` refuses: a pool cannot become static. */
const STATIC = change(FLEET, 'limits: { cpu: "100" }', 'limits: { nodes: "5" }\n        replicas: 2');
const VALIDATE = ['validate', '--kubeconform', 'off'];
const LATEST = change(FLEET, 'al2023@v20250704', 'al2023@latest');
const WARNED = change(LATEST, '    prod:\n', '    prod:\n      tier: production\n');

test('a result comes from the cache with the same report', ({ runs, sandbox }) => {
  sandbox.write('fleet.yaml', WARNED);
  expectStatus(runs('generate'), 0);
  const first = runs(...VALIDATE, '--karpenter', '1.15', '--format', 'json');
  const second = runs(...VALIDATE, '--karpenter', '1.15', '--format', 'json');
  assert.equal([first.checked, second.checked], [true, false]);
  assert.match(first.stdout, /"code": "ami-latest"/);
  assert.is(second.stdout, first.stdout);
  assert.is(second.status, first.status);
});

test('errors stay errors', ({ runs, sandbox }) => {
  sandbox.write('fleet.yaml', change(FLEET, 'values: [on-demand]', 'values: []'));
  const first = runs('generate');
  const second = runs('generate');
  assert.equal([first.checked, second.checked], [true, false]);
  assert.equal([first.status, second.status], [1, 1]);
  assert.match(second.stderr, /error\[/);
});

test('what generate has checked, validate does not check once more', ({ runs }) => {
  assert.ok(runs('generate').checked);
  assert.not.ok(runs(...VALIDATE).checked);
  assert.ok(runs(...VALIDATE, '--no-cache').checked);
});

test('an update of the same commit comes from the cache, one of another commit does not', ({
  runs,
  sandbox,
}) => {
  git(sandbox.root, 'init', '-q', '-b', 'main');
  git(sandbox.root, 'add', '-A');
  git(sandbox.root, 'commit', '-q', '-m', 'before');
  git(sandbox.root, 'checkout', '-q', '-b', 'change', '--track', 'main');
  sandbox.write('fleet.yaml', STATIC);
  assert.is(runs('generate').status, 0, 'as new');
  const first = runs(...VALIDATE);
  assert.equal([first.checked, first.status], [true, 1]);
  const second = runs(...VALIDATE);
  assert.equal([second.checked, second.status], [false, 1]);
  assert.match(second.stderr, 'error[update-rejected]');
  git(sandbox.root, 'add', '-A');
  const gated = runs('gate', '--kubeconform', 'off');
  assert.equal([gated.checked, gated.status], [false, 1], 'the gate has the same base');
  git(sandbox.root, 'branch', '-q', '--unset-upstream');
  assert.ok(runs('gate', '--kubeconform', 'off').checked, 'and here another');
  assert.equal([runs(...VALIDATE).status, runs(...VALIDATE).checked], [0, false]);
});

test('two folders of a repository have bases of their own, alike as their fleets may be', ({
  runs,
  sandbox,
}) => {
  const folders = ['one', 'two'];
  sandbox.write('one/fleet.yaml', FLEET);
  sandbox.write('two/fleet.yaml', STATIC);
  for (const folder of folders) expectStatus(runs('generate', '--cwd', folder), 0);
  git(sandbox.root, 'init', '-q', '-b', 'main');
  git(sandbox.root, 'add', '-A');
  git(sandbox.root, 'commit', '-q', '-m', 'before');
  git(sandbox.root, 'checkout', '-q', '-b', 'change', '--track', 'main');
  const after = `${STATIC}# the same\n`;
  for (const folder of folders) sandbox.write(`${folder}/fleet.yaml`, after);
  for (const folder of folders) expectStatus(runs('generate', '--cwd', folder), 0);
  for (const base of [[], ['--base', 'main']])
    assert.equal(
      folders.map((folder) => runs(...VALIDATE, '--cwd', folder, ...base).status),
      [1, 0],
    );
});

test('another fleet, another version, another disk is another key', ({ runs, sandbox }) => {
  runs('generate');
  assert.ok(runs(...VALIDATE, '--karpenter', '1.14').checked);
  assert.ok(runs(...VALIDATE, '--kubernetes', '1.33').checked);

  const overlay = 'overlays/dev/kustomization.yaml';
  const text = sandbox.read(overlay);
  sandbox.write(overlay, `${text}# by hand\n`);
  const edited = runs(...VALIDATE);
  assert.ok(edited.checked);
  expectStatus(edited, 1);
  sandbox.write(overlay, text);
  assert.not.ok(runs(...VALIDATE).checked);

  sandbox.write('overlays/dev/kustomization.yml', 'resources: []\n');
  expectStatus(runs(...VALIDATE), 1);
  rmSync(join(sandbox.root, 'overlays/dev/kustomization.yml'));
  sandbox.write('clusters/dev-1/flux-system/kustomization.yaml', 'resources: []\n');
  assert.not.ok(runs(...VALIDATE).checked);

  sandbox.write('fleet.yaml', `# a remark moves every line\n${FLEET}`);
  assert.ok(runs('generate').checked);
});

test('workloads and included files belong to the key', ({ runs, sandbox }) => {
  const pod = (name: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { containers: [] }\n`;
  sandbox.write('fleet.yaml', `${FLEET}  workloads: ["pods/*.yaml"]\n`);
  sandbox.write('pods/a.yaml', pod('a'));
  assert.ok(runs('generate').checked);
  assert.not.ok(runs('generate').checked);
  sandbox.write('pods/a.yaml', pod('other'));
  assert.ok(runs('generate').checked);
  sandbox.write('pods/b.yaml', pod('b'));
  assert.ok(runs('generate').checked);
});

test('a cache that cannot be read or written costs a check and nothing else', ({ runs, cache }) => {
  runs('generate');
  const folder = join(cache, 'poolwright/results');
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '[{');
  assert.ok(runs('generate').checked);
  assert.not.ok(runs('generate').checked);
  rmSync(cache, { recursive: true });
  writeFileSync(cache, 'no folder');
  const result = runs('generate');
  assert.ok(result.checked);
  expectStatus(result, 0);
});

test.run();
