import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gitEnvironment } from '../../support/environment.ts';
import { runToSuccess } from '../../support/run.ts';
import type { FleetRepository } from '../support/repository.ts';

/** A copy of a fleet's tree, on `BRANCH` of the same repository, whose clusters may be one API server. */
export interface Published {
  /** Takes over the tree as it is; gives the commit. */
  publish(): Promise<string>;
}

/** Where the copy is. */
export const BRANCH = 'published';

/**
 * All clusters of the fleet are one API server, so each gets a prefix before the names of its objects; everything else is as it was generated.
 * @param files further files
 */
export async function publishTree(
  repository: FleetRepository,
  clusters: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<Published> {
  const root = `${repository.root}-published`;
  mkdirSync(root);
  const env = gitEnvironment(dirname(root));
  const git = (...args: string[]) => runToSuccess('git', args, root, { env });
  await git('init', '-q', '-b', BRANCH);
  await git('remote', 'add', 'origin', repository.url);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return {
    publish: async () => {
      for (const part of ['base', 'overlays', 'clusters']) {
        rmSync(join(root, part), { recursive: true, force: true });
        cpSync(join(repository.root, part), join(root, part), { recursive: true });
      }
      for (const cluster of clusters)
        prefix(join(root, 'clusters', cluster, 'flux-kustomization.yaml'), cluster);
      await git('add', '--all');
      await git('commit', '-qm', 'Publish the tree');
      await git('push', '-q', 'origin', BRANCH);
      return (await git('rev-parse', 'HEAD')).trim();
    },
  };
}

function prefix(file: string, cluster: string): void {
  writeFileSync(file, `${readFileSync(file, 'utf8').trimEnd()}\n  namePrefix: ${cluster}-\n`);
}
