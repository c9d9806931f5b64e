import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles } from '../support/fleets.ts';
import { CLI, type CommandResult, expectStatus, run } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';

const test = suite('pipes and devices instead of files');
const onUnix = process.platform === 'win32' ? test.skip : test;

/** Runs a command that must not wait for the pipe. */
function poolwright({ root }: Sandbox, ...args: string[]): CommandResult {
  return run(process.execPath, [CLI, ...args], root, { timeout: 30_000 });
}

function withPipe(path: string, fleet: string, work: (sandbox: Sandbox) => void): void {
  withSandbox(generatedFiles({ 'fleet.yaml': fleet }), (sandbox) => {
    rmSync(join(sandbox.root, path), { force: true });
    mkdirSync(join(sandbox.root, path, '..'), { recursive: true });
    expectStatus(run('mkfifo', [path], sandbox.root), 0);
    work(sandbox);
  });
}

onUnix('a pipe as fleet.yaml', () =>
  withPipe('fleet.yaml', FLEET, (sandbox) => {
    for (const command of ['generate', 'validate']) {
      const result = poolwright(sandbox, command);
      expectStatus(result, 3);
      assert.match(result.stderr, 'fleet.yaml is not a regular file');
    }
  }),
);

onUnix('a pipe where a pattern of the fleet looks', () => {
  const patterns = ['parts/a.yaml', 'parts/*.yaml', 'parts/**/*.yaml'];
  const fields: [string, string][] = [
    ['kind: Fleet\n', 'kind: Fleet\ninclude: [PATTERN]\n'],
    ['  karpenter: "1.15"\n', '  karpenter: "1.15"\n  workloads: [PATTERN]\n'],
    ['  karpenter: "1.15"\n', '  karpenter: "1.15"\n  checks: { rules: [PATTERN] }\n'],
  ];
  for (const pattern of patterns)
    for (const [before, after] of fields) {
      const fleet = change(FLEET, before, after.replace('PATTERN', `"${pattern}"`));
      withPipe('parts/a.yaml', fleet, (sandbox) => {
        const { status, stderr } = poolwright(sandbox, 'generate', '--check');
        assert.ok(status !== null, `${after} ${pattern}`);
        assert.match(stderr, /parts\/a.yaml is not a regular file|no file matches/);
      });
    }
});

onUnix('a pipe among what kustomize builds', () =>
  withSandbox({ 'k/kustomization.yaml': 'resources: [pipe.yaml]\n' }, (sandbox) => {
    expectStatus(run('mkfifo', ['k/pipe.yaml'], sandbox.root), 0);
    const result = poolwright(sandbox, 'validate', 'k');
    expectStatus(result, 1);
    assert.match(result.stderr, 'pipe.yaml');
  }),
);

onUnix('a pipe or a device that the command line names', () =>
  withPipe('pipe', FLEET, (sandbox) => {
    for (const path of ['pipe', '/dev/zero'])
      for (const args of [
        ['validate', path],
        ['validate', 'fleet.yaml', '--var-file', path],
      ]) {
        const result = poolwright(sandbox, ...args);
        expectStatus(result, 3);
        assert.match(result.stderr, 'is not a regular file');
      }
  }),
);

onUnix('what a shell gives by a name under /dev is read', () =>
  withSandbox({}, ({ root }) => {
    const pool = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: a }\nspec: { wrong: 1 }\n';
    for (const name of ['/dev/stdin', '/dev/fd/0', '-']) {
      const shell = `cat | "$0" "$1" validate ${name}`;
      const { stderr } = run('sh', ['-c', shell, process.execPath, CLI], root, { input: pool });
      assert.match(stderr, 'spec.wrong', name);
    }
  }),
);

test.run();
