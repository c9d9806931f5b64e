import { dirname } from 'node:path/posix';
import { openCrds } from '../../../../../generator/crds/karpenter.ts';
import {
  readManifests,
  type ValidatedGroup,
  validateDelivery,
  validateGroup,
} from '../../../../../generator/manifests/index.ts';

const crds = openCrds();

/** `SEVERITY CODE FILE:LINE:COLUMN MESSAGE | HELP` of what is found of deliveries; the files of a folder are for one cluster. */
export function findings(files: Record<string, string>, hasValues = false): string[] {
  const folders = new Set(Object.keys(files).map((path) => dirname(path)));
  const groups = [...folders].map((folder): ValidatedGroup => {
    const read = Object.entries(files)
      .filter(([path]) => dirname(path) === folder)
      .map(([path, text]) => readManifests(path, text));
    const manifests = read.flatMap((one) => one.manifests);
    const options = { scope: { karpenter: '1.15' }, crds, isWhole: true };
    return {
      manifests,
      diagnostics: validateGroup({ manifests, others: 0, diagnostics: [] }, options).diagnostics,
    };
  });
  return validateDelivery(groups, hasValues).map(
    ({ severity, code, at, message, help }) =>
      `${severity} ${code} ${at?.file}:${at?.line}:${at?.column} ${message} | ${help}`,
  );
}

/** A Flux Kustomization; `spec` begins with a line break. */
export function kustomization(name: string, spec = '', metadata = ''): string {
  return `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system${metadata} }
spec:
  interval: 10m
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }${spec}
`;
}

export const POOL = `---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: web }
spec:
  limits: { cpu: "100" }
  template:
    spec:
      requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }]
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: main }
`;

export const NODE_CLASS = `---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: main }
spec:
  role: nodes
  amiSelectorTerms: [{ alias: al2023@v20250704 }]
  subnetSelectorTerms: [{ id: subnet-0123456789abcdef0 }]
  securityGroupSelectorTerms: [{ id: sg-0123456789abcdef0 }]
`;
