import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type BuildOptions,
  build,
  KustomizeError,
  memoryFileSystem,
} from '../../../packages/kustomize-ts-core/src/index.ts';

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

function fault(
  kustomization: string,
  files: Record<string, string> = {},
  options: BuildOptions = {},
): KustomizeError {
  const fs = memoryFileSystem({ '/k/kustomization.yaml': kustomization, '/k/a.yaml': CONFIG_MAP, ...files });
  try {
    build(fs, '/k', options);
  } catch (error) {
    if (error instanceof KustomizeError) return error;
    throw error;
  }
  throw new Error('the build did not fail');
}

const check = (error: KustomizeError, code: string, file: string, field?: string) => {
  assert.is(error.code, code, error.message);
  assert.is(error.file, file, error.message);
  if (field !== undefined) assert.is(error.field, field, error.message);
};

test('an error names the file and the field it is about', () => {
  check(fault('resources: [a.yaml, gone.yaml]'), 'not-found', '/k/kustomization.yaml', 'resources[1]');
  check(fault('resources: [a.yaml]\nfoo: 1'), 'invalid', '/k/kustomization.yaml', 'foo');
  check(fault('resources: {}'), 'invalid', '/k/kustomization.yaml', 'resources');
  check(fault('commonLabels: {a: 1}'), 'invalid', '/k/kustomization.yaml', 'commonLabels.a');
  check(
    fault('resources: [a.yaml]\npatches: [{path: p.yaml}]', { '/k/p.yaml': ': bad' }),
    'malformed',
    '/k/p.yaml',
  );
  check(fault('patches: [{patch: "kind: X"}]'), 'malformed', '/k/kustomization.yaml', 'patches[0]');
  check(fault('resources: [bad.yaml]', { '/k/bad.yaml': 'a: [' }), 'malformed', '/k/bad.yaml');
  check(
    fault('resources: [b]', { '/k/b/kustomization.yaml': 'namePrefix: [x]' }),
    'invalid',
    '/k/b/kustomization.yaml',
  );
});

test('what needs a process or the network is an error that names it', () => {
  for (const [text, field] of [
    ['resources: ["https://example.com/a.yaml"]', 'resources[0]'],
    ['resources: ["git@github.com:a/b.git"]', 'resources[0]'],
    ['resources: ["github.com/a/b//c?ref=v1"]', 'resources[0]'],
    ['helmCharts: [{name: x}]', 'helmCharts'],
  ] as const) {
    const error = fault(text);
    check(error, 'unsupported', '/k/kustomization.yaml', field);
    assert.match(error.reason, 'not supported, because');
  }
  const exec = 'transformers: [t.yaml]';
  const files = { '/k/t.yaml': 'apiVersion: example.com/v1\nkind: Mine\nmetadata: {name: m}\n' };
  check(fault(exec, files), 'unsupported', '/k/kustomization.yaml', 'transformers');
});

test('files outside the root are read only when allowed', () => {
  const files = { '/secret': 'x' };
  const text = 'configMapGenerator: [{name: x, files: [../secret]}]';
  check(fault(text, files), 'restricted', '/k/kustomization.yaml', 'configMapGenerator[0]');
  const fs = memoryFileSystem({ ...files, '/k/kustomization.yaml': text });
  assert.is(build(fs, '/k', { loadRestrictions: 'none' }).length, 1);
});

test('a kustomization cannot include itself, directly or indirectly', () => {
  check(fault('resources: [.]'), 'cycle', '/k/kustomization.yaml', 'resources[0]');
  const around = { '/b/kustomization.yaml': 'resources: [../k]' };
  check(fault('resources: [../b]', around), 'cycle', '/b/kustomization.yaml', 'resources[0]');
});

test('patches, replacements and variables without a match are errors', () => {
  for (const text of [
    `patchesStrategicMerge: ["${CONFIG_MAP.replace('{name: a}', '{name: b}').replaceAll('\n', '\\n')}"]`,
    'patches: [{target: {kind: ConfigMap}, patch: "- {op: remove, path: /data/x}"}]',
    'patches: [{patch: "- {op: remove, path: /data/x}"}]',
    'replicas: [{name: a, count: 1}]',
    'replacements: [{source: {kind: Absent}, targets: [{select: {kind: ConfigMap}}]}]',
    'replacements: [{sourceValue: x, targets: [{select: {kind: ConfigMap}, fieldPaths: [data.x]}]}]',
    'vars: [{name: X, objref: {kind: Absent, name: x}}]',
    'patches: [{target: {name: "(["}, patch: "[]"}]',
    'patches: [{target: {labelSelector: "a in b"}, patch: "[]"}]',
  ]) {
    fault(`resources: [a.yaml]\n${text}`);
  }
});

test('deprecated fields work, with a warning', () => {
  const warnings: string[] = [];
  const fs = memoryFileSystem({
    '/k/kustomization.yaml': 'bases: [../b]\nimageTags: []\ncommonLabels: {a: b}',
    '/b/kustomization.yaml': 'resources: [a.yaml]',
    '/b/a.yaml': CONFIG_MAP,
  });
  const [only] = build(fs, '/k', { onWarning: (message) => warnings.push(message) });
  assert.equal(only?.object.metadata, { name: 'a', labels: { a: 'b' } });
  assert.is(only?.file, '/b/a.yaml');
  assert.is(warnings.length, 3);
});

test.run();
