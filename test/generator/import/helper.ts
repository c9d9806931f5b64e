import { readYaml, type ValueObject } from '@kustomize-ts/core';
import * as assert from 'uvu/assert';
import { openSourceHost } from '../../../generator/cli/import-host.ts';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { type Import, type ImportRequest, importSources } from '../../../generator/import/index.ts';
import { withSandbox } from '../../support/sandbox.ts';

type Request = Partial<Pick<ImportRequest, 'paths' | 'environments' | 'clusters' | 'only' | 'name'>>;

const crds = openCrds();

const progress = (): void => undefined;

/** Imports files as the command does; all of them where no source is named. */
export function importFiles(files: Record<string, string>, request: Request = {}): Import {
  return withSandbox(files, ({ root }) => importFolder(root, request));
}

export function importFolder(root: string, request: Request = {}): Import {
  const isBare = !request.paths && !request.environments && !request.clusters;
  return importSources(
    openSourceHost({ root }),
    {
      steps: { stage: (_name, work) => work(), progress },
      paths: isBare ? ['.'] : [],
      environments: [],
      clusters: [],
      folder: 'pools',
      karpenter: crds.versions.at(-1) ?? '',
      crds,
      at: Date.parse('2026-11-29'),
      ...request,
    },
    'fleet.yaml',
  );
}

/** The objects of clusters, each in a file of its name. */
export function importClusters(clusters: Record<string, string>): Import {
  const files = Object.fromEntries(
    Object.entries(clusters).map(([name, text]) => [`${name.replace('/', '_')}.yaml`, text]),
  );
  return importFiles(files, {
    clusters: Object.keys(clusters).map((name) => {
      const [environment, cluster] = name.includes('/') ? name.split('/') : [undefined, name];
      return {
        ...(environment ? { environment } : {}),
        name: cluster ?? '',
        path: `${name.replace('/', '_')}.yaml`,
      };
    }),
  });
}

/** The spec of an import that is proven and has no error. */
export function specOf({ fleet, diagnostics }: Import): ValueObject {
  assert.equal(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  assert.ok(fleet?.isProven);
  return (readYaml(fleet?.text ?? '') as { spec: ValueObject }).spec;
}

/** A node class and a pool that uses it, as somebody writes them; parts are replaced in the text. */
export const POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: general }
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: default }
      requirements:
        - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand, spot] }
        - { key: kubernetes.io/arch, operator: In, values: [amd64] }
  limits: { cpu: "100" }
`;

export const CLASS = `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec:
  amiSelectorTerms: [{ alias: al2023@v20250704 }]
  role: node-role
  subnetSelectorTerms: [{ tags: { discovery: main } }]
  securityGroupSelectorTerms: [{ tags: { discovery: main } }]
`;

export const BOTH = `${POOL}---\n${CLASS}`;
