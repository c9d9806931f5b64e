import { findGo, type LinkedModule, withLinkedModules } from '../../packages/kubeconform-wasm/scripts/go.ts';
import { kubeconform } from '../../packages/kubeconform-wasm/scripts/kubeconform.ts';
import { licenseFiles, licenseOf } from './license.ts';
import type { Part } from './part.ts';

/** Go itself and the modules that kubeconform.wasm is linked from; undefined without Go. */
export function goParts(): Part[] | undefined {
  const toolchain = findGo();
  if (toolchain === undefined) return undefined;
  const files = licenseFiles(toolchain.root).filter(({ name }) => name === 'LICENSE');
  const note =
    'runtime, standard library, `wasm_exec.js`; the release that `kubeconform.wasm` was built with';
  const go: Part = { kind: 'Go', name: 'Go', license: known('Go', files), files, note };
  return withLinkedModules(kubeconform, (modules) => [go, ...modules.map(modulePart)]);
}

/** The files of a module that are changed before it is compiled, as Apache-2.0 demands to say. */
export function changedFiles(module: string): string[] {
  const { edits, replaced = {}, removed = [] } = kubeconform;
  return [...edits.map(({ file }) => file), ...Object.keys(replaced), ...removed]
    .filter((file) => file.startsWith(`${module}/`))
    .map((file) => file.slice(module.length + 1))
    .sort();
}

function modulePart({ name, version, folder }: LinkedModule): Part {
  const files = licenseFiles(folder, { recursive: true });
  const changed = changedFiles(name);
  return {
    kind: 'Go',
    name,
    version,
    license: known(name, files),
    files,
    ...(changed.length > 0 && { note: `changed: ${changed.map((file) => `\`${file}\``).join(', ')}` }),
  };
}

function known(name: string, files: Part['files']): string {
  const license = licenseOf(files);
  if (license === undefined) throw new Error(`no license found in the module ${name}`);
  return license;
}
