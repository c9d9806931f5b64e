import { memoryFileSystem, readYaml, type Value } from '@kustomize-ts/core';
import { parseDocument, stringify } from 'yaml';
import { check } from '../../generator/check/index.ts';
import { compileRules } from '../../generator/check/rules/index.ts';
import { createDeliveryValidator } from '../../generator/crds/delivery.ts';
import { openCrds } from '../../generator/crds/karpenter.ts';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.ts';
import { emit } from '../../generator/emit/index.ts';
import { loadFleet } from '../../generator/load/index.ts';
import { mergePatch } from '../../generator/load/merge.ts';
import { pathsMatching } from '../../generator/load/patterns.ts';

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
export function filesOf(snippet: string): Record<string, string> {
  const files: Record<string, string> = {};
  let fleet: Value = readYaml(FLEET);
  let whole: string | undefined;
  for (const part of snippet.split(/^---\n/m)) {
    const [, file = '', path, body = ''] = /^# ([\w./-]+)(?:: (\S+))?\n(.*)$/s.exec(part) ?? [];
    if (file === '') throw new Error(`a part without a heading: ${part}`);
    if (file !== 'fleet.yaml') files[file] = body;
    else if (path === undefined) [whole, fleet] = parsed(body, fleet);
    else
      fleet = mergePatch(
        fleet,
        path.split('.').reduceRight<Value>((value, key) => ({ [key]: value }), readYaml(body)),
      );
  }
  if (Object.keys(files).some((file) => file.startsWith('workloads/')))
    fleet = mergePatch({ spec: { workloads: ['workloads/*.yaml'] } }, fleet);
  return { 'fleet.yaml': whole ?? stringify(fleet, { aliasDuplicateObjects: false }), ...files };
}

/** A fleet.yaml: its text where it is complete, has aliases or is not YAML, otherwise merged into the other. */
function parsed(text: string, fleet: Value): [text: string | undefined, fleet: Value] {
  const document = parseDocument(text);
  return document.errors.length > 0 || /^apiVersion:.*\n {2}environments:|[ [][*]\w/s.test(text)
    ? [text, fleet]
    : [undefined, mergePatch(fleet, readYaml(text))];
}

/** All that is found in the files of a fleet, of which only `workloads/` may hold other YAML. */
export function fleetDiagnostics(files: Readonly<Record<string, string>>): Diagnostic[] {
  const { fleet, diagnostics } = loadFleet({
    readFile: (path) => files[path],
    glob: (patterns) => pathsMatching(Object.keys(files), patterns),
  });
  if (!fleet) return diagnostics;
  const found = check({
    fleet,
    files: memoryFileSystem(Object.fromEntries(emit(fleet).files)),
    root: '/',
    today: '2026-01-01',
    crds: openCrds(),
    deliveryValidator: createDeliveryValidator(),
    rules: compileRules(fleet),
  });
  return [...diagnostics, ...found];
}
