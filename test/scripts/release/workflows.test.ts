import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { git } from '../../support/git.ts';
import { PROJECT } from '../../support/run.ts';

interface Job {
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  environment?: string;
  steps: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const FOLDER = join(PROJECT, '.github/workflows');
const workflows = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});

for (const { name, text, workflow } of workflows) {
  test(`${name} has no more rights than to read, except in jobs of a release`, () => {
    assert.equal(workflow.permissions, name === 'release.yml' ? {} : { contents: 'read' });
    for (const [id, job] of Object.entries(workflow.jobs)) {
      if (name !== 'release.yml') assert.is(job.permissions, undefined, id);
      assert.type(job['timeout-minutes'], 'number', `${id} has a timeout`);
    }
  });

  test(`${name} hands no secret to code of a pull request`, () => {
    assert.is('pull_request_target' in workflow.on, false);
    assert.is('workflow_run' in workflow.on, false);
    if ('pull_request' in workflow.on) assert.not.match(text, /\bsecrets\b|\bid-token\b|: write\b/);
  });

  test(`${name} puts no text of an event into a script`, () => {
    for (const { steps } of Object.values(workflow.jobs))
      for (const { run = '' } of steps)
        assert.not.match(run, /\$\{\{ *(github\.(event|head_ref|ref_name)|inputs)/);
  });

  test(`${name} leaves no token in the checkout`, () => {
    for (const { steps } of Object.values(workflow.jobs))
      for (const step of steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@')))
        assert.is(step.with?.['persist-credentials'], false);
  });
}

test('Dependabot looks after npm, the actions and every Go module', () => {
  const { updates } = parse(readFileSync(join(PROJECT, '.github/dependabot.yml'), 'utf8')) as {
    updates: { 'package-ecosystem': string; directory?: string; directories?: string[] }[];
  };
  const foldersOf = (ecosystem: string): string[] =>
    updates
      .filter((update) => update['package-ecosystem'] === ecosystem)
      .flatMap(({ directory, directories = [] }) => [
        ...(directory === undefined ? [] : [directory]),
        ...directories,
      ]);
  assert.equal(foldersOf('npm'), ['/']);
  assert.equal(foldersOf('github-actions'), ['/']);
  const patterns = foldersOf('gomod').map((path) => new RegExp(`^${path.replaceAll('*', '[^/]+')}$`));
  const modules = git(PROJECT, 'ls-files', '*go.mod')
    .trim()
    .split('\n')
    .map((file) => `/${dirname(file)}`);
  assert.ok(modules.length > 5);
  assert.equal(
    modules.filter((folder) => !patterns.some((pattern) => pattern.test(folder))),
    [],
  );
});

test.run();
