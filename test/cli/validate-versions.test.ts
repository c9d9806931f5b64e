import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('poolwright validate: what each Karpenter version takes');

const MINORS = [8, 9, 10, 11, 12, 13, 14, 15];

const pool = (spec: string, requirement = '{ key: karpenter.sh/capacity-type, operator: Exists }') => `\
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: web }
spec:
  ${spec}
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: main }
      requirements: [${requirement}]
`;

const nodeClass = (spec: string, alias = 'al2023@v20250704') => `\
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: main }
spec:
  ${spec}
  role: nodes
  amiSelectorTerms: [{ alias: ${alias} }]
  subnetSelectorTerms: [{ tags: { cluster: a } }]
  securityGroupSelectorTerms: [{ tags: { cluster: a } }]
`;

const disruption = (more: string) => `disruption: { consolidateAfter: 1m, ${more} }`;
const key = (name: string) => pool(disruption(''), `{ key: ${name}, operator: Exists }`);

/** What a manifest needs, the first minor release that takes it, and the code of the finding before. */
const SINCE: readonly [what: string, manifest: string, minor: number, code: string][] = [
  [
    'Gte',
    pool(disruption(''), '{ key: karpenter.k8s.aws/instance-cpu, operator: Gte, values: ["4"] }'),
    9,
    'crd-schema',
  ],
  ['Balanced', pool(disruption('consolidationPolicy: Balanced')), 14, 'crd-schema'],
  [
    'Unhealthy',
    pool(disruption('budgets: [{ nodes: 10% }, { nodes: "1", reasons: [Unhealthy] }]')),
    15,
    'crd-schema',
  ],
  ['no consolidateAfter', pool('disruption: { consolidationPolicy: WhenEmpty }'), 15, 'crd-schema'],
  ['instance-tenancy', key('karpenter.k8s.aws/instance-tenancy'), 9, 'crd-rule'],
  [
    'a label under kubernetes.io',
    pool(disruption(''), '{ key: kubernetes.io/team, operator: In, values: [a] }'),
    9,
    'crd-rule',
  ],
  [
    'capacity-reservation-interruptible',
    key('karpenter.k8s.aws/capacity-reservation-interruptible'),
    10,
    'crd-rule',
  ],
  ['placement-group-id', key('karpenter.k8s.aws/placement-group-id'), 11, 'crd-rule'],
  ['windows2025', nodeClass('kubelet: { maxPods: 50 }', 'windows2025@latest'), 9, 'crd-rule'],
  [
    'networkInterfaces',
    nodeClass('networkInterfaces: [{ networkCardIndex: 0, deviceIndex: 0, interfaceType: interface }]'),
    11,
    'crd-unknown-field',
  ],
  ['placementGroupSelector', nodeClass('placementGroupSelector: { name: a }'), 11, 'crd-unknown-field'],
  [
    'connectionTracking',
    nodeClass('connectionTracking: { tcpEstablishedTimeout: 600 }'),
    13,
    'crd-unknown-field',
  ],
  ['cpuOptions', nodeClass('cpuOptions: { nestedVirtualization: enabled }'), 13, 'crd-unknown-field'],
  ['enclaveOptions', nodeClass('enclaveOptions: { enabled: true }'), 15, 'crd-unknown-field'],
  ['limits.nodes', pool(`limits: { nodes: "3" }\n  ${disruption('')}`), 11, 'node-limit-ignored'],
  ['replicas', pool(`replicas: 3\n  ${disruption('')}`), 8, ''],
  ['ipPrefixCount', nodeClass('ipPrefixCount: 2'), 8, ''],
  [
    'instanceMatchCriteria',
    nodeClass('capacityReservationSelectorTerms: [{ instanceMatchCriteria: open }]'),
    8,
    '',
  ],
];

interface Found {
  code: string;
  help: string;
  at: { file: string };
}

/** All manifests in a file each, by what they need, and what every version finds in them. */
const files = Object.fromEntries(
  SINCE.map(([, manifest], i) => [fileOf(i), manifest.replace(/name: (web|main) \}/, `name: $1-${i} }`)]),
);
const found = withSandbox(files, (sandbox) =>
  MINORS.map((minor): Found[] => {
    const { stdout } = sandbox.poolwright('validate', '.', '--karpenter', `1.${minor}`, '--format', 'json');
    return JSON.parse(stdout).diagnostics;
  }),
);

function fileOf(index: number): string {
  return `${index}.yaml`;
}

for (const [index, [what, , since, code]] of SINCE.entries()) {
  test(`${what} is ${since === 8 ? 'taken by all' : `reported before 1.${since}`}`, () => {
    const inFile = found.map((all) => all.filter(({ at }) => at.file === fileOf(index)));
    const always = inFile.at(-1)?.map((one) => one.code) ?? [];
    assert.equal(
      always.filter((one) => one.startsWith('crd-')),
      [],
    );
    for (const [i, minor] of MINORS.entries()) {
      const own = inFile[i]?.filter((one) => !always.includes(one.code)) ?? [];
      assert.equal([...new Set(own.map((one) => one.code))], minor < since ? [code] : [], `1.${minor}`);
      for (const { help } of own) assert.match(help, new RegExp(`1\\.${since}\\b`), what);
    }
  });
}

test.run();
