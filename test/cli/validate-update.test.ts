import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles, placeIn } from '../support/fleets.ts';
import { git, gitLine } from '../support/git.ts';
import { poolwright } from '../support/poolwright.ts';
import { type CommandResult, expectStatus, expectText, run } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';
import { changed } from './support.ts';

const test = suite('poolwright validate: updates');

/** What a cluster that has `FLEET` refuses: a pool cannot become static. */
const STATIC = change(FLEET, 'limits: { cpu: "100" }', 'limits: { nodes: "5" }\n        replicas: 2');
const BOTH = change(FLEET, 'role:', 'instanceProfile: both\n        role:');

test('validates a change as an update of what git has', () => {
  changed(FLEET, STATIC, (sandbox) => {
    expectStatus(sandbox.poolwright('validate'), 0);
    const result = sandbox.poolwright('validate', '--base', 'main');
    expectStatus(result, 1);
    expectText(result.stderr, [
      'error[update-rejected]: as an update of what clusters have',
      'static (replicas set) and dynamic (replicas unset)',
      'at main (',
      'it is absent (fleet.yaml:',
      placeIn(STATIC, '2\n      nodeClass'),
    ]);
  });
});

test('takes a new cluster or pool as new', () => {
  const renamed = STATIC.replaceAll('dev-1', 'dev-2').replaceAll('general', 'special');
  changed(FLEET, renamed, (sandbox) => {
    expectStatus(sandbox.poolwright('validate', '--base', 'HEAD'), 0);
  });
});

test('accepts what did not change, and warns of it', () => {
  withSandbox(generatedFiles({ 'fleet.yaml': FLEET }), (sandbox) => {
    sandbox.write('fleet.yaml', BOTH);
    sandbox.poolwright('generate', '--force');
    git(sandbox.root, 'init', '-q', '-b', 'main');
    git(sandbox.root, 'add', '-A');
    git(sandbox.root, 'commit', '-q', '-m', 'before');
    expectStatus(sandbox.poolwright('validate'), 1);
    const result = sandbox.poolwright('validate', '--base', 'main');
    expectStatus(result, 0);
    expectText(result.stderr, [
      'warning[update-ratcheted]: spec: Invalid value: must specify exactly one of',
      'a new cluster rejects it',
    ]);
  });
});

/** The same as `changed`, on a branch that follows the one with the commit. */
function followed(before: string, after: string, work: (sandbox: Sandbox) => void): void {
  changed(before, after, (sandbox) => {
    git(sandbox.root, 'checkout', '-q', '-b', 'change', '--track', 'main');
    work(sandbox);
  });
}

test('without --base takes the commit where the branch left its upstream', () => {
  followed(FLEET, STATIC, (sandbox) => {
    const result = sandbox.poolwright('validate');
    expectStatus(result, 1);
    expectText(result.stderr, [
      'error[update-rejected]',
      `at ${gitLine(sandbox.root, 'rev-parse', '--short=10', 'main')} it is absent (fleet.yaml:`,
    ]);
    expectStatus(sandbox.poolwright('validate', '--base', 'none'), 0);
    const otherRelease = sandbox.poolwright('validate', '--karpenter', '1.15.1');
    expectStatus(otherRelease, 0);
    git(sandbox.root, 'add', '-A');
    git(sandbox.root, 'commit', '-q', '-m', 'after');
    expectStatus(sandbox.poolwright('validate'), 1);
    git(sandbox.root, 'branch', '-q', '--unset-upstream');
    expectStatus(sandbox.poolwright('validate'), 0);
  });
});

test('without --base validates all as new where nothing changed', () => {
  followed(FLEET, BOTH, (sandbox) => {
    expectStatus(sandbox.poolwright('validate'), 1);
    git(sandbox.root, 'commit', '-q', '-am', 'broken');
    git(sandbox.root, 'branch', '-q', '-f', 'main', 'HEAD');
    const result = sandbox.poolwright('validate');
    expectStatus(result, 1);
    expectText(result.stderr, ['error[crd-rule]']);
    sandbox.write('fleet.yaml', change(BOTH, 'cpu: "100"', 'cpu: "200"'));
    expectStatus(sandbox.poolwright('generate', '--force'), 1);
    const elsewhere = sandbox.poolwright('validate');
    expectStatus(elsewhere, 0);
    expectText(elsewhere.stderr, ['warning[update-ratcheted]']);
  });
});

