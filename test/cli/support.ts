import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type CommandResult, createSandbox, run, type Sandbox } from '../helpers.ts';

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

/** Replaces a text that is there exactly once. */
export function change(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${JSON.stringify(from)} stands ${parts.length - 1} times`);
  return parts.join(to);
}

/** `fleet.yaml:LINE:COLUMN` of the first place of a text. */
export function placeIn(fleet: string, needle: string, file = 'fleet.yaml'): string {
  const offset = fleet.indexOf(needle);
  if (offset < 0) throw new Error(`${JSON.stringify(needle)} is not there`);
  const before = fleet.slice(0, offset).split('\n');
  return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

/** All that stands in a folder: kind, modification time and text by path. */
export function snapshot(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory() || path.includes('/.git/')) continue;
    const { mtimeMs } = lstatSync(path);
    const content = entry.isSymbolicLink() ? `-> ${readlinkSync(path)}` : readFileSync(path, 'latin1');
    found[path.slice(root.length + 1)] = `${mtimeMs}\n${content}`;
  }
  return found;
}

let generated: Record<string, string> | undefined;

/** A folder with `FLEET` and the tree generated from it; other files may be added, or take the fleet's place. */
export function generatedSandbox(files: Record<string, string> = {}): Sandbox {
  generated ??= generateOnce();
  return createSandbox({ ...generated, ...files });
}

function generateOnce(): Record<string, string> {
  const sandbox = createSandbox({ 'fleet.yaml': FLEET });
  try {
    expectStatus(sandbox.poolwright('generate'), 0);
    const paths = Object.keys(snapshot(sandbox.root));
    return Object.fromEntries(paths.map((path) => [path, sandbox.read(path)]));
  } finally {
    sandbox.remove();
  }
}

/** What a bad fleet must bring forth. */
export interface Refusal {
  status: number;
  /** Texts that stderr holds. */
  says: string[];
}

/** Generates from a bad fleet over a good tree: it must say why, print nothing, and leave everything as it is. */
export function expectRefusal(
  fleet: string | undefined,
  { status, says }: Refusal,
  sandbox = generatedSandbox(),
): void {
  try {
    if (fleet !== undefined) sandbox.write('fleet.yaml', fleet);
    const before = snapshot(sandbox.root);
    const result = sandbox.poolwright('generate');
    expectStatus(result, status);
    expectText(result.stderr, says);
    assert.is(result.stdout, '', 'stdout holds the product only');
    assert.equal(snapshot(sandbox.root), before, 'nothing on disk changes');
  } finally {
    sandbox.remove();
  }
}

export function expectStatus(result: CommandResult, status: number): void {
  assert.is(result.status, status, `exit ${result.status}\n${result.stdout}${result.stderr}`);
}

export function expectText(text: string, parts: readonly string[]): void {
  for (const part of parts) assert.ok(text.includes(part), `${JSON.stringify(part)} is not in\n${text}`);
}

/** Runs git in a sandbox, which has to succeed. */
export function git(sandbox: Sandbox, ...args: string[]): string {
  const identity = [
    '-c',
    'user.name=test',
    '-c',
    'user.email=test@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  const result = run('git', [...identity, ...args], sandbox.root);
  expectStatus(result, 0);
  return result.stdout.trim();
}

/** A repository whose last commit has `before`, generated, and whose folder has `after`. */
export function changed(before: string, after: string, work: (sandbox: Sandbox) => void): void {
  const sandbox = generatedSandbox({ 'fleet.yaml': before });
  try {
    expectStatus(sandbox.poolwright('generate'), 0);
    git(sandbox, 'init', '-q', '-b', 'main');
    git(sandbox, 'add', '-A');
    git(sandbox, 'commit', '-q', '-m', 'before');
    sandbox.write('fleet.yaml', after);
    sandbox.poolwright('generate', '--force');
    work(sandbox);
  } finally {
    sandbox.remove();
  }
}
