import { createHash } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { releaseFaults, releaseNotes } from '../../../scripts/release/version.ts';
import { publishedPackages } from '../../../scripts/third-party/packages.ts';
import { PROJECT, run } from '../../support/run.ts';
import { type Sandbox, withSandbox } from '../../support/sandbox.ts';

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const CHANGELOG =
  '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-11-29\n\n### Added\n\n- One thing.\n\n## [1.1.0] - 2026-01-01\n\n- Old.\n';

interface Step {
  name?: string;
  run?: string;
}
const { jobs } = parse(read('.github/workflows/release.yml')) as {
  jobs: Record<string, { steps: Step[]; strategy?: { matrix: { package: string[] } } }>;
};
const manifests = publishedPackages().map(
  (owner) =>
    JSON.parse(read(join(owner, 'package.json'))) as Record<string, unknown> & {
      name: string;
      version: string;
    },
);

test('a tag is released when all packages have its version and the change log has a section', () => {
  const packages = [{ name: 'poolwright', version: '1.2.0' }];
  assert.equal(releaseFaults('v1.2.0', packages, CHANGELOG), []);
  assert.equal(releaseFaults('v1.1.0', packages, CHANGELOG), ['poolwright has version 1.2.0, not 1.1.0']);
  assert.equal(releaseFaults('v1.3.0', [], CHANGELOG), ['CHANGELOG.md has nothing under [1.3.0]']);
  assert.equal(releaseFaults('1.2.0', packages, CHANGELOG), ['1.2.0 is not a version such as v1.2.3']);
  assert.is(releaseNotes('1.2.0', CHANGELOG), '### Added\n\n- One thing.');
});

test('npm run release names what is wrong and packs nothing', () =>
  withSandbox({}, ({ root }) => {
    const args = ['--import', 'tsx', 'scripts/release.ts', 'v99.0.0', join(root, 'release')];
    const { status, stdout, stderr } = run(process.execPath, args, PROJECT);
    assert.is(status, 1);
    assert.is(stdout, '');
    assert.is(stderr.trim().split('\n').length, manifests.length + 1);
    assert.match(stderr, /^poolwright has version \S+, not 99\.0\.0$/m);
  }));

test('every package can be published, to everybody, and only with provenance', () => {
  for (const { name, version, private: hidden, publishConfig, license } of manifests) {
    assert.is(hidden, undefined, name);
    assert.equal(publishConfig, { access: 'public', provenance: true }, name);
    assert.is(license, 'Apache-2.0', name);
    assert.is(version, manifests.at(-1)?.version, name);
  }
});

test('the workflow attests the tarball of every package', () => {
  const files = manifests.map(({ name }) => name.replace('@', '').replace('/', '-'));
  assert.equal(jobs.attest?.strategy?.matrix.package, files);
});

test('the workflow publishes each tarball in the order of the checksums, a prerelease as next', () =>
  withRelease(({ root }) => {
    const { status, stdout } = publish(root, 'v1.0.0');
    assert.is(status, 0);
    assert.equal(
      stdout.split('\n').filter((line) => line.startsWith('npm publish')),
      [
        'npm publish --provenance --access public --tag latest ./b-1.0.0.tgz',
        'npm publish --provenance --access public --tag latest ./a-1.0.0.tgz',
      ],
    );
    assert.match(publish(root, 'v1.0.0-rc.1').stdout, '--tag next ./b-1.0.0.tgz');
  }));

test('the workflow goes on where it stopped, and stops where a file is not what was checked', () =>
  withRelease(({ root, write }) => {
    const again = publish(root, 'v1.0.0', { PUBLISHED: '@scope/b@1.0.0' });
    assert.is(again.status, 0);
    assert.match(again.stdout, '@scope/b@1.0.0 is published\n');
    assert.not.match(again.stdout, './b-1.0.0.tgz');
    write('a-1.0.0.tgz', 'something else');
    const changed = publish(root, 'v1.0.0');
    assert.is.not(changed.status, 0);
    assert.not.match(changed.stdout, 'npm publish');
  }));

/** Two tarballs with checksums, and an npm that prints its arguments and knows what `PUBLISHED` names. */
function withRelease(work: (sandbox: Sandbox) => void): void {
  withSandbox({}, (sandbox) => {
    const { root, write } = sandbox;
    write(
      'bin/npm',
      '#!/bin/sh\nif [ "$1" = view ]; then [ "$2" = "$PUBLISHED" ] && echo 1.0.0; else echo npm "$@"; fi\n',
    );
    chmodSync(join(root, 'bin/npm'), 0o755);
    const sums = ['b', 'a'].map((name) => {
      const file = `${name}-1.0.0.tgz`;
      write(`${name}/package/package.json`, JSON.stringify({ name: `@scope/${name}`, version: '1.0.0' }));
      assert.is(run('tar', ['czf', file, '-C', name, 'package'], root).status, 0);
      return `${createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest('hex')}  ${file}\n`;
    });
    write('SHA256SUMS', sums.join(''));
    work(sandbox);
  });
}

/** Runs the workflow's script as a runner does. */
function publish(root: string, tag: string, env: Record<string, string> = {}): ReturnType<typeof run> {
  const script =
    jobs.publish?.steps.find(({ name }) => name === 'Publish each package once')?.run ?? 'exit 99';
  const path = `${join(root, 'bin')}:${process.env.PATH}`;
  return run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], root, {
    env: { ...env, PATH: path, GITHUB_REF_NAME: tag },
  });
}

test.run();
