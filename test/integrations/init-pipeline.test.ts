import { chmodSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { DYNAMIC, STATIC } from '../generator/gate/support.ts';
import { gitLine, type Repository } from '../support/git.ts';
import { CLI, type CommandResult, expectStatus, expectText, runAsync } from '../support/run.ts';
import { createSandbox } from '../support/sandbox.ts';
import { STALE, withFleet, withMergedChange } from './support.ts';

const test = suite('the pipelines that init writes');

/** A folder whose `npx` runs the built command instead of the package that it is given. */
const bin = createSandbox({
  npx: `#!/bin/sh\n[ "$1" = --yes ] || exit 90\nshift 2\nexec "${process.execPath}" "${CLI}" "$@"\n`,
});
chmodSync(`${bin.root}/npx`, 0o755);
test.after(() => bin.remove());

interface Pipelines {
  gitlab: { variables: Record<string, string>; script: string[] };
  github: { steps: { run?: string }[] };
}

const pipelines = writtenPipelines();

/** What `init` writes for both systems. */
function writtenPipelines(): Pipelines {
  const read = (system: string, file: string) => {
    const sandbox = createSandbox();
    try {
      expectStatus(sandbox.poolwright('init', '--clusters', 'a', '--ci', system), 0);
      return parse(sandbox.read(file));
    } finally {
      sandbox.remove();
    }
  };
  return {
    gitlab: read('gitlab', '.gitlab-ci.yml').poolwright,
    github: read('github', '.github/workflows/poolwright.yml').jobs.gate,
  };
}

function runScript(
  cwd: string,
  shell: string,
  script: string,
  env: Record<string, string>,
): Promise<CommandResult> {
  const options = shell === 'bash' ? ['-eo', 'pipefail'] : ['-e'];
  const variables = {
    CI: 'true',
    POOLWRIGHT_CACHE: 'on',
    GITHUB_ACTIONS: '',
    PATH: `${bin.root}:${process.env.PATH}`,
  };
  return runAsync(shell, [...options, '-c', script], cwd, { env: { ...variables, ...env } });
}

function onGitlab({ top }: Repository, env: Record<string, string>, shell = 'sh'): Promise<CommandResult> {
  const { script, variables } = pipelines.gitlab;
  return runScript(top, shell, script.join('\n'), { ...variables, GITLAB_CI: 'true', ...env });
}

function onGithub({ top }: Repository, isPullRequest: boolean): Promise<CommandResult> {
  const run = pipelines.github.steps.find((step) => step.run !== undefined)?.run ?? '';
  const base = isPullRequest ? '--base HEAD^1' : '';
  const script = run.replace("${{ github.base_ref && '--base HEAD^1' }}", base);
  assert.is.not(script, run);
  return runScript(top, 'bash', script, { GITLAB_CI: '' });
}

/** A pool that becomes static, which its clusters reject as an update. */
function makeStatic(repository: Repository): void {
  repository.write('fleet.yaml', STATIC);
  repository.generate();
}

test('a request is validated as an update of what it would be merged into', () =>
  withMergedChange(
    makeStatic,
    async (repository) => {
      const rejected = async (running: Promise<CommandResult>): Promise<void> => {
        const result = await running;
        expectStatus(result, 1);
        expectText(result.stdout + result.stderr, ['update-rejected']);
      };
      await rejected(onGithub(repository, true));
      for (const shell of ['bash', 'sh'])
        await rejected(onGitlab(repository, { CI_MERGE_REQUEST_EVENT_TYPE: 'merged_result' }, shell));
      const [code] = JSON.parse(repository.read('poolwright.json'));
      assert.is(code.check_name, 'update-rejected');
      assert.match(repository.read('poolwright.xml'), 'update-rejected');
      const base = gitLine(repository.top, 'rev-parse', 'HEAD^1');
      repository.git('checkout', '--quiet', 'change');
      const detached = { CI_MERGE_REQUEST_EVENT_TYPE: 'detached', CI_MERGE_REQUEST_DIFF_BASE_SHA: base };
      await rejected(onGitlab(repository, detached));
    },
    { fleet: DYNAMIC },
  ));

test('a push is validated by itself', () =>
  withFleet(
    async (repository) => {
      makeStatic(repository);
      repository.git('commit', '--quiet', '-am', 'static');
      for (const result of [await onGithub(repository, false), await onGitlab(repository, {})])
        expectStatus(result, 0);
      repository.write('fleet.yaml', STALE);
      repository.git('commit', '--quiet', '-am', 'left behind');
      for (const result of [await onGithub(repository, false), await onGitlab(repository, {})])
        expectStatus(result, 1);
    },
    { fleet: DYNAMIC },
  ));

test.run();
