import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { REMOTE_HEAD, repositoryOf } from '../../../generator/git/repository.ts';
import { workTreeOf } from '../../../generator/git/worktree.ts';
import { Repository } from '../../support/git.ts';
import { runner, withClone } from './support.ts';

/** The commits of HEAD, the default branch of origin and the upstream, as each is known by itself. */
function commitsOf(repository: Repository): (string | undefined)[] {
  const git = runner(repository.top);
  return ['HEAD', REMOTE_HEAD, '@{upstream}'].map((revision) =>
    git.tryRead(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]),
  );
}

function found(repository: Repository): (string | undefined)[] {
  const { commits, ...workTree } = repositoryOf(runner(repository.folder));
  assert.equal(workTree, workTreeOf(runner(repository.folder)));
  return [...commits.values()];
}

test('one process finds what several do', () =>
  withClone((clone) => {
    const all = commitsOf(clone);
    assert.not(all.includes(undefined));
    assert.equal(found(clone), all, 'a clone');
    clone.git('commit', '--quiet', '--allow-empty', '-m', 'ours');
    const [head, ...others] = commitsOf(clone);
    assert.equal([head, ...others], found(clone), 'with a commit of its own');
    assert.equal(others, all.slice(1));
    clone.git('branch', '--quiet', '--unset-upstream');
    assert.equal(found(clone), [head, all[1], undefined], 'without an upstream');
    clone.git('switch', '--quiet', '--detach');
    assert.equal(found(clone), [head, all[1], undefined], 'detached');
    clone.git('remote', 'set-head', 'origin', '--delete');
    assert.equal(found(clone), [head, undefined, undefined], 'and without a default branch');
    clone.git('switch', '--quiet', '-c', 'tracking', '--track', 'main');
    assert.equal(found(clone), commitsOf(clone), 'a local upstream');
  }));

test('before the first commit no revision has a commit', () => {
  const repository = new Repository();
  try {
    assert.equal(found(repository), [undefined, undefined, undefined]);
  } finally {
    repository.remove();
  }
});

test('outside of a repository it says so', () => {
  assert.throws(() => repositoryOf(runner('/')), 'not in a git repository');
});

test.run();
