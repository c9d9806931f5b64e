import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lint } from '../../../../generator/check/lint/index.ts';
import { kubeletSettings } from '../../../../generator/check/lint/kubelet-settings.ts';
import { inputOf } from './support.ts';

const test = suite('kubelet settings in user data');

const CONFIG = 'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: { kubelet: { ';

test('a setting of a table, a dotted key and an inline table are one', () => {
  for (const text of [
    '[settings.kubernetes.kube-reserved]\ncpu = "1"',
    'settings.kubernetes.kube-reserved.cpu = "1"',
    '[settings]\nkubernetes = { kube-reserved = { cpu = "1" } }',
    '[settings.kubernetes]\n"kube-reserved" = { cpu = "1" }',
  ])
    assert.equal(kubeletSettings(text, 'Bottlerocket'), [{ field: 'kubeReserved', isFlag: false }], text);
  for (const text of ['[settings.kubernetes.static-pods.kube-reserved]\ncpu = "1"', 'not toml'])
    assert.equal(kubeletSettings(text, 'Bottlerocket'), [], text);
});

test('a NodeConfig has settings in its configuration and in flags', () => {
  const text = `${CONFIG}config: { maxPods: 9 }, flags: [--kube-reserved=cpu=1] } }`;
  assert.equal(kubeletSettings(text, 'AL2023'), [
    { field: 'maxPods', isFlag: false },
    { field: 'kubeReserved', isFlag: true },
  ]);
  assert.equal(kubeletSettings(`${CONFIG}flags: [--node-labels=maxPods=9] } }`, 'AL2023'), []);
});

test('Karpenter overwrites a configured maximum of pods, and no flag', () => {
  const messageFor = (amiFamily: string, userData: string): string | undefined =>
    lint(inputOf({ classes: { a: { amiFamily, userData } } })).find(
      ({ code }) => code === 'kubelet-in-user-data',
    )?.message;
  const mime = (part: string): string =>
    `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n\n--//\nContent-Type: application/node.eks.aws\n\n${part}\n--//--\n`;
  for (const text of [`${CONFIG}config: { maxPods: 9 } } }`, mime(`${CONFIG}config: { maxPods: 9 } } }`)])
    assert.match(messageFor('AL2023', text) ?? '', 'which Karpenter overwrites');
  assert.match(messageFor('Bottlerocket', 'settings.kubernetes.max-pods = 9') ?? '', 'overwrites');
  const flag = `${CONFIG}flags: [--max-pods=9] } }`;
  for (const text of [flag, mime(flag), '#!/bin/bash\necho --max-pods=9 >> /etc/kubelet'])
    assert.match(messageFor('AL2023', text) ?? '', 'maxPods of the kubelet, which Karpenter does not read');
});

test.run();
