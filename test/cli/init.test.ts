import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { main } from '../../generator/cli/main.ts';
import type { ProcessContext } from '../../generator/cli/process-context.ts';
import { openTerminal } from '../../generator/cli/terminal.ts';
import { ACCELERATORS, CAPACITIES, DELIVERIES } from '../../generator/init/answers.ts';
import { git, init } from '../support/git.ts';
import { CLI, type CommandResult, expectStatus, expectText, hasTools, PROJECT, run } from '../support/run.ts';
import { listing, type Sandbox, textsIn, withSandbox } from '../support/sandbox.ts';

const test = suite('init');

const WRITTEN = ['.gitattributes', 'fleet.yaml', 'schemas/fleet.schema.json'];

function filesOf({ root }: Sandbox): string[] {
  return listing(root).filter((path) => !path.endsWith('/'));
}

/** Every choice of accelerators, `none` for the empty one. */
const SETS = ['none', ...ACCELERATORS, ACCELERATORS.join(',')];

test('what it writes generates and validates without a finding, whatever is answered', () => {
  for (const delivery of DELIVERIES)
    for (const capacity of CAPACITIES)
      for (const accelerators of SETS)
        withSandbox({}, (sandbox) => {
          const options = {
            delivery,
            capacity,
            accelerators,
            clusters: 'shop-dev,stage/Shop_2,prod-1,other',
          };
          const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
          expectStatus(sandbox.poolwright('init', ...args), 0);
          for (const command of ['generate', 'validate']) {
            const result = sandbox.poolwright(command, '--format', 'json');
            const { diagnostics } = JSON.parse(result.stdout) as { diagnostics: unknown[] };
            assert.equal([result.status, diagnostics], [0, []], `${args.join(' ')}: ${command}`);
          }
          const files = filesOf(sandbox);
          assert.is(files.includes('argocd/prod.yaml'), delivery === 'argocd');
          assert.is(files.includes('clusters/prod-1/flux-kustomization.yaml'), delivery === 'flux');
        });
});

test('a disk without room gets no file and no folder', () =>
  withSandbox({}, (sandbox) => {
    const init = [process.execPath, CLI, 'init', '--clusters', 'prod-1', '--ci', 'github'];
    const limited = (blocks: number): CommandResult =>
      run('sh', ['-c', `ulimit -f ${blocks}; "$@"`, 'sh', ...init], sandbox.root);
    // Room for a part of fleet.yaml, and for all files but the schema.
    for (const [blocks, file] of [
      [2, 'fleet.yaml'],
      [16, 'schemas/fleet.schema.json'],
    ] as const) {
      const full = limited(blocks);
      expectStatus(full, 3);
      expectText(full.stderr, [`Cannot write ${file}: the file would be larger than allowed`, 'help: ']);
      assert.equal(listing(sandbox.root), []);
    }
    expectStatus(limited(10_000), 0);
    assert.equal(filesOf(sandbox), [
      '.gitattributes',
      '.github/workflows/poolwright.yml',
      ...WRITTEN.slice(1),
    ]);
  }));

test('a script gets the files, defaults for what it leaves open, and the commands that follow', () =>
  withSandbox({}, (sandbox) => {
    const result = sandbox.poolwright('init', '--clusters', 'dev-1, prod/shop', '--name', 'My Pools');
    expectStatus(result, 0);
    assert.is(result.stdout, '');
    expectText(result.stderr, [
      'wrote fleet.yaml, schemas/fleet.schema.json, .gitattributes\n',
      'next: poolwright generate',
    ]);
    assert.equal(filesOf(sandbox), WRITTEN);
    const fleet = sandbox.read('fleet.yaml');
    const [modeline = ''] = fleet.split('\n');
    assert.is(modeline, '# yaml-language-server: $schema=./schemas/fleet.schema.json');
    assert.is(JSON.parse(sandbox.read('schemas/fleet.schema.json')).title, 'Poolwright fleet');
    expectText(fleet, [
      'name: my-pools',
      'default: "KarpenterNodeRole-{cluster}"',
      'values: [on-demand]',
      '    dev:\n      tier: development\n',
      '        shop: {}\n',
      'sourceRef: { kind: GitRepository, name: flux-system }',
    ]);
    expectStatus(sandbox.poolwright('generate'), 0);
    expectText(sandbox.poolwright('render', 'shop').stdout, ['role: KarpenterNodeRole-shop\n']);
  }));

