import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../../support/fleets.ts';
import { Repository } from '../../support/git.ts';
import { poolwright } from '../../support/poolwright.ts';
import { FLEET, reported, withFleet } from './support.ts';

const OFF = ['gate', '--kubeconform', 'off', '--format', 'json'];

/** The fleet without its environments, which it includes, and a file that declares one. */
const INCLUDING = change(
  FLEET.slice(0, FLEET.indexOf('  environments:')),
  'metadata:',
  'include: ["flotte/*.yaml"]\nmetadata:',
);
const environment = (name: string): string =>
  `spec:\n  environments:\n    ${name}:\n      clusters:\n        ${name}-1: { variables: { CLUSTER: ${name}-1 } }\n`;

test('included files count, also new ones with spaces and other letters in their names', () =>
  withFleet(
    (repository) => {
      repository.write('flotte/éu west.yaml', environment('west'));
      repository.git('add', '.');
      const stale = repository.gate('--format', 'json');
      assert.is(stale.status, 1);
      assert.ok(reported(stale).codes.every((code) => code === 'tree-missing'));
      repository.generate();
      repository.git('add', '.');
      const good = repository.gate('--format', 'json');
      assert.is(good.status, 0, good.stdout);
      assert.equal(reported(good).environments, ['west']);
    },
    { fleet: INCLUDING, files: { 'flotte/east.yaml': environment('east') } },
  ));

test('an included file that is renamed out of the pattern is missed', () =>
  withFleet(
    (repository) => {
      repository.git('mv', 'flotte/west.yaml', 'notes/west.yaml');
      const moved = repository.gate('--format', 'json');
      assert.is(moved.status, 1);
      assert.ok(reported(moved).codes.includes('tree-orphan'));
      repository.generate();
      repository.git('add', '.');
      const good = repository.gate('--format', 'json');
      assert.equal(reported(good), { codes: [], files: [], environments: [] });
      repository.git('commit', '--quiet', '-m', 'moved');
      repository.write('notes/a.yaml', 'of no fleet\n');
      repository.git('add', '.');
      assert.match(repository.gate().stderr, 'no staged change affects fleet.yaml');
    },
    {
      fleet: INCLUDING,
      files: {
        'flotte/east.yaml': environment('east'),
        'flotte/west.yaml': environment('west'),
        'notes/a.yaml': 'nothing\n',
      },
    },
  ));

test('a fleet below the top of a bigger repository is reported by its path from there', () =>
  withFleet(
    (repository) => {
      repository.write('base/nodepool.yaml', 'of somebody else\n');
      repository.git('add', '.');
      assert.is(repository.gate().status, 0);
      repository.write('plät form/fleet/fleet.yaml', change(FLEET, 'cpu: "200"', 'cpu: "x y"'));
      repository.git('add', '.');
      const result = repository.gate('--format', 'json');
      assert.is.not(result.status, 0);
      assert.ok(
        reported(result).files.every((file) => file.startsWith('plät form/fleet/')),
        result.stdout,
      );
      repository.write('plät form/fleet/fleet.yaml', change(FLEET, 'cpu: "200"', 'cpu: "300"'));
      repository.git('add', '.');
      const said =
        "run poolwright generate --cwd 'plät form/fleet/', then git add 'plät form/fleet/overlays'";
      assert.match(repository.gate().stderr, said);
      const github = repository.gate('--format', 'github');
      assert.match(github.stdout, '::error file=plät form/fleet/overlays/prod/');
    },
    { below: 'plät form/fleet' },
  ));

