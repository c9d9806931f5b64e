import { isObject, memoryFileSystem, readYaml, type Value, type ValueObject } from '@kustomize-ts/core';
import { parseDocument, stringify } from 'yaml';
import { check } from '../../../generator/check/index.ts';
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

/** A whole fleet.yaml: merged into the other where it is YAML without aliases, otherwise its text. */
function parsed(text: string, fleet: Value): [text: string | undefined, fleet: Value] {
  const document = parseDocument(text);
  return document.errors.length > 0 || /[ [][*]\w/.test(text)
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

/** `CODE: MESSAGE` of all that is found in the files of a snippet: a fleet, or manifests. */
export function findingsOf(snippet: string): string[] {
  return /^# fleet\.yaml|^# workloads\//m.test(snippet)
    ? fleetFindings(filesOf(snippet))
    : manifestFindings(snippet);
}

function manifestFindings(manifest: string): string[] {
  return withSandbox({ 'nodepool.yaml': manifest }, (sandbox) => {
    const { stdout } = sandbox.poolwright(
      'validate',
      'nodepool.yaml',
      '--karpenter',
      '1.15',
      '--format',
      'json',
    );
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
      }),
    );
  return found.map(({ code, message }) => `${code}: ${message}`);
}
