import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../../packages/kustomize-ts-core/src/command.ts';
import { memoryFileSystem } from '../../../packages/kustomize-ts-core/src/index.ts';

const FILES = {
  '/work/app/kustomization.yaml': 'resources: [all.yaml]\nnamespace: prod\ncommonLabels: {a: b}\n',
  '/work/app/all.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: A}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n',
  '/work/outside/kustomization.yaml': 'resources: [../app/all.yaml]\n',
  '/work/out/.keep': '',
};

function run(...args: string[]) {
  let stdout = '';
  let stderr = '';
  const written: Record<string, string> = {};
  const status = main(args, {
    cwd: '/work',
    fs: memoryFileSystem(FILES),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    writeFile: (path, text) => (written[path] = text),
  });
  return { status, stdout, stderr, written };
}

test('build prints YAML to stdout and warnings to stderr', () => {
  const { status, stdout, stderr } = run('build', 'app');
  assert.is(status, 0);
  assert.ok(stdout.startsWith('apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n'));
  assert.is(
    stderr,
    "# Warning: /work/app/kustomization.yaml: 'commonLabels' is deprecated. Please use 'labels' instead.\n",
  );
});

test('--reorder none keeps the order of the files', () => {
  assert.ok(run('build', 'app', '--reorder', 'none').stdout.startsWith('apiVersion: v1\nkind: ConfigMap\n'));
});

test('-o writes a file, or a file for each object into a directory', () => {
  const file = run('build', 'app', '-o', 'new.yaml');
  assert.is(file.stdout, '');
  assert.equal(Object.keys(file.written), ['/work/new.yaml']);
  const folder = run('build', 'app', '-o', 'out');
  assert.equal(Object.keys(folder.written).sort(), [
    '/work/out/rbac.authorization.k8s.io_v1_clusterrole_r.yaml',
    '/work/out/v1_configmap_a.yaml',
  ]);
});

test('--load-restrictor allows files outside the root', () => {
  const refused = run('build', 'outside');
  assert.is(refused.status, 1);
  assert.match(refused.stderr, /^Error: \/work\/outside\/kustomization.yaml: resources\[0\]: security;/);
  assert.is(run('build', 'outside', '--load-restrictor', 'LoadRestrictionsNone').status, 0);
});

test('invalid arguments print the usage', () => {
  for (const args of [[], ['bild'], ['build', 'a', 'b'], ['build', '--reorder', 'x'], ['build', '--what']]) {
    const { status, stderr } = run(...args);
    assert.is(status, 2);
    assert.match(stderr, 'Usage: kustomize-ts build');
  }
  assert.is(run('--help').status, 0);
});

test.run();
