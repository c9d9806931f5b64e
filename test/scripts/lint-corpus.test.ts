import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { countFindings } from '../../scripts/lint-corpus/count.ts';
import { readGroups } from '../../scripts/lint-corpus/read.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('lint corpus');

const nodeClass = (name: string, spec: object) => ({
  apiVersion: 'karpenter.k8s.aws/v1',
  kind: 'EC2NodeClass',
  metadata: { name },
  spec,
});

test('counts the objects that a rule fires on, among those of their kind', () =>
  withSandbox(
    {
      'a/one.yaml': JSON.stringify(nodeClass('a', { role: 'path/x' })),
      'a/cases.jsonl': [
        { crd: 'aws-v1.8.2', object: nodeClass('b', { role: 'a b' }) },
        { crd: 'aws-v1.8.2', object: nodeClass('c', { role: 'x' }) },
        { crd: 'aws-v1.8.2', valid: false, object: nodeClass('d', { role: 'a b' }) },
      ]
        .map((one) => JSON.stringify(one))
        .join('\n'),
      'a/notes.md': 'kind: EC2NodeClass',
    },
    ({ root }) => {
      const groups = [...readGroups([join(root, 'a')])];
      assert.equal(
        groups.map(({ karpenter, objects }) => [karpenter, objects.length]),
        [
          ['1.8', 1],
          ['1.8', 1],
          [undefined, 1],
        ],
      );
      const { kinds, counts } = countFindings(groups, '1.15');
      assert.equal([...kinds], [['EC2NodeClass', 3]]);
      const found = counts.filter(({ code }) => code === 'iam-name');
      assert.equal(
        found.map(({ severity, objects, share }) => [severity, objects, share]),
        [
          ['error', 1, 1 / 3],
          ['warning', 1, 1 / 3],
        ],
      );
    },
  ));

test.run();
