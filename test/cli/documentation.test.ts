import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { COMMANDS } from '../../generator/cli/commands.ts';
import { ALL_SERVERS } from '../e2e/support/servers.ts';
import { serversOf, VERSION_SETS, type VersionSetName, versionOf } from '../e2e/support/versions.ts';
import { change, FLEET, generatedFiles, seedFleet } from '../support/fleets.ts';
import { type CommandResult, expectStatus, expectText, hasTools, PROJECT } from '../support/run.ts';
import { start } from '../support/running.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';
import { installCommands, makeRepository, typed } from './shell.ts';

const test = suite('documentation');

const README = readFileSync(join(PROJECT, 'README.md'), 'utf8');

/** The text between a heading and the next one. */
function section(heading: string): string {
  const start = README.indexOf(`\n## ${heading}`);
  if (start < 0) throw new Error(`README.md has no section ${heading}`);
  const end = README.indexOf('\n## ', start + 1);
  return README.slice(start, end < 0 ? undefined : end);
}

/** What a person's git knows, and what a sandbox has more than a person's folder. */
const SETTINGS =
  'git config user.name Test; git config user.email test@example.com; echo .bin > .git/info/exclude';

test("the README's tour does what it says, in its order", () => {
  const tour = section('Five minutes');
  const fleet = /```yaml\n(.*?)```/s.exec(tour)?.[1] ?? '';
  const lines = Array.from(tour.matchAll(/^\d\. `((?:git|poolwright) [^`]+)`/gm), ([, line = '']) => line);
  assert.is(lines[0], 'git init');
  assert.ok(lines.length >= 4);
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    installCommands(sandbox);
    for (const line of lines) {
      expectStatus(typed(sandbox, line), 0);
      if (line === 'git init') typed(sandbox, SETTINGS);
    }
    expectText(typed(sandbox, 'git show --name-only --format= HEAD').stdout, [
      'clusters/prod-1/variables.env',
      'overlays/prod/kustomization.yaml',
    ]);

    const rendering = lines.find((line) => line.startsWith('poolwright render')) ?? '';
    const pipeline = Array.from(tour.matchAll(/^ {7}(.+)$/gm), ([, line]) => line).join('\n');
    if (hasTools('kubectl', 'envsubst'))
      assert.is(typed(sandbox, pipeline).stdout, typed(sandbox, rendering).stdout);

    sandbox.write('fleet.yaml', fleet.replace('cpu: "100"', 'cpu: 100 cores'));
    const refused = typed(sandbox, 'poolwright generate');
    assert.not.equal(refused.status, 0);
    expectText(refused.stderr, ['fleet.yaml:17:', 'help: Set cpu to "100"']);
    assert.is(typed(sandbox, 'git status --short').stdout, ' M fleet.yaml\n?? schemas/\n');
  });
});

/** Types a line in a folder of its own. */
function inNew(line: string): (sandbox: Sandbox) => CommandResult {
  return (sandbox) => {
    installCommands(sandbox);
    return typed(sandbox, line);
  };
}

/** Runs a line that watches until its first run is done. */
async function watch({ root }: Sandbox, line: string): Promise<void> {
  const watcher = start(root, ...line.split(' ').slice(1));
  try {
    await watcher.says('watching for changes', 1);
  } finally {
    watcher.child.kill('SIGINT');
  }
  assert.is(await watcher.ended, 130, watcher.said());
}

test('every example of --help runs as written', () =>
  withSandbox(
    {
      'fleet.yaml': seedFleet(),
      'rules/limits.yaml': readFileSync(join(PROJECT, 'examples/rules/limits.yaml'), 'utf8'),
      'workloads/ray-service-llama2.yaml': readFileSync(
        join(PROJECT, 'workloads/ray-service-llama2.yaml'),
        'utf8',
      ),
    },
    async (sandbox) => {
      installCommands(sandbox, {
        kubectl: 'if [ "$1" = get ]; then cat .bin/objects; else cat > .bin/applied; fi',
      });
      expectStatus(
        typed(
          sandbox,
          'poolwright generate && poolwright render eks-workshop-dev > .bin/objects && mkdir nodepools && cp .bin/objects nodepools/all.yaml',
        ),
        0,
      );
      makeRepository(sandbox);
      expectStatus(typed(sandbox, 'git tag v1.4 && git tag v1.5'), 0);
      for (const [name, { examples }] of Object.entries(COMMANDS)) {
        assert.ok(examples.length > 0, `${name} has no example`);
        for (const [line] of examples) {
          if (line.includes(' --watch')) {
            await watch(sandbox, line);
            continue;
          }
          // Neither writes over a fleet.
          if (name === 'import') rmSync(join(sandbox.root, 'fleet.yaml'));
          // In a job of a fork, which has no token.
          const job = name === 'comment' ? 'export GITLAB_CI=true CI_MERGE_REQUEST_IID=5; ' : '';
          const result = name === 'init' ? withSandbox({}, inNew(line)) : typed(sandbox, `${job}${line}`);
          sandbox.write('fleet.yaml', seedFleet());
          // What it needs is not part of every machine: a cluster, or a program that Go builds.
          const missing = /kubeconform is not built|kubeconfig/.exec(result.stderr)?.[0];
          if (result.status === 3 && missing) console.log(`skipped: ${line} (${missing})`);
          else expectStatus(result, 0);
        }
      }
      expectText(sandbox.read('.bin/applied'), ['karpenter-node-eks-workshop-dev']);
    },
  ));

test("the commands of the README's table are those of --help", () => {
  const table = section('Commands');
  for (const name of Object.keys(COMMANDS)) assert.match(table, `poolwright ${name}`);
  for (const [, name = '', does = ''] of table.matchAll(/^\| `poolwright (\w+)[^`]*` \| (.*) \|$/gm)) {
    for (const [, option = ''] of does.matchAll(/`--([a-z0-9-]+)/g))
      assert.ok(COMMANDS[name]?.options[option], `${name} --${option}`);
  }
});

test('the examples of docs/report.md are what the command prints', () => {
  const page = readFileSync(join(PROJECT, 'docs/report.md'), 'utf8');
  const [bad, good] = Array.from(page.matchAll(/```json\n(.*?)```/gs), ([, text = '']) => JSON.parse(text));
  withSandbox(generatedFiles(), (sandbox) => {
    assert.equal(JSON.parse(sandbox.poolwright('generate', '--format', 'json').stdout), good);
    sandbox.write('fleet.yaml', change(FLEET, 'values: [on-demand]', 'values: []'));
    const result = sandbox.poolwright('generate', '--format', 'json');
    assert.is(result.status, 1);
    assert.equal(JSON.parse(result.stdout), bad);
  });
});

test('docs/support.md names the versions that have schemas and that CI runs', () => {
  const page = readFileSync(join(PROJECT, 'docs/support.md'), 'utf8');
  const row = (name: string): string => new RegExp(`^\\| ${name} \\| ([^|]*) \\|`, 'm').exec(page)?.[1] ?? '';
  const versions = (folder: string): string[] =>
    Object.keys(JSON.parse(readFileSync(join(PROJECT, `schemas/${folder}/index.json`), 'utf8')));
  assert.is(row('Karpenter for AWS'), `${versions('karpenter').join(', ')}, any patch release`);
  assert.is(row('Argo CD'), versions('argocd').join(', '));
  assert.equal(versions('flux-source'), versions('flux'));
  const releases = versions('flux').map((version) => version.replace('1.', '2.'));
  const controllers = `kustomize-controller and source-controller ${versions('flux').join(', ')}`;
  assert.is(row('Flux'), `${releases.join(', ')} (${controllers})`);
  const ci = readFileSync(join(PROJECT, '.github/workflows/ci.yml'), 'utf8');
  assert.match(ci, `node: [${row('Node\\.js')}]`);
});

test('docs/support.md names the versions that each set of the end-to-end suites has', () => {
  const page = readFileSync(join(PROJECT, 'docs/support.md'), 'utf8');
  const sets = ['oldest', 'default', 'newest'] as const;
  const programs = {
    Kubernetes: 'kube-apiserver',
    'source-controller': 'source-controller',
    'kustomize-controller': 'kustomize-controller',
    'Argo CD': 'argocd',
    kustomize: 'kustomize',
  };
  const versionIn = (set: VersionSetName, program: string): string =>
    serversOf(set, ALL_SERVERS)
      .filter(({ name }) => name === program)
      .map((server) => versionOf(server, join(PROJECT, 'test/e2e/modules')).slice(1))
      .join();
  const rows = Object.entries(programs).map(([name, program]) => [
    name,
    ...sets.map((set) => versionIn(set, program)),
  ]);
  rows.push(['CRDs of Karpenter', ...sets.map((set) => VERSION_SETS[set].karpenter.slice(1))]);
  for (const row of rows) assert.match(page, `| ${row.join(' | ')} |`);
  const minors = (program: string): string[] =>
    sets.map((set) => versionIn(set, program).split('.').slice(0, 2).join('.'));
  for (const [folder, program] of [
    ['flux', 'kustomize-controller'],
    ['argocd', 'argocd'],
  ] as const) {
    const index = JSON.parse(readFileSync(join(PROJECT, `schemas/${folder}/index.json`), 'utf8'));
    assert.equal(Object.keys(index), [...new Set(minors(program))], `schemas/${folder} has other versions`);
  }
});

const ARCHITECTURE = readFileSync(join(PROJECT, 'docs/architecture.md'), 'utf8');

/** The rooms of docs/architecture.md in their order. */
const ROOMS = Array.from(ARCHITECTURE.matchAll(/^\| `(\w+)\/` \|/gm), ([, room = '']) => room);

/** The names of the folders in a folder of the project. */
function foldersIn(...path: string[]): string[] {
  return readdirSync(join(PROJECT, ...path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** The code spans of a text. */
function spansOf(text: string): string[] {
  return Array.from(text.matchAll(/`([^`]+)`/g), ([, span = '']) => span);
}

/** Whether a code span names a file or folder, rather than a package, a field or a command. */
function isPath(span: string): boolean {
  return /^\w[\w.-]*(\/[\w.-]*)+$/.test(span) || /^[\w.-]+\.(tsx?|json|ya?ml|cjs|css|md)$/.test(span);
}

/** The folder that a row of a table is about: `generator/load` of a row `load/`. */
function subjectOf(line: string): string | undefined {
  const [, folder] = /^\| `([\w./-]+)\/` \|/.exec(line) ?? [];
  return ['generator', '']
    .map((root) => join(root, folder ?? 'none'))
    .find((path) => existsSync(join(PROJECT, path)));
}

/**
 * The paths that a page names and that do not exist. A path starts at the repository, in `generator/`, or in the folder that its row is about;
 * a file without a folder may lie beside the path that its paragraph names before.
 */
function deadPaths(page: string, generated: string): string[] {
  return page.split(/\n\n|\n(?=[|*])/).flatMap((block) => {
    const subject = subjectOf(block);
    let beside: string[] = [];
    return spansOf(block)
      .filter(isPath)
      .filter((path) => {
        const roots = [PROJECT, join(PROJECT, 'generator'), generated, ...beside];
        if (subject !== undefined) roots.push(join(PROJECT, subject));
        const found = roots.map((root) => join(root, path)).find(existsSync);
        if (found !== undefined) beside = [dirname(found)];
        return found === undefined && path !== 'fast/';
      });
  });
}

test('the worked example of docs/architecture.md is true, and the files and folders that it names exist', () => {
  withSandbox(generatedFiles(), (sandbox) => {
    assert.ok(spansOf(ARCHITECTURE).filter(isPath).length > 100);
    assert.equal(deadPaths(ARCHITECTURE, sandbox.root), []);
    const page =
      '| `load/` | `read.ts`, `emit.ts` |\n\nIn `load/read.ts`, `merge.ts` and `missing/`.\n\nAlone: `merge.ts`.';
    assert.equal(deadPaths(page, sandbox.root), ['emit.ts', 'missing/', 'merge.ts']);
    sandbox.write('fleet.yaml', change(FLEET, 'values: [on-demand]', 'values: []'));
    const result = sandbox.poolwright('generate');
    expectStatus(result, 1);
    expectText(result.stderr, ['error[crd-rule]', 'fleet.yaml:14:17']);
  });
});

test('docs/architecture.md has every folder of generator/ and packages/, and every folder in a room', () => {
  assert.equal([...ROOMS].sort(), foldersIn('generator'));
  for (const name of foldersIn('packages')) assert.match(ARCHITECTURE, `\n| \`packages/${name}/\` |`);
  const rows = ARCHITECTURE.split('\n').filter((line) => line.startsWith('| '));
  for (const room of [...ROOMS, 'check/crd', 'check/karpenter', 'check/lint', 'check/delivery']) {
    const own = rows.filter((row) => row.startsWith(`| \`${room}/`)).join('\n');
    for (const name of foldersIn('generator', room).filter((one) => one !== 'fast'))
      assert.match(
        room === 'check' ? rows.join('\n') : own,
        room === 'check' ? `\n| \`check/${name}/\` |` : `\`${name}/\``,
      );
  }
});

test('the commands that docs/architecture.md names exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  const commands = spansOf(ARCHITECTURE).filter((span) => /^(npm run|poolwright) /.test(span));
  assert.ok(commands.length > 10);
  for (const command of commands) {
    const [program, ...words] = command.split(' ');
    if (program === 'poolwright') assert.ok(COMMANDS[words[0] ?? ''], command);
    else assert.ok(Object.hasOwn(scripts, words[1] ?? ''), command);
    if (words[1] === 'bench') assert.ok(existsSync(join(PROJECT, 'bench', `${words[3]}.ts`)), command);
  }
});

test('an import goes to a room that docs/architecture.md lists before', () => {
  const wrong: string[] = [];
  for (const [i, room] of ROOMS.entries()) {
    const folder = join(PROJECT, 'generator', room);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((one) => /\.tsx?$/.test(one))) {
      const path = join(folder, file);
      for (const [, to = ''] of readFileSync(path, 'utf8').matchAll(/(?:from |import\()'(\.[^']+)'/g)) {
        const [target = ''] = relative(join(PROJECT, 'generator'), join(dirname(path), to)).split(sep);
        if (ROOMS.indexOf(target) > i) wrong.push(`${room}/${file} imports ${to}`);
      }
    }
  }
  assert.equal(wrong, []);
});

test.run();
