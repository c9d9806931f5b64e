import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse, parseAllDocuments } from 'yaml';
import { change } from '../support/fleets.ts';
import { git, gitLine } from '../support/git.ts';
import { expectStatus, PROJECT } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';
import { installCommands, makeRepository, sideOf, typed } from './shell.ts';

const test = suite('docs/promotion.md');

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const PAGE = read('docs/promotion.md');
const SECTIONS = new Map(PAGE.split(/^## /m).map((text) => [text.split('\n', 1)[0] ?? '', text]));
const FLEET = /```yaml\n(# fleet\.yaml\n.*?)```/s.exec(PAGE)?.[1] ?? '';
const STAGES = ['dev', 'staging', 'prod'];

/** A repository with the fleet of the page as a reader copies it, generated, committed, pushed, and with its remote as upstream. */
function withFleet(work: (sandbox: Sandbox) => void): void {
  withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
    installCommands(sandbox, { npx: 'exec "$@"' });
    expectStatus(typed(sandbox, 'poolwright generate'), 0);
    makeRepository(sandbox);
    git(sandbox.root, 'branch', '-q', '--set-upstream-to=origin/main');
    work(sandbox);
  });
}

/** Does what a section shows: edits the fleet and runs the commands. Gives the blocks of commands as the page would show them. */
function played(sandbox: Sandbox, section: string): { shown: string; printed: string } {
  const blocks = Array.from(section.matchAll(/```(diff|console)\n(.*?)```/gs), ([, kind, text = '']) => ({
    kind,
    text,
  }));
  const sessions = blocks.map(({ kind, text }) => {
    if (kind === 'console') return { shown: text, printed: session(sandbox, text) };
    sandbox.write('fleet.yaml', change(sandbox.read('fleet.yaml'), sideOf(text, '-'), sideOf(text, '+')));
    return { shown: '', printed: '' };
  });
  const joined = (side: 'shown' | 'printed'): string =>
    sessions.map((each) => withoutHash(each[side])).join('');
  return { shown: joined('shown'), printed: joined('printed') };
}

function session(sandbox: Sandbox, block: string): string {
  const lines = block.split('\n').filter((line) => line.startsWith('$ '));
  return lines
    .map((line) => {
      const result = typed(sandbox, line.slice(2));
      expectStatus(result, 0);
      return `${line}\n${result.stdout}`;
    })
    .join('');
}

function withoutHash(text: string): string {
  return text.replaceAll(/\b[0-9a-f]{10}\b/g, 'HASH');
}

/** Of which environments the plans of a session speak, in their order. */
function plannedIn(text: string): string[] {
  return Array.from(text.matchAll(/^(\w+): \d+ clusters?: /gm), ([, name = '']) => name);
}

test('by directory, a value goes from dev to staging to prod and back, and each plan names one stage', () =>
  withFleet((sandbox) => {
    const { shown, printed } = played(sandbox, SECTIONS.get('By directory') ?? '');
    assert.is(printed, shown);
    assert.equal(plannedIn(printed), [...STAGES, 'prod']);
    expectStatus(sandbox.poolwright('validate', '--no-cache'), 0);
  }));

test('without a push, a plan names what other commits do as well, and with --base HEAD only what follows them', () =>
  withFleet((sandbox) => {
    commit(sandbox, change(FLEET, '    dev:\n', '    dev:\n      variables: { AMI: v20250704 }\n'));
    sandbox.write(
      'fleet.yaml',
      change(
        sandbox.read('fleet.yaml'),
        '    staging:\n',
        '    staging:\n      variables: { AMI: v20250704 }\n',
      ),
    );
    assert.match(sandbox.poolwright('plan').stdout, /^dev, staging: 2 clusters: /m);
    assert.equal(plannedIn(sandbox.poolwright('plan', '--base', 'HEAD').stdout), ['staging']);
  }));

test('by branch, a commit goes from dev to staging to prod and back, by fast-forwards alone', () =>
  withFleet((sandbox) => {
    const { root } = sandbox;
    git(root, '--git-dir=.origin', 'config', 'receive.denyNonFastForwards', 'true');
    const { shown, printed } = played(sandbox, SECTIONS.get('By branch') ?? '');
    assert.is(printed, shown);
    assert.equal(plannedIn(printed), [...STAGES, 'prod']);
    const heads = ['env/prod', 'main'].map((branch) =>
      gitLine(root, '--git-dir=.origin', 'rev-parse', branch),
    );
    assert.is(heads[0], heads[1]);
    assert.is(sandbox.read('fleet.yaml'), FLEET);
    for (const stage of STAGES)
      assert.match(sandbox.read(`argocd/${stage}.yaml`), `targetRevision: env/${stage}\n`);
  }));

