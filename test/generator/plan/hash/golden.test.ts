import { readFileSync } from 'node:fs';
import type { ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type NodeClassHashVersion,
  nodeClassHash,
  nodePoolHash,
} from '../../../../generator/plan/hash/index.ts';

// Objects of the fuzz run, with the answers of test/oracles/karpenter/hash, which is Karpenter's own code.
interface Case {
  version: NodeClassHashVersion;
  object: ValueObject;
  hash: string;
}

const text = readFileSync(new URL('fixtures/golden.jsonl', import.meta.url), 'utf8');
const cases: Case[] = text
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

for (const kind of ['NodePool', 'EC2NodeClass'])
  for (const version of ['v4', 'v5', 'v6'])
    test(`${kind} as Karpenter hashes it with ${version}`, () => {
      const chosen = cases.filter((one) => one.object.kind === kind && one.version === version);
      assert.ok(chosen.length >= 20);
      for (const { object, hash } of chosen) {
        const got =
          kind === 'NodePool' ? nodePoolHash(object) : nodeClassHash(object, version as NodeClassHashVersion);
        assert.is(got, hash, JSON.stringify(object));
      }
    });

test.run();
