import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { expectStatus, PROJECT } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';
import { installCommands, makeRepository, typed } from './shell.ts';

const test = suite('docs/adopt.md');

const PAGE = readFileSync(join(PROJECT, 'docs/adopt.md'), 'utf8');
const SECTIONS = new Map(PAGE.split(/^## /m).map((text) => [text.split('\n', 1)[0] ?? '', text]));

/** The files that a section shows, by their first lines. */
function filesOf(section: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(section.matchAll(/```yaml\n# (\S+)\n(.*?)```/gs), ([, path = '', text = '']) => [path, text]),
  );
}

/** The commands of a section, each with what it prints, as the page shows them. */
function shownSession(section: string): string {
  return Array.from(section.matchAll(/```console\n(.*?)```/gs), ([, text = '']) => text).join('');
}

function playedSession(sandbox: Sandbox, session: string): string {
  return session
    .split('\n')
    .filter((line) => line.startsWith('$ '))
    .map((line) => {
      const result = typed(sandbox, `{ ${line.slice(2)}; } 2>&1`);
      expectStatus(result, 0);
      return `${line}\n${result.stdout}`;
    })
    .join('');
}

/** Renders the chart of the page as helm does, as far as it uses helm. */
const HELM = `
for last; do :; done
sed_script=$(sed 's/^\\([a-z]*\\): \\(.*\\)$/s|{{ .Values.\\1 }}|\\2|/' "$last")
echo "---"; echo "# Source: pools/templates/pools.yaml"
sed "$sed_script" charts/pools/templates/pools.yaml`;

/** Prints what a cluster has, by the name of its context. */
const KUBECTL = `
cpu=1000; [ "$2" = dev-1 ] && cpu=64
sed "s/CLUSTER/$2/g; s/CPU/$cpu/" .bin/dump.yaml`;

const DUMP = `apiVersion: v1
items:
- apiVersion: karpenter.sh/v1
  kind: NodePool
  metadata:
    annotations:
      karpenter.sh/nodepool-hash: "4012513481623584108"
      karpenter.sh/nodepool-hash-version: v3
      kubectl.kubernetes.io/last-applied-configuration: |
        {"apiVersion":"karpenter.sh/v1","kind":"NodePool"}
    creationTimestamp: "2026-03-01T08:00:00Z"
    finalizers: [karpenter.sh/termination]
    generation: 2
    name: general
    resourceVersion: "8117"
    uid: 0b1e0c5e-63a4-4ac6-9d5a-3f7f6c3f3a11
  spec:
    disruption:
      budgets:
      - nodes: 10%
      consolidateAfter: 0s
      consolidationPolicy: WhenEmptyOrUnderutilized
    limits:
      cpu: CPU
    template:
      spec:
        expireAfter: 720h
        nodeClassRef:
          group: karpenter.k8s.aws
          kind: EC2NodeClass
          name: general
        requirements:
        - key: karpenter.sh/capacity-type
          operator: In
          values:
          - on-demand
  status:
    nodes: 4
- apiVersion: karpenter.k8s.aws/v1
  kind: EC2NodeClass
  metadata:
    creationTimestamp: "2026-03-01T08:00:00Z"
    finalizers: [karpenter.k8s.aws/termination]
    name: general
    resourceVersion: "8118"
    uid: 5f0c9b52-4c0a-4b7e-9f33-0a0d6d1c6d27
  spec:
    amiSelectorTerms:
    - alias: al2023@v20250704
    metadataOptions:
      httpEndpoint: enabled
      httpProtocolIPv6: disabled
      httpPutResponseHopLimit: 1
      httpTokens: required
    role: karpenter-node-CLUSTER
    securityGroupSelectorTerms:
    - tags:
        karpenter.sh/discovery: CLUSTER
    subnetSelectorTerms:
    - tags:
        karpenter.sh/discovery: CLUSTER
kind: List
metadata:
  resourceVersion: ""
`;

for (const [name, standIns] of [
  ['kustomize and Flux', {}],
  ['Helm and Argo CD', { helm: HELM }],
  ['Clusters only', { kubectl: KUBECTL }],
] as const)
  test(`the lines of ${name} run and print what the page shows`, () =>
    withSandbox(filesOf(SECTIONS.get(name) ?? ''), (sandbox) => {
      installCommands(sandbox, standIns);
      sandbox.write('.bin/dump.yaml', DUMP);
      sandbox.write('README.md', '');
      makeRepository(sandbox);
      const shown = shownSession(SECTIONS.get(name) ?? '');
      assert.ok(shown.includes('poolwright import'));
      assert.is(playedSession(sandbox, shown), shown);
      assert.ok(existsSync(join(sandbox.root, 'fleet.yaml')));
    }));

test.run();