test('without a terminal and without clusters it names the options', () =>
  withSandbox({}, (sandbox) => {
    const result = sandbox.poolwright('init');
    expectStatus(result, 2);
    expectText(result.stderr, ['--clusters', '--delivery', '--role', '--capacity', '--accelerators']);
    assert.equal(filesOf(sandbox), []);
  }));

test('wrong answers say what is right', () =>
  withSandbox({}, (sandbox) => {
    for (const [args, says] of [
      [['--clusters', ','], '--clusters: name at least one cluster'],
      [['--clusters', 'a.b'], '--clusters: "a.b" cannot be the name of an EKS cluster'],
      [['--clusters', 'a_b,A-b'], 'a_b and A-b would both be a-b'],
      [['--clusters', 'dev/a,prod/a'], '--clusters: a is listed twice, in dev and prod: each cluster'],
      [['--clusters', 'dev/a,dev/a'], '--clusters: a is listed twice: each cluster'],
      [['--clusters', 'b'.repeat(73)], `--role: KarpenterNodeRole-${'b'.repeat(63)} has 81 characters`],
      [
        ['--clusters', 'b'.repeat(50), '--role', 'karpenter-nodes-of-{cluster}'],
        '--role: karpenter-nodes-of-bbb',
      ],
      [['--clusters', 'Prod/a'], '"Prod" cannot be the name of an environment'],
      [
        ['--delivery', 'helm'],
        '--delivery takes flux, argocd or plain, not helm\n  help: Leave it out for flux',
      ],
      [
        ['--delivery', 'fluxd'],
        '--delivery takes flux, argocd or plain, not fluxd\n  help: Did you mean flux?',
      ],
      [['--role', 'arn:aws:iam::123456789012:role/team/nodes'], 'not its ARN: nodes'],
      [['--role', 'a b'], '--role: "a b" cannot be the name of a role'],
      [['--capacity', 'reserved'], '--capacity takes on-demand, spot or both, not reserved'],
      [
        ['--accelerators', 'nvidia,tpu'],
        '--accelerators takes none, or one or more of nvidia, neuron, not nvidia,tpu',
      ],
      [['--ci', 'jenkins'], '--ci takes github, gitlab'],
    ] as const) {
      const result = sandbox.poolwright('init', ...args);
      expectStatus(result, 2);
      expectText(result.stderr, [says]);
    }
    assert.equal(filesOf(sandbox), []);
  }));

test('nothing is written over', () =>
  withSandbox({ '.gitattributes': '*.png binary\n', 'schemas/fleet.schema.json': '{}\n' }, (sandbox) => {
    const result = sandbox.poolwright('init', '--clusters', 'a');
    expectStatus(result, 0);
    assert.is(sandbox.read('.gitattributes'), '*.png binary\n');
    assert.is(sandbox.read('schemas/fleet.schema.json'), '{}\n');
    expectText(result.stderr, [
      'wrote fleet.yaml\n',
      'kept the existing .gitattributes; add to it:\n    base/** linguist-generated\n',
      'poolwright schema --output schemas/fleet.schema.json',
    ]);
    const before = textsIn(sandbox.root);
    const again = sandbox.poolwright('init', '--clusters', 'a');
    expectStatus(again, 2);
    expectText(again.stderr, ['fleet.yaml already exists']);
    assert.equal(textsIn(sandbox.root), before);
  }));

test('a role of 64 characters is not too long, and neither is a cluster where all share one', () =>
  withSandbox({}, (sandbox) => {
    expectStatus(sandbox.poolwright('init', '--cwd', '.', '--clusters', 'b'.repeat(46)), 0);
    expectStatus(sandbox.poolwright('generate'), 0);
    expectStatus(sandbox.poolwright('validate'), 0);
    sandbox.write('other/README.md', '');
    const options = ['--cwd', 'other', '--clusters', 'b'.repeat(73), '--role', 'nodes', '--new'];
    expectStatus(sandbox.poolwright('init', ...options), 0);
  }));

