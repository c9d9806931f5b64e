import type { World } from '../support/world.ts';

/** Whether the Argo CD of this run is of a release, such as `3.6`, or of a later one. */
export function isArgoCdSince({ built }: World, release: string): boolean {
  const version = built.get('argocd')?.version.replace(/^v/, '') ?? '';
  const [[major = 0, minor = 0], [wantedMajor = 0, wantedMinor = 0]] = [version, release].map((text) =>
    text.split('.').map(Number),
  ) as [number[], number[]];
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