test('a cluster that changes its environment is validated though no file of its did', () => {
  const environments = change(
    change(FLEET, '    prod:\n', '    prod:\n      pools: { general: { nodePool: { replicas: 2 } } }\n'),
    'limits: { cpu: "100" }',
    'limits: { nodes: "5" }',
  );
  const cluster = '        dev-1: { variables: { CLUSTER: dev-1 } }\n';
  const moved = `${change(environments, `      clusters:\n${cluster}`, '      clusters: {}\n')}${cluster}`;
  followed(environments, moved, (sandbox) => {
    assert.is(gitLine(sandbox.root, 'diff', '--name-only'), 'fleet.yaml');
    const result = sandbox.poolwright('validate');
    expectStatus(result, 1);
    expectText(result.stderr, ['error[update-rejected]', 'cluster dev-1']);
  });
});

test('a change of what is included counts', () => {
  const at = FLEET.indexOf('  pools:');
  const until = FLEET.indexOf('  environments:');
  const including = change(
    FLEET.slice(0, at) + FLEET.slice(until),
    'metadata:',
    'include: [parts/*]\nmetadata:',
  );
  followed(FLEET, FLEET, (sandbox) => {
    const include = (fleet: string): void => {
      sandbox.write('fleet.yaml', including);
      sandbox.write('parts/pools.yaml', `spec:\n${fleet.slice(at, fleet.indexOf('  environments:'))}`);
      expectStatus(sandbox.poolwright('generate'), 0);
    };
    include(FLEET);
    expectStatus(sandbox.poolwright('validate'), 0);
    git(sandbox.root, 'add', '-A');
    git(sandbox.root, 'commit', '-q', '-m', 'in parts');
    git(sandbox.root, 'branch', '-q', '-f', 'main', 'HEAD');
    include(STATIC);
    const result = sandbox.poolwright('validate');
    expectStatus(result, 1);
    expectText(result.stderr, ['it is absent (parts/pools.yaml:']);
  });
});

/** Runs the built command with a git first in the PATH that writes down how it was called, and runs the real one by default. */
function calls(sandbox: Sandbox, cache: string, works = true): { result: CommandResult; git: string[] } {
  return withSandbox({}, (bin) => {
    const real = run('sh', ['-c', 'command -v git'], sandbox.root).stdout.trim();
    bin.write('calls', '');
    bin.write(
      'git',
      `#!/bin/sh\necho "$*" >> '${bin.root}/calls'\n${works ? `exec '${real}' "$@"` : 'exit 128'}\n`,
    );
    chmodSync(join(bin.root, 'git'), 0o755);
    const env = { PATH: `${bin.root}:${process.env.PATH}`, XDG_CACHE_HOME: cache };
    const result = poolwright(sandbox.root, ['validate'], env);
    return { result, git: bin.read('calls').split('\n').filter(Boolean) };
  });
}

/** Calls `use` with an empty folder for the cache. */
function withCache(use: (cache: string) => void): void {
  withSandbox({}, (cache) => {
    use(cache.root);
  });
}

test('starts few git processes, and needs no repository', () => {
  withCache((cache) =>
    followed(FLEET, FLEET, (sandbox) => {
      const started = (): number => {
        const { result, git: called } = calls(sandbox, cache);
        expectStatus(result, 0);
        return called.length;
      };
      assert.is(started(), 2);
      sandbox.write('fleet.yaml', `${FLEET}# changed\n`);
      assert.ok(started() <= 3, 'and one to read what is different');
      git(sandbox.root, 'branch', '-q', '--unset-upstream');
      assert.is(started(), 1, 'the upstream and the default branch of origin are not there');
      rmSync(join(sandbox.root, '.git'), { recursive: true });
      assert.is(started(), 1);
      mkdirSync(join(sandbox.root, '.git'));
      assert.is(started(), 1);
    }),
  );
});

