import type { World } from '../support/world.ts';

/** Whether the Argo CD of this run is of a release, such as `3.6`, or of a later one. */
export function isArgoCdSince({ built }: World, release: string): boolean {
  const version = built.get('argocd')?.version.replace(/^v/, '') ?? '';
  return version.localeCompare(release, 'en', { numeric: true }) >= 0;
}
