import { readFileSync } from 'node:fs';
import { isObject, readDocuments } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { poolwright } from '../support/poolwright.ts';
import { expectStatus, PROJECT } from '../support/run.ts';

const test = suite('the seed');

const expected = readDocuments(readFileSync(new URL('fixtures/seed-dev.yaml', import.meta.url), 'utf8'));

test('dev gets the four objects of the workshop, in their order', () => {
  const result = poolwright(PROJECT, ['render', 'eks-workshop-dev']);
  expectStatus(result, 0);
  const objects = readDocuments(result.stdout);
  assert.equal(objects, expected);
  assert.equal(
    objects.map(
      (object) => isObject(object) && isObject(object.metadata) && `${object.kind} ${object.metadata.name}`,
    ),
    [
      'EC2NodeClass inferentia-inf2',
      'EC2NodeClass x86-cpu-karpenter',
      'NodePool inferentia-inf2',
      'NodePool x86-cpu-karpenter',
    ],
  );
});

test('the committed tree is accepted by every cluster', () => {
  expectStatus(poolwright(PROJECT, ['validate']), 0);
});

test.run();
