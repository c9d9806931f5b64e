/**
 * `npm run build:wasm [-- --if-possible] [-- --force]`: builds `dist/`. The WebAssembly is built only when its
 * sources or the Go toolchain changed, or with `--force`. With `--if-possible`, for an installation that must
 * not fail for it, a machine that cannot build gets one line of text and no WebAssembly.
 */
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { buildCommonJs } from '../../../scripts/build/common-js.ts';
import { build, writeBundled } from '../../../scripts/build/esbuild.ts';
import { esm } from '../../../scripts/build/options.ts';
import { buildGo, findGo, type Toolchain } from './go.ts';
import { hashFile, hashSources } from './hash.ts';
import { kubeconform } from './kubeconform.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const WASM = join(DIST, 'kubeconform.wasm');
const SHIM = join(DIST, 'wasm_exec.js');
const STAMP = join(DIST, 'kubeconform.wasm.sources');

async function buildJavaScript(): Promise<void> {
  const index = join(ROOT, 'src/index.ts');
  await build({ ...esm, entryPoints: { index, worker: join(ROOT, 'src/worker/main.ts') }, outdir: DIST });
  await buildCommonJs('packages/kubeconform-wasm', { entryPoints: { index } });
  writeBundled();
}

function buildWasm(toolchain: Toolchain, force: boolean): string {
  const sources = hashSources(ROOT, ['go', 'scripts'], [toolchain.version]);
  const fresh = [WASM, SHIM, STAMP].every(existsSync) && readFileSync(STAMP, 'utf8') === sources;
  if (fresh && !force) return 'unchanged';
  buildGo({ ...kubeconform, output: WASM, target: 'wasm' });
  copyFileSync(join(toolchain.root, 'lib/wasm/wasm_exec.js'), SHIM);
  writeFileSync(STAMP, sources);
  return `built with ${toolchain.version}`;
}

async function main(args: readonly string[]): Promise<number> {
  const optional = args.includes('--if-possible');
  await buildJavaScript();
  try {
    const toolchain = findGo();
    if (!toolchain) throw new Error('no Go toolchain was found');
    const outcome = buildWasm(toolchain, args.includes('--force'));
    const size = (statSync(WASM).size / 1e6).toFixed(1);
    process.stdout.write(`kubeconform.wasm: ${outcome}, ${size} MB, sha256 ${hashFile(WASM)}\n`);
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`kubeconform.wasm: not built, checks with kubeconform are skipped: ${reason}\n`);
    return optional ? 0 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
