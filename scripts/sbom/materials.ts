import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findGo } from '../../packages/kubeconform-wasm/scripts/go.ts';
import { root } from '../build/options.ts';
import { partsOf } from '../third-party/packages.ts';
import type { Part } from '../third-party/part.ts';
import { type Component, licensesOf, type Materials } from './cyclonedx.ts';
import { type Installed, npmUrl } from './npm.ts';

interface Manifest {
  name: string;
  version: string;
  description: string;
  license: string;
  dependencies?: Record<string, string>;
}

/**
 * What a published package consists of: the npm packages, Go modules and data that it holds, and the packages that npm installs with it.
 * @param owner the package's folder
 * @throws Error when it has Go code and Go is not installed
 */
export function materialsOf(owner: string, installed: Installed): Materials {
  const manifest = JSON.parse(readFileSync(join(root, owner, 'package.json'), 'utf8')) as Manifest;
  const parts = partsOf(owner);
  if (parts === undefined) throw new Error(`${owner} needs Go, which is not installed`);
  const held = parts.map((part) => componentOf(part, installed));
  const direct = Object.keys(manifest.dependencies ?? {}).map((name) => installedUrl(name, installed));
  const required = closure(direct, installed);
  const components = [...held, ...required.map((url) => componentAt(url, installed))].filter(
    ({ 'bom-ref': ref }, index, all) => all.findIndex((other) => other['bom-ref'] === ref) === index,
  );
  const url = npmUrl(manifest.name, manifest.version);
  const refs = new Set(components.map((component) => component['bom-ref']));
  const dependsOn = [...new Set([...held.map((component) => component['bom-ref']), ...direct])].sort();
  return {
    component: {
      'bom-ref': url,
      type: 'library',
      name: manifest.name,
      version: manifest.version,
      description: manifest.description,
      purl: url,
      licenses: licensesOf(manifest.license),
    },
    components: components.sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1)),
    dependencies: [
      { ref: url, dependsOn },
      ...[...refs].sort().map((ref) => ({
        ref,
        dependsOn: (installed.dependencies.get(ref) ?? []).filter((other) => refs.has(other)).sort(),
      })),
    ],
  };
}

function componentOf({ kind, name, version, license, note }: Part, installed: Installed): Component {
  if (kind === 'npm') {
    const component = componentAt(npmUrl(name, version ?? ''), installed);
    return { ...component, properties: [{ name: 'cdx:npm:package:bundled', value: 'true' }] };
  }
  const url = kind === 'Go' ? goUrl(name, version) : undefined;
  const [, released] = url?.split('@') ?? [];
  return {
    'bom-ref': url ?? `data:${name}`,
    type: kind === 'data' ? 'data' : 'library',
    name: url === undefined || version !== undefined ? name : 'stdlib',
    ...(released !== undefined && { version: released }),
    ...(note !== undefined && { description: note.replaceAll('`', '') }),
    ...(url !== undefined && { purl: url }),
    licenses: licensesOf(license),
  };
}

/** The package URL of a Go module; without a version, of the standard library as the toolchain has it. */
function goUrl(name: string, version: string | undefined): string {
  return version === undefined
    ? `pkg:golang/stdlib@${findGo()?.version.slice(2)}`
    : `pkg:golang/${name}@${version}`;
}

function componentAt(url: string, { components }: Installed): Component {
  const component = components.get(url);
  if (component === undefined) throw new Error(`npm sbom does not list ${url}`);
  const { properties: _, ...rest } = component;
  return rest;
}

/** The package URL under which a dependency is installed at the top of node_modules. */
function installedUrl(name: string, { components }: Installed): string {
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
  ) as Manifest;
  const url = npmUrl(name, version);
  if (!components.has(url)) throw new Error(`npm sbom does not list ${url}`);
  return url;
}

/** Packages and all that they depend on. */
function closure(urls: readonly string[], { dependencies }: Installed): string[] {
  const found = new Set(urls);
  for (const url of found) for (const next of dependencies.get(url) ?? []) found.add(next);
  return [...found];
}
