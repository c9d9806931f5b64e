import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../../generator/cli/main.ts';
import { FLEET as CLI_FLEET, change } from '../../cli/support.ts';

/** The fleet of the command line's tests, one of its environments overriding the pool. */
export const FLEET = change(
  change(CLI_FLEET, '{ name: web }', '{ name: gated }'),
  '    prod:\n',
  '    prod:\n      pools:\n        general: { nodePool: { limits: { cpu: "200" } } }\n',
);

/** The same, overridden in labels only. */
export const DYNAMIC = FLEET.replace(
  'nodePool: { limits: { cpu: "200" } }',
  'nodePool: { template: { metadata: { labels: { team: one } } } }',
);

/** What a cluster that has `DYNAMIC` refuses, and another accepts: a pool cannot become static. */
export const STATIC = DYNAMIC.replace(
  'limits: { cpu: "100" }',
  'limits: { nodes: "5" }\n        replicas: 2',
);

export interface Result {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Variables by which git would take another repository, or the configuration of whoever runs the tests. */
const ENV: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('GIT_'),
    ),
  ),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada Example',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada Example',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  NO_COLOR: '1',
  LC_ALL: 'C.UTF-8',
};

/** Runs a program to its end. */
export function run(
  cwd: string,
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Result {
  const options = { cwd, encoding: 'utf8', env: { ...ENV, ...env }, maxBuffer: 1 << 28 } as const;
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  if (error) throw error;
  return { status, stdout, stderr };
}

/** A temporary repository. Paths are relative to its top. */
export class Repository {
  readonly top: string;
  /** The folder of the fleet. */
  readonly folder: string;

  constructor(below = '', ...initOptions: string[]) {
    this.top = realpathSync(mkdtempSync(join(tmpdir(), 'poolwright-gate-')));
    this.folder = join(this.top, below);
    mkdirSync(this.folder, { recursive: true });
    this.git('init', '--quiet', '--template=', '--initial-branch=main', ...initOptions);
  }

  /** Runs git at the top; throws when it fails. */
  git(...args: string[]): string {
    const { status, stdout, stderr } = run(this.top, 'git', args);
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  /** Runs git at the top, whatever becomes of it. */
  tryGit(...args: string[]): Result {
    return run(this.top, 'git', args);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.top, path)), { recursive: true });
    writeFileSync(join(this.top, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.top, path), 'utf8');
  }

  /** Writes the tree that the fleet on disk declares, also when some cluster would refuse it. */
  async generate(broken = false): Promise<void> {
    const { status, stderr } = await poolwright(this.folder, ['generate', '--force']);
    if (status !== (broken ? 1 : 0)) throw new Error(stderr);
  }

  /** Runs the gate where the fleet is, without kubeconform. */
  gate(...args: string[]): Promise<Result> {
    return poolwright(this.folder, ['gate', '--kubeconform', 'off', ...args]);
  }

  remove(): void {
    rmSync(this.top, { recursive: true, force: true });
  }
}

/** Calls `use` with a repository whose only commit holds a fleet and its tree, and some of neither. */
export async function withFleet(
  use: (repository: Repository) => unknown,
  { fleet = FLEET, below = '', files = {} as Record<string, string>, broken = false } = {},
): Promise<void> {
  const repository = new Repository(below);
  try {
    repository.write(join(below, 'fleet.yaml'), fleet);
    repository.write('README.md', 'by hand\n');
    for (const [path, text] of Object.entries(files)) repository.write(path, text);
    await repository.generate(broken);
    repository.git('add', '.');
    repository.git('commit', '--quiet', '-m', 'start');
    await use(repository);
  } finally {
    repository.remove();
  }
}

/** Runs the command line in this process. */
export async function poolwright(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Result> {
  const out = { stdout: '', stderr: '' };
  const status = await main(args, {
    cwd,
    env: { ...ENV, ...env },
    today: '2026-01-01',
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    now: () => 0,
    peakMemory: () => 0,
    interruption: () => new AbortController().signal,
  });
  return { status, ...out };
}

/** Runs `poolwright hooks`, which prints a line for each hook. */
export function hooks(repository: Repository, action = 'install'): Result {
  const result = run(repository.folder, process.execPath, [CLI, 'hooks', action]);
  if (result.status !== 0) throw new Error(result.stderr);
  return result;
}

/** The built program, which hooks run. */
export const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));

/** The codes and environments of a report made with `--format json`. */
export function reported({ stdout }: Result): { codes: string[]; files: string[]; environments: string[] } {
  const { diagnostics, result } = JSON.parse(stdout) as {
    diagnostics: { code: string; at?: { file: string } }[];
    result: { fleets?: { environments: string[] }[] };
  };
  return {
    codes: diagnostics.map(({ code }) => code),
    files: diagnostics.flatMap(({ at }) => at?.file ?? []),
    environments: (result.fleets ?? []).flatMap((fleet) => fleet.environments),
  };
}
