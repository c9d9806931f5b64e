import { chmodSync, cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToSuccess } from '../../support/run.ts';
import type { Built } from './build.ts';
import { CRDS } from './servers.ts';

export type CrdProject = keyof typeof CRDS;

/**
 * The folder of a project's CRDs, copied once from the Go module of its version into the cache; that needs a network.
 * @param built has the versions
 */
export async function crdFolder(
  project: CrdProject,
  built: Map<string, Built>,
  cache: string,
): Promise<string> {
  const crds = CRDS[project];
  const { source: module, version } = built.get(crds.build) ?? {};
  const folder = join(cache, 'crds', `${project}-${version}`);
  if (existsSync(folder)) return folder;
  // Karpenter's go.mod asks for a newer Go than may be installed, and then the go command refuses even to download.
  const found = await runToSuccess('go', ['mod', 'download', '-json', `${module}@${version}`], tmpdir(), {
    env: { GOTOOLCHAIN: 'auto' },
  });
  const { Dir: source } = JSON.parse(found) as { Dir?: string };
  if (source === undefined) throw new Error(`cannot download ${module}@${version}`);
  copyYaml(join(source, crds.folder), folder);
  return folder;
}

/** Copies the CRDs alone: Argo CD's folder has a kustomization file beside them. */
function copyYaml(from: string, to: string): void {
  const made = `${to}.new`;
  rmSync(made, { recursive: true, force: true });
  for (const file of readdirSync(from)) {
    if (!file.endsWith('.yaml') || file.startsWith('kustomization')) continue;
    cpSync(join(from, file), join(made, file));
    chmodSync(join(made, file), 0o644); // what Go keeps of modules is read-only
  }
  renameSync(made, to);
}
