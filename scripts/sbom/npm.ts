import { run } from '../run.ts';
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
  const bom = JSON.parse(run('npm', ['sbom', '--sbom-format', 'cyclonedx'])) as {
    components: Component[];
    dependencies: Dependency[];
  };
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
