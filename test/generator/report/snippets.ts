import { isObject, memoryFileSystem, readYaml, type Value, type ValueObject } from '@kustomize-ts/core';
import { parseDocument, stringify } from 'yaml';
import { check } from '../../../generator/check/index.ts';
import { compileRules } from '../../../generator/check/rules/index.ts';
import { createDeliveryValidator } from '../../../generator/crds/delivery.ts';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { emit } from '../../../generator/emit/index.ts';
import { loadFleet } from '../../../generator/load/index.ts';
import { withSandbox } from '../../support/sandbox.ts';
import { memoryHost } from '../load/helper.ts';

const FLEET = `apiVersion: poolwright.dev/v1alpha1
kind: Fleet
metadata: { name: my-fleet }
spec:
  karpenter: "1.15"
  variables:
    CLUSTER: { description: Name of the EKS cluster }
  pools:
    general:
      nodePool:
        template:
          spec:
            expireAfter: Never
            requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }]
        limits: { cpu: "100" }
      nodeClass:
        role: nodes
        amiSelectorTerms: [{ alias: al2023@v20250704 }]
        subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: "\${CLUSTER}" } }]
        securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: "\${CLUSTER}" } }]
  environments:
    prod:
      clusters:
        prod-1: { variables: { CLUSTER: prod-1 } }
`;

/** The files that a snippet of a page stands for: its parts merged into a fleet without findings, the others as they are. */
function filesOf(snippet: string): Record<string, string> {
  const files: Record<string, string> = {};
  let fleet: Value = readYaml(FLEET);
  let whole: string | undefined;
  for (const part of snippet.split(/^---\n/m)) {
    const [, file = '', path, body = ''] = /^# ([\w./-]+)(?:: (\S+))?\n(.*)$/s.exec(part) ?? [];
    if (file === '') throw new Error(`a part without a heading: ${part}`);
    if (file !== 'fleet.yaml') files[file] = body;
    else if (path === undefined) [whole, fleet] = parsed(body, fleet);
    else
      fleet = merged(
        fleet,
        path.split('.').reduceRight<Value>((value, key) => ({ [key]: value }), readYaml(body)),
      );
  }
  if (Object.keys(files).some((file) => file.startsWith('workloads/')))
    fleet = merged({ spec: { workloads: ['workloads/*.yaml'] } }, fleet);
  return { 'fleet.yaml': whole ?? stringify(fleet, { aliasDuplicateObjects: false }), ...files };
}

/** A fleet.yaml: its text where it is complete, has aliases or is not YAML, otherwise merged into the other. */
function parsed(text: string, fleet: Value): [text: string | undefined, fleet: Value] {
  const document = parseDocument(text);
  return document.errors.length > 0 || /^apiVersion:.*\n {2}environments:|[ [][*]\w/s.test(text)
    ? [text, fleet]
    : [undefined, merged(fleet, readYaml(text))];
}

/** A JSON merge patch (RFC 7386). */
function merged(target: Value, patch: Value): Value {
  if (!isObject(patch)) return patch;
  const result: ValueObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key] ?? null, value);
  }
  return result;
}

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
  const { fleet, diagnostics } = loadFleet(memoryHost(files));
  const found = [...diagnostics];
  if (fleet)
    found.push(
      ...check({
        fleet,
        files: memoryFileSystem(Object.fromEntries(emit(fleet).files)),
        root: '/',
        today: '2026-01-01',
        crds: openCrds(),
        deliveryValidator: createDeliveryValidator(),
        rules: compileRules(fleet),
      }),
    );
  return found.map(({ code, message }) => `${code}: ${message}`);
}
