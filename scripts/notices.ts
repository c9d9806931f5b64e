// npm run notices: writes THIRD_PARTY_NOTICES of each package: the licenses of all that its published files contain. Needs Go for kubeconform-wasm.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { esm, root } from './build/options.ts';

interface Part {
  name: string;
  folder: string;
}

const bundles: Readonly<Record<string, BuildOptions>> = {
  '.': {
    entryPoints: ['generator/cli/bin.ts', 'generator/index.ts'],
    external: ['@kubernetes/client-node', 'kubeconform-wasm'],
  },
  'packages/kustomize-ts-core': { entryPoints: ['packages/kustomize-ts-core/src/cli.ts'] },
  'packages/go-regexp': { entryPoints: ['packages/go-regexp/src/index.ts'] },
  'packages/ec2-catalogue': { entryPoints: ['packages/ec2-catalogue/src/index.ts'] },
  'packages/crd-validator': {
    entryPoints: ['index.ts', 'cel.ts', 'go.ts'].map((file) => `packages/crd-validator/src/${file}`),
  },
};
/** Whose data is published with the code, with their licenses. */
const data = dataParts(join(root, 'packages/ec2-catalogue/licenses'));
const withData = ['.', 'packages/ec2-catalogue'];
for (const [folder, options] of Object.entries(bundles)) {
  const parts = await bundledParts(options);
  writeNotices(folder, withData.includes(folder) ? [...parts, ...data] : parts);
}
writeNotices('packages/kubeconform-wasm', goParts(join(root, 'packages/kubeconform-wasm/go')));

/** The packages of npm whose code is in a bundle. */
async function bundledParts(options: BuildOptions): Promise<Part[]> {
  const { metafile } = await build({ ...esm, ...options, outdir: 'dist', write: false, metafile: true });
  const folders = Object.keys(metafile.inputs).map(
    (path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1],
  );
  return Array.from(new Set(folders.filter((name) => name !== undefined)), (name) => {
    const folder = join(root, 'node_modules', name);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { name: `${name} ${version}`, folder };
  });
}

/** The sources of data, each a folder with the license. */
function dataParts(folder: string): Part[] {
  return readdirSync(folder).map((name) => ({ name: `${name} (data)`, folder: join(folder, name) }));
}

/** The modules of Go, and Go itself, that a program is linked from. */
function goParts(folder: string): Part[] {
  const env = { ...process.env, GOOS: 'js', GOARCH: 'wasm' };
  const go = (...args: string[]): string => {
    const { status, stdout, stderr, error } = spawnSync('go', args, { cwd: folder, env, encoding: 'utf8' });
    if (status !== 0) throw error ?? new Error(stderr);
    return stdout.trim();
  };
  const format = '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}';
  const lines = new Set(go('list', '-deps', '-f', format, '.').split('\n').filter(Boolean));
  const modules = Array.from(lines, (line): Part => {
    const [name = '', path = ''] = line.split('\t');
    return { name, folder: path };
  });
  return [{ name: `Go ${go('env', 'GOVERSION')}`, folder: go('env', 'GOROOT') }, ...modules];
}

function writeNotices(folder: string, parts: readonly Part[]): void {
  const sorted = [...parts].sort((a, b) => (a.name < b.name ? -1 : 1));
  const sections = sorted.map((part) => `${'='.repeat(80)}\n${part.name}\n\n${licenseOf(part)}\n`);
  const text =
    sections.length === 0
      ? 'This package contains no code of others.\n'
      : `This package contains code of others, under these licenses.\n\n${sections.join('\n')}`;
  writeFileSync(join(root, folder, 'THIRD_PARTY_NOTICES'), text);
  console.log(`${folder}: ${sections.length} notices`);
}

/** The texts of the files that hold a license or a notice; a package without such a file names its license in its manifest. */
function licenseOf({ name, folder }: Part): string {
  const files = readdirSync(folder).filter((file) => /^(licen[sc]e|notice|copying)(\.|-|$)/i.test(file));
  if (files.length > 0)
    return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  const manifest = join(folder, 'package.json');
  const license = existsSync(manifest)
    ? (JSON.parse(readFileSync(manifest, 'utf8')) as { license?: string }).license
    : undefined;
  if (license === undefined) throw new Error(`no license found for ${name}`);
  return `License: ${license}`;
}
