import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { actionsIn, pinnedActions, usedActions, withPins } from '../../../scripts/release/actions.ts';
import { PROJECT } from '../../support/run.ts';

const DIGEST = /^[0-9a-f]{40}$/;
/** The action of this repository in pages, which cannot name the digest of a commit that they are part of. */
const OWN = 'OWNER/poolwright';
const used = usedActions(PROJECT);

test('every action in workflows, pages, examples and templates is pinned by its digest and names the version', () => {
  const files = new Set(used.map(({ file }) => file));
  for (const file of ['.github/workflows/ci.yml', 'action.yml', 'docs/gate.md', 'generator/init/files.ts'])
    assert.ok(files.has(file), file);
  const loose = used.filter(
    ({ action, revision, version }) =>
      !/^v\d+\.\d+\.\d+$/.test(version) ||
      !(DIGEST.test(revision) || (action === OWN && revision === 'DIGEST')),
  );
  assert.equal(loose, []);
});

test('an action has one digest everywhere', () => {
  const pins = pinnedActions(used);
  const others = used.filter(
    ({ action, revision, version }) => action !== OWN && pins.get(action) !== `${revision} # ${version}`,
  );
  assert.equal(others, [], 'run npm run actions');
});

test('a digest without its version, a tag and a branch are found as what they are', () => {
  const text =
    'steps:\n  - uses: a/b@v4\n  - uses: ./\n  - { uses: a/b/c@main } # v1\n  - uses: a/b@0123 # v4.2.2\n';
  assert.equal(
    actionsIn('x.yml', text).map(({ line, action, revision, version }) => [line, action, revision, version]),
    [
      [2, 'a/b', 'v4', ''],
      [4, 'a/b/c', 'main', ''],
      [5, 'a/b', '0123', 'v4.2.2'],
    ],
  );
});

test('an update replaces digest and version, and nothing else', () => {
  const pins = new Map([['a/b', '4567 # v5.0.0']]);
  assert.is(
    withPins('- uses: a/b@0123 # v4.2.2\n- uses: a/b@v4\n- uses: a/c@v1\n', pins),
    '- uses: a/b@4567 # v5.0.0\n- uses: a/b@4567 # v5.0.0\n- uses: a/c@v1\n',
  );
});

test.run();
