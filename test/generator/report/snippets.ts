import { filesOf, fleetDiagnostics } from '../../../scripts/docs/snippets.ts';
import { withSandbox } from '../../support/sandbox.ts';

const BASE = {
  'base/kustomization.yaml': 'resources: [pool.yaml, class.yaml]\n',
  'base/pool.yaml': `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: web }
spec:
  limits: { cpu: "1000" }
  template:
    spec:
      expireAfter: Never
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: main }
      requirements:
        - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
`,
  'base/class.yaml': `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: main }
spec:
  role: node-role
  amiSelectorTerms: [{ alias: al2023@v20250704 }]
  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: c1 } }]
  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: c1 } }]
`,
};

/** `CODE: MESSAGE` of all that is found in the files of a snippet: a fleet, an overlay of a base with one pool, or manifests. */
export function findingsOf(snippet: string): string[] {
  if (snippet.startsWith('# overlays/')) return validated({ ...BASE, ...partsOf(snippet) }, 'overlays/prod');
  return /^# fleet\.yaml|^# workloads\//m.test(snippet)
    ? fleetFindings(filesOf(snippet))
    : validated({ 'nodepool.yaml': snippet }, 'nodepool.yaml');
}

/** The files of a snippet; a part without a heading is a further document of the file before it. */
function partsOf(snippet: string): Record<string, string> {
  const files: Record<string, string> = {};
  let last = '';
  for (const part of snippet.split(/^---\n/m)) {
    const [, file, body = part] = /^# ([\w./-]+)\n(.*)$/s.exec(part) ?? [];
    files[file ?? last] = file === undefined ? `${files[last]}---\n${body}` : body;
    last = file ?? last;
  }
  return files;
}

function validated(files: Record<string, string>, path: string): string[] {
  return withSandbox(files, (sandbox) => {
    const { stdout } = sandbox.poolwright('validate', path, '--karpenter', '1.15', '--format', 'json');
    const report: { diagnostics: { code: string; message: string }[] } = JSON.parse(stdout);
    return report.diagnostics.map(({ code, message }) => `${code}: ${message}`);
  });
}

function fleetFindings(files: Record<string, string>): string[] {
  return fleetDiagnostics(files).map(({ code, message }) => `${code}: ${message}`);
}
