// npm run packages:check: packs every package twice, in different places, compares and checks the tarballs with publint and attw, and uses them from an empty project as their users do.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './build/options.ts';
import { copyRepository } from './release/copy.ts';
import { pack } from './release/pack.ts';
import { run } from './run.ts';

/** The packages by folder, and an expression of something that each exports. */
const packages: Readonly<Record<string, { name: string; exported: string }>> = {
  '.': { name: 'poolwright', exported: 'loadFleet' },
  'packages/kustomize-ts-core': { name: '@kustomize-ts/core', exported: 'build' },
  'packages/go-regexp': { name: '@poolwright/go-regexp', exported: 'goRegExp' },
  'packages/ec2-catalogue': { name: '@poolwright/ec2-catalogue', exported: 'loadCatalogue' },
  'packages/crd-validator': { name: '@poolwright/crd-validator', exported: 'createValidator' },
  'packages/kubeconform-wasm': { name: 'kubeconform-wasm', exported: 'isAvailable' },
};
const PROMISED = ['package/LICENSE', 'package/README.md', 'package/CHANGELOG.md', 'package/THIRD_PARTY.md'];
const RESOLUTIONS = { node16: 'node16', nodenext: 'nodenext', bundler: 'esnext' };

run('npm', ['run', '-s', 'third-party', '--', '--check']);
const scratch = mkdtempSync(join(tmpdir(), 'poolwright-packages-'));
try {
  const tarballs = Object.keys(packages).map((owner) => pack(owner, scratch));
  repeat(tarballs);
  for (const tarball of tarballs) inspect(tarball);
  const [poolwright = '', ...others] = tarballs;
  alone(poolwright);
  together([poolwright, ...others]);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log('every package installs, loads, has types, and is built twice to the same bytes');

/** Packs all packages again in a copy of the repository, elsewhere and with other settings of the machine: the bytes have to be the same. */
function repeat(tarballs: readonly string[]): void {
  const repository = join(scratch, 'another place/of the repository');
  const into = join(scratch, 'again');
  copyRepository(repository);
  mkdirSync(into);
  const env = { ...process.env, TZ: 'Pacific/Auckland', LC_ALL: 'C' };
  for (const [index, owner] of Object.keys(packages).entries()) {
    const first = tarballs[index] ?? '';
    const second = pack(owner, into, { repository, env });
    if (!readFileSync(first).equals(readFileSync(second))) throw new Error(differences(first, second));
  }
}

/** The files by which two tarballs differ. */
function differences(...tarballs: [string, string]): string {
  const [one, other] = tarballs.map((tarball) => {
    const folder = mkdtempSync(join(scratch, 'files-'));
    run('tar', ['xzf', tarball, '-C', folder], { cwd: scratch });
    return folder;
  });
  const { stdout } = spawnSync('diff', ['-rq', one ?? '', other ?? ''], { encoding: 'utf8' });
  return `two builds of ${tarballs[0]} differ:\n${stdout}`;
}

function inspect(tarball: string): void {
  const files = run('tar', ['tzf', tarball], { cwd: scratch }).split('\n');
  const missing = PROMISED.filter((file) => !files.includes(file));
  if (missing.length > 0) throw new Error(`${tarball} has no ${missing.join(', ')}`);
  run('npx', ['publint', 'run', tarball, '--strict']);
  run('npx', [
    'attw',
    tarball,
    '--profile',
    'node16',
    '--exclude-entrypoints',
    'worker',
    'kubeconform.wasm',
    'wasm_exec',
    'package.json',
  ]);
}

/** Poolwright without kubeconform-wasm. */
function alone(tarball: string): void {
  const project = createProject('alone', [tarball]);
  run('npx', ['poolwright', '--version'], { cwd: project });
  run('npx', ['poolwright', 'validate', '--kubeconform', 'off', '--cwd', root], { cwd: project });
  const refused = spawnSync('npx', ['poolwright', 'validate', '--kubeconform', 'require', '--cwd', root], {
    cwd: project,
    encoding: 'utf8',
  });
  if (refused.status !== 3 || !refused.stderr.includes('npm i kubeconform-wasm'))
    throw new Error(`--kubeconform require without it: exit ${refused.status}\n${refused.stderr}`);
}

function together(tarballs: readonly string[]): void {
  const project = createProject('together', tarballs);
  const all = Object.values(packages);
  const uses = (line: (name: string, exported: string, i: number) => string): string =>
    all.map(({ name, exported }, i) => line(name, exported, i)).join('\n');
  const check = (i: number): string => `if (typeof f${i} !== 'function') throw new Error('export ${i}');`;
  write(
    project,
    'esm.mjs',
    uses((name, exported, i) => `import { ${exported} as f${i} } from '${name}';\n${check(i)}`),
  );
  write(
    project,
    'cjs.cjs',
    uses((name, exported, i) => `const { ${exported}: f${i} } = require('${name}');\n${check(i)}`),
  );
  run('node', ['esm.mjs'], { cwd: project });
  run('node', ['cjs.cjs'], { cwd: project });
  const typed = uses(
    (name, exported, i) =>
      `import { ${exported} as f${i} } from '${name}';\nexport const g${i}: Function = f${i};`,
  );
  for (const file of ['a.mts', 'a.cts']) write(project, file, typed);
  for (const [moduleResolution, module] of Object.entries(RESOLUTIONS)) {
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      'false',
      '--target',
      'es2022',
      '--types',
      'node',
    ];
    run(
      'npx',
      [
        'tsc',
        ...options,
        '--module',
        module,
        '--moduleResolution',
        moduleResolution,
        join(project, 'a.mts'),
        join(project, 'a.cts'),
      ],
      { cwd: project },
    );
  }
  run('npx', ['poolwright', 'validate', '--kubeconform', 'require', '--cwd', root], { cwd: project });
}

/** An empty project with these tarballs installed, and TypeScript. */
function createProject(name: string, tarballs: readonly string[]): string {
  const project = join(scratch, name);
  mkdirSync(project);
  write(project, 'package.json', '{ "private": true }');
  const tools = name === 'together' ? ['typescript', '@types/node@20'] : [];
  run('npm', ['install', '--no-audit', '--no-fund', ...tarballs, ...tools], { cwd: project });
  return project;
}

function write(folder: string, file: string, text: string): void {
  writeFileSync(join(folder, file), `${text}\n`);
}