test('a plan stops a promotion that deletes a pool', () =>
  withFleet((sandbox) => {
    sandbox.write(
      'fleet.yaml',
      change(FLEET, '{ general: { nodePool: { limits: { cpu: "1000" } } } }', '{ general: false }'),
    );
    const { status, stdout } = sandbox.poolwright('plan', '--fail-on', 'deleted,stalls');
    assert.is(status, 1);
    assert.match(stdout, /^ {2}- general {2}is deleted/m);
  }));

interface Workflow {
  jobs: Record<
    string,
    {
      needs?: string;
      with?: { stage: string };
      environment?: string;
      steps?: { name?: string; run?: string }[];
    }
  >;
}
const EXAMPLE = 'examples/github-environments';

test('the jobs of GitHub plan and promote each stage after the one before it', () =>
  withFleet((sandbox) => {
    const { root } = sandbox;
    const { jobs } = parse(read(`${EXAMPLE}/promote.yml`)) as Workflow;
    assert.equal(
      Object.values(jobs).map((job) => job.with?.stage),
      STAGES,
    );
    assert.equal(
      Object.values(jobs).map(({ needs }) => needs),
      [undefined, 'dev', 'staging'],
    );
    git(root, 'push', '-q', 'origin', ...STAGES.map((stage) => `main:env/${stage}`));
    commit(sandbox, change(FLEET, 'default: v20250610', 'default: v20250704'));
    for (const stage of STAGES) {
      assert.is(runStep(sandbox, 'plan', 'Plan', stage), 0);
      assert.match(sandbox.read('summary.md'), `| ${stage} | general |`);
      assert.is(runStep(sandbox, 'promote', 'Promote', stage), 0);
      assert.is(
        gitLine(root, '--git-dir=.origin', 'rev-parse', `env/${stage}`),
        gitLine(root, 'rev-parse', 'HEAD'),
      );
    }
    commit(
      sandbox,
      change(
        FLEET,
        'pools: { general: { nodePool: { limits: { cpu: "1000" } } } }',
        'pools: { general: false }',
      ),
    );
    assert.is(runStep(sandbox, 'plan', 'Plan', 'prod'), 1);
    git(root, 'checkout', '-q', '--orphan', 'other');
    git(root, 'commit', '-q', '-m', 'No fast-forward');
    assert.is.not(runStep(sandbox, 'promote', 'Promote', 'prod'), 0);
  }));

function commit(sandbox: Sandbox, fleet: string): void {
  sandbox.write('fleet.yaml', fleet);
  // It exits with 1 for a change that is reported as an error, and is made all the same.
  sandbox.poolwright('generate', '--force');
  git(sandbox.root, 'commit', '-qam', 'Change the fleet');
}

/** Runs a step of the example as a runner does; gives the exit code. */
function runStep(sandbox: Sandbox, job: string, name: string, stage: string): number | null {
  const { jobs } = parse(read(`${EXAMPLE}/promote-stage.yml`)) as Workflow;
  const script = jobs[job]?.steps?.find((step) => step.name === name)?.run ?? 'exit 99';
  const values = `STAGE=${stage} GITHUB_SHA=$(git rev-parse HEAD) GITHUB_STEP_SUMMARY=summary.md`;
  return typed(sandbox, `export ${values}; ${script}`).status;
}

interface KargoObject {
  kind: string;
  metadata: { name: string };
  spec: {
    requestedFreight: { origin: { name: string }; sources: { direct?: boolean; stages?: string[] } }[];
    promotionTemplate: { spec: { steps: { task: { name: string } }[] } };
    steps: { uses: string; config: { targetBranch?: string } }[];
    promotionPolicies: { stageSelector: { name: string } }[];
  };
}

test('the Stages of Kargo follow each other, and name objects that are there', () => {
  const objects = ['project', 'warehouse', 'stages'].flatMap((file) =>
    parseAllDocuments(read(`examples/kargo/${file}.yaml`)).map((document) => document.toJS() as KargoObject),
  );
  const named = (kind: string): string[] =>
    objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);
  const stages = objects.filter(({ kind }) => kind === 'Stage');
  assert.equal(named('Stage'), STAGES);
  const requests = stages.map(({ spec }) => spec.requestedFreight[0]);
  assert.equal(
    requests.map((request) => request?.sources.stages?.[0]),
    [undefined, 'dev', 'staging'],
  );
  assert.is(requests[0]?.sources.direct, true);
  for (const request of requests) assert.ok(named('Warehouse').includes(request?.origin.name ?? ''));
  for (const { spec } of stages)
    for (const { task } of spec.promotionTemplate.spec.steps)
      assert.ok(named('PromotionTask').includes(task.name));
  const push = objects.flatMap(({ spec }) => spec?.steps ?? []).find(({ uses }) => uses === 'git-push');
  assert.is(push?.config.targetBranch, 'env/${{ ctx.stage }}');
  const automatic = objects.flatMap(({ spec }) => spec?.promotionPolicies ?? []);
  assert.equal(
    automatic.map(({ stageSelector }) => stageSelector.name),
    ['dev', 'staging'],
  );
});

test.run();
