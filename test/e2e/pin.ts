// npm run e2e:pin -- SET PROGRAM VERSION: writes the go.mod and go.sum that a program of a set of versions is built from.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../support/run.ts';
import { ALL_SERVERS } from './support/servers.ts';
import { isVersionSet, serversOf } from './support/versions.ts';

const HELP = `npm run e2e:pin -- SET PROGRAM VERSION [--without MODULE]… [--replace MODULE@VERSION]…

  Takes the go.mod of a release, keeps what the program needs, and has Go write go.sum, which it checks with its database of sums.
  --without  leave out a module that the program does not need and the module proxy does not serve
  --replace  take another version of a module
`;

interface Replaced {
  Path: string;
  Version?: string;
}

/** What `go mod edit -json` prints. */
interface GoMod {
  Require: { Path: string; Version: string }[] | null;
  Replace: { Old: Replaced; New: Replaced }[] | null;
  Tool: { Path: string }[] | null;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { without: { type: 'string', multiple: true }, replace: { type: 'string', multiple: true } },
});
const [set = '', name = '', version = ''] = positionals;
const servers = isVersionSet(set) ? serversOf(set, ALL_SERVERS) : [];
const program = servers.find((one) => one.name === name);
if (program?.source === undefined || version === '') {
  process.stderr.write(HELP);
  process.exitCode = 2;
} else {
  const { module, source, toolchain = 'local' } = program;
  pin(module, source, toolchain);
}

function pin(module: string, source: string, toolchain: string): void {
  const folder = join(PROJECT, 'test', 'e2e', 'modules', module);
  const env = { ...process.env, GOTOOLCHAIN: toolchain, GOFLAGS: '-mod=mod' };
  const go = (cwd: string, ...args: string[]): string => {
    const options = { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 } as const;
    const { status, stdout } = spawnSync('go', args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
    if (status !== 0) throw new Error(`go ${args.join(' ')} failed`);
    return stdout;
  };
  const edit = (...args: string[]): void => void go(folder, 'mod', 'edit', ...args);
  const read = (): GoMod => JSON.parse(go(folder, 'mod', 'edit', '-json')) as GoMod;
  /** The modules of what is built, and thereby their sums in go.sum. */
  const needed = (): Set<string> => {
    const packages = servers.filter((one) => one.module === module).map((one) => one.package);
    return new Set(
      go(folder, 'list', '-deps', '-f', '{{with .Module}}{{.Path}}{{end}}', ...packages).split('\n'),
    );
  };
  const { GoMod: path } = JSON.parse(go(tmpdir(), 'list', '-m', '-json', `${source}@${version}`)) as {
    GoMod: string;
  };
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'go.sum'), { force: true });
  writeFileSync(join(folder, 'go.mod'), readFileSync(path));
  edit(`-module=e2e/${module}`, '-toolchain=none', `-require=${source}@${version}`, ...edits(read(), source));
  const used = needed();
  const unused = (read().Require ?? []).filter(({ Path }) => !used.has(Path));
  edit('-fmt', ...unused.map(({ Path }) => `-droprequire=${Path}`));
  rmSync(join(folder, 'go.sum'), { force: true });
  needed();
}

/** What a release's own repository says and a module of another cannot: folders of the repository become the modules published of them. */
function edits(mod: GoMod, source: string): string[] {
  const [required, replacements] = [mod.Require ?? [], mod.Replace ?? []];
  const without = new Set(values.without);
  const other = new Map(values.replace?.map((one) => one.split('@') as [string, string]));
  // The modules of Kubernetes' staging folder are v0 of the same release.
  const published = source === 'k8s.io/kubernetes' ? version.replace(/^v1/, 'v0') : version;
  const replaced = replacements
    .filter(({ Old, New }) => New.Path.startsWith('.') && !without.has(Old.Path))
    .map(({ Old }) => [Old.Path, other.get(Old.Path) ?? published] as const);
  return [
    ...[...new Map([...replaced, ...other])].map(([path, to]) => `-replace=${path}=${path}@${to}`),
    ...(mod.Tool ?? []).map(({ Path }) => `-droptool=${Path}`),
    ...required
      .filter(({ Path }) => without.has(Path))
      .flatMap(({ Path, Version }) => [`-droprequire=${Path}`, `-exclude=${Path}@${Version}`]),
    ...replacements.filter(({ Old }) => without.has(Old.Path)).map(({ Old }) => `-dropreplace=${Old.Path}`),
  ];
}