test('it runs from a folder below the fleet, and as git starts it: at the top, with its variables', () =>
  withFleet(
    (repository) => {
      repository.write('a b/fleet.yaml', change(FLEET, 'cpu: "200"', 'cpu: "300"'));
      repository.git('add', '.');
      const below = poolwright(join(repository.folder, 'overlays/dev'), OFF);
      assert.is(below.status, 1, below.stdout);
      const variables = { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index' };
      const hook = poolwright(repository.top, [...OFF, '--cwd', 'a b'], variables);
      assert.is(hook.status, 1, hook.stderr);
      const relative = poolwright(repository.top, [...OFF, '--cwd', 'a b'], {
        GIT_INDEX_FILE: '.git/index',
      });
      assert.is(relative.status, 1, relative.stderr);
      repository.git('read-tree', '--index-output=.git/other', 'HEAD');
      const other = poolwright(repository.top, [...OFF, '--cwd', 'a b'], {
        GIT_INDEX_FILE: '.git/other',
      });
      assert.is(other.status, 0, other.stdout);
    },
    { below: 'a b' },
  ));

test('what git says of another repository, whose hook asks for this one, is left aside', () =>
  withFleet((asked) =>
    withFleet((committing) => {
      asked.write('fleet.yaml', change(FLEET, 'cpu: "200"', 'cpu: "300"'));
      asked.git('add', '.');
      for (const name of ['GIT_INDEX_FILE', 'GIT_DIR']) {
        const path = join(committing.top, name === 'GIT_DIR' ? '.git' : '.git/index');
        const result = poolwright(committing.top, [...OFF, '--cwd', asked.top], { [name]: path });
        assert.is(result.status, 1, result.stderr);
      }
    }),
  ));

test('it validates a linked work tree by its own index', () =>
  withFleet((repository) => {
    repository.git('worktree', 'add', '--quiet', 'linked', '-b', 'linked');
    const linked = join(repository.top, 'linked');
    repository.write('linked/fleet.yaml', change(FLEET, 'cpu: "200"', 'cpu: "300"'));
    assert.is(poolwright(linked, OFF).status, 0, 'nothing is staged');
    repository.git('-C', 'linked', 'add', '.');
    assert.is(poolwright(linked, OFF).status, 1);
    assert.is(repository.gate().status, 0);
    const gitDir = repository.git('-C', 'linked', 'rev-parse', '--absolute-git-dir').trim();
    const hook = poolwright(linked, OFF, { GIT_DIR: gitDir, GIT_INDEX_FILE: join(gitDir, 'index') });
    assert.is(hook.status, 1, hook.stderr);
  }));

test('it validates a first commit, and with SHA-256 names, too', () => {
  for (const options of [[], ['--object-format=sha256']]) {
    const repository = new Repository('', ...options);
    try {
      repository.write('fleet.yaml', FLEET);
      repository.git('add', '.');
      assert.is(repository.gate().status, 1);
      repository.generate();
      repository.git('add', '.');
      const result = repository.gate('--format', 'json');
      assert.is(result.status, 0, result.stdout);
      assert.equal(reported(result).environments, ['dev', 'prod']);
    } finally {
      repository.remove();
    }
  }
});

test('a file that is only promised with --intent-to-add is not in the commit', () =>
  withFleet((repository) => {
    repository.git('rm', '--cached', '--quiet', 'overlays/dev/kustomization.yaml');
    repository.git('add', '--intent-to-add', 'overlays/dev/kustomization.yaml');
    const result = repository.gate('--format', 'json');
    assert.is(result.status, 1);
    assert.equal(reported(result).codes, ['tree-missing']);
  }));

test('a conflict has to be resolved before anything can be validated', () =>
  withFleet((repository) => {
    repository.git('switch', '--quiet', '-c', 'other');
    repository.write('fleet.yaml', change(FLEET, 'cpu: "200"', 'cpu: "300"'));
    repository.git('commit', '--quiet', '-am', 'other');
    repository.git('switch', '--quiet', 'main');
    repository.write('fleet.yaml', change(FLEET, 'cpu: "200"', 'cpu: "400"'));
    repository.git('commit', '--quiet', '-am', 'ours');
    assert.is.not(repository.tryGit('merge', 'other').status, 0);
    const result = repository.gate();
    assert.is(result.status, 3);
    assert.match(result.stderr, 'fleet.yaml has a conflict that is not resolved');
  }));

test('a fleet may be a link to a file of the index; a generated file may not be a link', () =>
  withFleet((repository) => {
    repository.git('mv', 'fleet.yaml', 'declared.yaml');
    symlinkSync('declared.yaml', join(repository.top, 'fleet.yaml'));
    repository.git('add', '.');
    const linked = repository.gate('--format', 'json');
    assert.is(linked.status, 0, linked.stdout);
    repository.git('mv', 'base/kustomization.yaml', 'kustomization.yaml');
    symlinkSync('../kustomization.yaml', join(repository.top, 'base/kustomization.yaml'));
    repository.git('add', '.');
    const result = repository.gate('--format', 'json');
    assert.is(result.status, 1);
    assert.equal(reported(result).codes, ['tree-conflict']);
  }));

test('a huge commit is validated', () =>
  withFleet((repository) => {
    for (let i = 0; i < 3000; i++)
      repository.write(`data/${i % 50}/file number ${i} of this commit.txt`, `${i}\n`);
    for (let i = 0; i < 500; i++) repository.write(`clusters/foreign-${i}/notes.txt`, 'x'.repeat(5000));
    repository.git('add', '.');
    const result = repository.gate();
    assert.is(result.status, 0, result.stderr);
  }));

test.run();
