import { spawnSync } from 'node:child_process';
import { root } from '../build/options.ts';
import type { Component, Dependency } from './cyclonedx.ts';

/** What npm knows of all installed packages. */
export interface Installed {
  /** By package URL. */
  components: ReadonlyMap<string, Component>;
  /** Package URLs of what a package depends on. */
  dependencies: ReadonlyMap<string, readonly string[]>;
}

/** Asks npm, which takes versions, licenses and hashes from package-lock.json. */
export function installedPackages(): Installed {
  const { status, stdout, stderr } = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`npm sbom: ${stderr}`);
  const bom = JSON.parse(stdout) as { components: Component[]; dependencies: Dependency[] };
  const urls = new Map(bom.components.map((component) => [component['bom-ref'], component.purl ?? '']));
  const urlsOf = (refs: readonly string[]): string[] => refs.flatMap((ref) => urls.get(ref) ?? []);
  return {
    components: new Map(
      bom.components.map((component) => [
        component.purl ?? '',
        { ...component, 'bom-ref': component.purl ?? '' },
      ]),
    ),
    dependencies: new Map(
      bom.dependencies.map(({ ref, dependsOn }) => [urls.get(ref) ?? ref, urlsOf(dependsOn)]),
    ),
  };
}

/** The package URL of an npm package. */
export function npmUrl(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