test('the pipeline is for the branch that the repository has, and init names what commit leaves out', () => {
  const branchOf = (branch: string, prepare: (root: string) => void): string =>
    withSandbox({}, (sandbox) => {
      git(sandbox.root, 'init', '--quiet', '--template=', `--initial-branch=${branch}`);
      prepare(sandbox.root);
      const { stderr } = sandbox.poolwright('init', '--clusters', 'a', '--ci', 'github');
      expectText(stderr, [
        'git add schemas/fleet.schema.json .gitattributes .github/workflows/poolwright.yml\nnext:',
      ]);
      return /branches: \[(.*)\]/.exec(sandbox.read('.github/workflows/poolwright.yml'))?.[1] ?? '';
    });
  const commit = (root: string): string =>
    git(
      root,
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@example.com',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'a',
    );
  assert.is(
    branchOf('master', () => {}),
    'master',
  );
  assert.is(
    branchOf('trunk', () => {}),
    'trunk',
  );
  const onFeature = (root: string): void => {
    commit(root);
    git(root, 'checkout', '--quiet', '-b', 'feature');
  };
  assert.is(branchOf('main', onFeature), 'main');
  assert.is(branchOf('master', onFeature), 'master');
  const cloned = (root: string): void => {
    onFeature(root);
    git(root, 'update-ref', 'refs/remotes/origin/release/next', 'HEAD');
    git(root, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/release/next');
  };
  assert.is(branchOf('main', cloned), 'release/next');
  withSandbox({}, (sandbox) => {
    const { stderr } = sandbox.poolwright('init', '--clusters', 'a', '--ci', 'github');
    assert.not.match(stderr, 'git add');
    expectText(sandbox.read('.github/workflows/poolwright.yml'), ['branches: [main]']);
  });
});

test('the hook and the pipeline, where the repository has them', () =>
  withSandbox({ 'team/README.md': '' }, (sandbox) => {
    const { root } = sandbox;
    const refused = sandbox.poolwright('init', '--cwd', 'team', '--clusters', 'a', '--hook');
    expectStatus(refused, 3);
    assert.not.ok(filesOf(sandbox).includes('team/fleet.yaml'));
    init(root);
    git(root, 'remote', 'add', 'origin', 'https://git.example.com/team/pools.git');
    const options = ['--clusters', 'a', '--delivery', 'argocd', '--hook', '--ci', 'github'];
    const result = sandbox.poolwright('init', '--cwd', 'team', ...options);
    expectStatus(result, 0);
    expectText(result.stderr, ['../.github/workflows/poolwright.yml', 'pre-commit: installed']);
    expectText(sandbox.read('.github/workflows/poolwright.yml'), ['gate --all --format github']);
    expectText(sandbox.read('team/fleet.yaml'), ['repoURL: https://git.example.com/team/pools.git\n']);
    expectStatus(sandbox.poolwright('hooks', 'status'), 0);
    expectStatus(sandbox.poolwright('generate', '--cwd', 'team'), 0);
    git(root, 'add', '.');
    expectStatus(sandbox.poolwright('gate', '--all'), 0);
    git(root, 'commit', '-qm', 'start');
    withSandbox({}, (other) => {
      expectStatus(other.poolwright('init', '--clusters', 'a', '--ci', 'gitlab'), 0);
      expectText(other.read('.gitlab-ci.yml'), [
        'gate --all ${base:+--base "$base"} --format text --format junit=poolwright.xml',
      ]);
    });
  }));

const MANIFEST = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: a }\n';

test('where Karpenter’s manifests are, it names the import', () =>
  withSandbox(
    { 'infra/pools/a.yaml': MANIFEST, 'apps/x.yml': MANIFEST, 'other.yaml': 'kind: NodePool\n' },
    (sandbox) => {
      const result = sandbox.poolwright('init', '--clusters', 'a');
      expectStatus(result, 2);
      expectText(result.stderr, [
        'in apps/x.yml and 1 more files',
        'help: Run poolwright import apps infra, or poolwright init --new to start a new fleet',
      ]);
      assert.not.ok(filesOf(sandbox).includes('fleet.yaml'));
      expectStatus(sandbox.poolwright('init', '--clusters', 'a', '--new'), 0);
    },
  ));

