import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { shardOf } from '../../../generator/emit/shard.ts';

const test = suite('shards');

const names = Array.from({ length: 6000 }, (_, i) => `cluster-${i}`);

test('a cluster keeps its shard from release to release', () => {
  assert.equal(
    ['eks-workshop-dev', 'eks-workshop-staging', 'prod-1', 'prod-2'].map((name) => shardOf(name, 4)),
    [3, 3, 1, 3],
  );
});

test('shards are numbered from 1, and evenly filled', () => {
  for (const shards of [1, 2, 5, 12]) {
    const counts = Array.from({ length: shards }, () => 0);
    for (const name of names)
      counts[shardOf(name, shards) - 1] = (counts[shardOf(name, shards) - 1] ?? 0) + 1;
    const fair = names.length / shards;
    for (const count of counts) assert.ok(Math.abs(count - fair) < fair * 0.2, `${counts}`);
  }
});

test('one shard more moves clusters to that shard alone', () => {
  for (const name of names) {
    const before = shardOf(name, 7);
    assert.ok([before, 8].includes(shardOf(name, 8)), name);
  }
});

test.run();
