import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openCrds } from '../../../../generator/crds/karpenter.ts';
import { childrenOf, type Place, placeAt, ROOT } from '../../../../generator/report/reference/field.ts';
import { fieldPage, pathsOf } from '../../../../generator/report/reference/page.ts';
import { versionText } from '../../../../generator/report/reference/text.ts';

const { history } = openCrds();

function pageAt(path: string): string {
  const place = placeAt(path);
  assert.ok('node' in place, JSON.stringify(place));
  return fieldPage(place, history);
}

test('a field of Karpenter has type, default, values, fields and versions', () => {
  const page = pageAt('spec.pools.*.nodePool.disruption.budgets');
  for (const part of [
    '# spec.pools.*.nodePool.disruption.budgets\n',
    '- Type: list of mappings',
    '- Default: `[ { nodes: 10% } ]`',
    '- Takes: at most 50 entries',
    /- Karpenter: 1\.8 to 1\.\d+\n/,
    '| `[].nodes` | string | `10%` |',
  ])
    assert.match(page, part);
  assert.match(
    pageAt('spec.pools.*.nodePool.disruption.budgets[].reasons[0]'),
    '- Takes: `Underutilized`, `Empty`',
  );
});

test('a field that only some versions have says which', () => {
  assert.match(pageAt('spec.pools.*.nodeClass.networkInterfaces'), '- Karpenter: since 1.11\n');
  assert.is(versionText({ having: ['1.8', '1.9'], all: ['1.8', '1.9', '1.10'] }), 'up to 1.9');
  assert.is(versionText({ having: ['1.9'], all: ['1.8', '1.9', '1.10'] }), '1.9');
  assert.is(versionText({ having: [], all: ['1.8'] }), 'no supported version');
});

test('a value that only some versions take says which', () => {
  assert.match(
    pageAt('spec.pools.*.nodePool.disruption.consolidationPolicy'),
    /- Takes: `WhenEmpty`, `WhenEmptyOrUnderutilized`, `Balanced` \(since 1\.\d+\)\n/,
  );
});

test('names, indices, sections and objects lead to the same field', () => {
  const paths = [
    'spec.pools.*.nodePool.disruption.budgets[].nodes',
    'spec.pools.gpu.nodePool.disruption.budgets[2].nodes',
    'pools.gpu.nodePool.disruption.budgets.0.nodes',
    'NodePool.spec.disruption.budgets.*.nodes',
  ];
  for (const path of paths) assert.is(pageAt(path), pageAt(paths[0] ?? ''), path);
  assert.is(pageAt('EC2NodeClass.spec.role'), pageAt('spec.pools.*.nodeClass.role'));
});

test('a field of Poolwright has no Karpenter versions', () => {
  const page = pageAt('spec.environments.prod.kubernetes');
  assert.match(page, '- Takes: a minor version of Kubernetes');
  assert.not.match(page, '- Karpenter:');
  assert.match(pageAt('metadata.name'), ', required');
});

test('a step that the schema does not have is named, with the nearest', () => {
  assert.equal(placeAt('spec.pools.x.nodePol'), {
    at: 'spec.pools.*',
    step: 'nodePol',
    known: ['nodePool', 'nodeClass', 'labels', 'annotations', 'protect'],
    near: 'nodePool',
  });
});

test('a field is found by its name alone', () => {
  assert.is(pathsOf('budgets')[0], 'spec.pools.*.nodePool.disruption.budgets');
  assert.equal(pathsOf('budgetz'), []);
});

test('every place of the schema has a page that says its type', () => {
  const visit = (place: Place): number => {
    if (place !== ROOT) assert.match(fieldPage(place, history), /^# \S+\n.*- Type: \w/s);
    return childrenOf(place).reduce((count, child) => count + visit(child), 1);
  };
  assert.ok(visit(ROOT) > 500);
});

test.run();