/** Runs init as a person who answers these lines. */
async function answering(
  root: string,
  lines: string[],
  ...args: string[]
): Promise<CommandResult & { asked: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(lines.map((line) => `${line}\n`).join(''));
  const result = { stdout: '', stderr: '', asked: '' };
  output.on('data', (chunk: Buffer) => (result.asked += chunk));
  const around: ProcessContext = {
    cwd: root,
    env: process.env,
    today: '2026-01-01',
    stdout: { write: (text) => (result.stdout += text) },
    stderr: { write: (text) => (result.stderr += text) },
    now: () => 0,
    peakMemory: () => 0,
    interruption: () => new AbortController().signal,
    importPackage: (name) => import(name),
    openTerminal: async () => openTerminal(input, output),
  };
  const status = await main(
    ['init', ...args],
    around,
    () => import('../../generator/cli/programs/commands.ts'),
  );
  return { status, ...result };
}

test('init asks a person what options leave open, again where an answer is wrong', () =>
  withSandbox({}, async ({ root, read }) => {
    const lines = ['', 'dev-1', 'helm', 'argocd', '', 'nvidia'];
    const result = await answering(root, lines, '--capacity', 'spot');
    expectStatus(result, 0);
    const [first, second, , again] = result.asked.split(': ');
    assert.match(first ?? '', /^EKS clusters/);
    assert.match(second ?? '', /name at least one cluster/);
    assert.ok(again !== undefined);
    expectText(result.asked, [
      '[flux]: ',
      'answer flux, argocd or plain',
      '[KarpenterNodeRole-{cluster}]: ',
      '[none]: ',
    ]);
    assert.not.match(result.asked, /Capacity/);
    const fleet = read('fleet.yaml');
    expectText(fleet, ['values: [spot]', 'argocd:', 'nvidia.com/gpu']);
  }));

test('the session of docs/init.md is what the commands print', () =>
  withSandbox({}, async ({ root, poolwright: built }) => {
    const page = readFileSync(join(PROJECT, 'docs/init.md'), 'utf8');
    const [, questions = '', generated = ''] =
      /\$ poolwright init\n(.*?)\$ poolwright generate\n(.*?)```/s.exec(page) ?? [];
    const lines = questions.split('\n').filter((line) => /: ?/.test(line) && !/^(?:wrote|next)/.test(line));
    const answers = lines.map((line) => /: ([\w,-]+)$/.exec(line)?.[1] ?? '');
    const result = await answering(root, answers);
    expectStatus(result, 0);
    const typed = lines.map(
      (line, i) => `${line.slice(0, line.length - (answers[i]?.length ?? 0)).trimEnd()} `,
    );
    assert.is(result.asked, typed.join(''));
    assert.ok(questions.endsWith(result.stderr), result.stderr);
    assert.is(built('generate').stderr, generated);
  }));

test('a person who ends the input has written nothing', () =>
  withSandbox({}, async (sandbox) => {
    const result = await answering(sandbox.root, ['dev-1', 'flux']);
    expectStatus(result, 130);
    expectText(result.stderr, ['nothing was written']);
    assert.equal(filesOf(sandbox), []);
  }));

test('a person decides whether to start a new fleet', () =>
  withSandbox({ 'a.yaml': MANIFEST }, async (sandbox) => {
    const declined = await answering(sandbox.root, ['']);
    expectStatus(declined, 2);
    expectText(declined.asked, ['in a.yaml: poolwright import . turns them into a fleet']);
    const accepted = await answering(sandbox.root, ['y', 'dev-1', '', '', '', '']);
    expectStatus(accepted, 0);
    assert.ok(filesOf(sandbox).includes('fleet.yaml'));
  }));

test('the built command asks at a real terminal', () =>
  withSandbox({}, ({ root, read }) => {
    if (!hasTools('script')) return;
    const command = `${process.execPath} ${CLI} init`;
    const input = 'dev-1\n\n\n\n\n';
    const shown = execFileSync('script', ['-qec', command, '/dev/null'], {
      cwd: root,
      input,
      encoding: 'utf8',
    });
    expectText(shown, ['EKS clusters', 'wrote fleet.yaml']);
    expectText(read('fleet.yaml'), ['dev-1: {}']);
  }));

test.run();
