import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectStatus, PROJECT } from './run.ts';
import { textsIn, withSandbox } from './sandbox.ts';

/** One pool, two environments with a cluster each; every test changes a line of it. */
export const FLEET = `apiVersion: poolwright.dev/v1alpha1
kind: Fleet
metadata: { name: web }
spec:
  karpenter: "1.15"
  variables:
    CLUSTER: { description: Name of the EKS cluster }
  pools:
    general:
      nodePool:
        template:
          spec:
            requirements:
              - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
        limits: { cpu: "100" }
      nodeClass:
        role: karpenter-node-\${CLUSTER}
        amiSelectorTerms: [{ alias: al2023@v20250704 }]
        subnetSelectorTerms: [{ tags: { discovery: "\${CLUSTER}" } }]
        securityGroupSelectorTerms: [{ tags: { discovery: "\${CLUSTER}" } }]
  environments:
    dev:
      clusters:
        dev-1: { variables: { CLUSTER: dev-1 } }
    prod:
      clusters:
        prod-1: { variables: { CLUSTER: prod-1 } }
`;

/** `FLEET`, delivered by Flux and Argo CD, too. */
export const DELIVERED = `${FLEET}  delivery:
    flux: { sourceRef: { kind: GitRepository, name: flux-system } }
    argocd: { repoURL: https://git.example.com/web.git }
`;

/** The repository's own fleet, the first real input. */
export function seedFleet(): string {
  return readFileSync(join(PROJECT, 'fleet.yaml'), 'utf8');
}

/** Replaces a text that occurs exactly once. */
export function change(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${JSON.stringify(from)} occurs ${parts.length - 1} times`);
  return parts.join(to);
}

/** A fleet whose one pool has one more requirement, the first of its list. */
export function withRequirement(fleet: string, requirement: string): string {
  const list = '            requirements:\n';
  return change(fleet, list, `${list}              - ${requirement}\n`);
}

/** `fleet.yaml:LINE:COLUMN` of the first occurrence of a text. */
export function placeIn(fleet: string, needle: string, file = 'fleet.yaml'): string {
  const offset = fleet.indexOf(needle);
  if (offset < 0) throw new Error(`${JSON.stringify(needle)} not found`);
  const before = fleet.slice(0, offset).split('\n');
  return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

let generated: Record<string, string> | undefined;

/** `FLEET` and the tree generated from it, by path; other files are added or replace one. */
export function generatedFiles(files: Record<string, string> = {}): Record<string, string> {
  generated ??= withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    return Object.fromEntries(textsIn(sandbox.root));
  });
  return { ...generated, ...files };
}