test('where git does not work all is new, with a warning, until it does', () => {
  withCache((cache) =>
    followed(FLEET, STATIC, (sandbox) => {
      const { result, git: called } = calls(sandbox, cache, false);
      expectStatus(result, 0);
      assert.ok(called.length > 0);
      assert.ok(result.stderr.includes('warning[base-unreadable]: updates are not checked: git'));
      const control = calls(sandbox, cache).result;
      expectStatus(control, 1);
      assert.not.match(control.stderr, 'base-unreadable');
    }),
  );
});

test('where the base has no fleet all is new, and where its fleet cannot be read, that is reported', () => {
  followed(FLEET, STATIC, (sandbox) => {
    git(sandbox.root, 'rm', '-q', '--cached', 'fleet.yaml');
    git(sandbox.root, 'commit', '-q', '-m', 'without');
    git(sandbox.root, 'branch', '-q', '-f', 'main', 'HEAD');
    git(sandbox.root, 'add', '-A');
    expectStatus(sandbox.poolwright('validate'), 0);
    git(sandbox.root, 'branch', '-q', '-f', 'main', 'HEAD');
    sandbox.write('fleet.yaml', 'spec: [');
    git(sandbox.root, 'commit', '-q', '-am', 'broken');
    git(sandbox.root, 'branch', '-q', '-f', 'main', 'HEAD');
    sandbox.write('fleet.yaml', STATIC);
    const broken = sandbox.poolwright('validate');
    expectStatus(broken, 0);
    expectText(broken.stderr, ['warning[base-unreadable]']);
  });
});

test('finds the commit where the branch left its upstream', () => {
  changed(FLEET, STATIC, (sandbox) => {
    const none = sandbox.poolwright('validate', '--base', 'auto');
    expectStatus(none, 2);
    expectText(none.stderr, ['the branch has no upstream to compare with']);
    git(sandbox.root, 'checkout', '-q', '-b', 'change', '--track', 'main');
    git(sandbox.root, 'add', '-A');
    git(sandbox.root, 'commit', '-q', '-m', 'after');
    expectStatus(sandbox.poolwright('validate', '--base', 'auto'), 1);
    expectStatus(sandbox.poolwright('validate', '--base', 'HEAD'), 0);
  });
});

test('says that a revision is not there, or has no fleet to compare with', () => {
  changed(FLEET, FLEET, (sandbox) => {
    const unknown = sandbox.poolwright('validate', '--base', 'mainn');
    expectStatus(unknown, 2);
    expectText(unknown.stderr, ['the repository has no revision mainn', 'help: Did you mean main?']);
    expectStatus(sandbox.poolwright('validate', '--base', '--output=x'), 2);
    git(sandbox.root, 'rm', '-q', '--cached', 'fleet.yaml');
    git(sandbox.root, 'commit', '-q', '-m', 'without');
    expectStatus(sandbox.poolwright('validate', '--base', 'HEAD'), 0);
    sandbox.write('fleet.yaml', 'spec: [');
    git(sandbox.root, 'add', 'fleet.yaml');
    git(sandbox.root, 'commit', '-q', '-m', 'broken');
    sandbox.write('fleet.yaml', FLEET);
    const broken = sandbox.poolwright('validate', '--base', 'HEAD');
    expectStatus(broken, 0);
    expectText(broken.stderr, ['warning[base-unreadable]: updates are not checked']);
  });
  withSandbox(generatedFiles(), (outside) => {
    const result = outside.poolwright('validate', '--base', 'main');
    expectStatus(result, 3);
    expectText(result.stderr, ['is not in a git repository']);
  });
});

test('reads the fleet of a subfolder', () => {
  withSandbox(generatedFiles(), (sandbox) => {
    git(sandbox.root, 'init', '-q', '-b', 'main');
    const folder = `${sandbox.root}/deep/fleet`;
    for (const path of ['fleet.yaml', 'base', 'overlays', 'clusters']) {
      run('mkdir', ['-p', folder], sandbox.root);
      run('mv', [path, folder], sandbox.root);
    }
    git(sandbox.root, 'add', '-A');
    git(sandbox.root, 'commit', '-q', '-m', 'before');
    sandbox.write('deep/fleet/fleet.yaml', STATIC);
    sandbox.poolwright('generate', '--cwd', 'deep/fleet');
    expectStatus(sandbox.poolwright('validate', '--cwd', 'deep/fleet', '--base', 'main'), 1);
  });
});

test.run();
