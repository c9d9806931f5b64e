// 200 kustomize overlays over one base of three pools, imported and proven: npm run bench -- import. The built command, whole processes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base, kustomization, LARGE } from '../test/generator/import/layouts/contents.ts';
import { put } from '../test/support/sandbox.ts';
import { CLI, NODE, program, timed } from './support/measure.ts';

const OVERLAYS = 200;
const ROUNDS = 5;

const root = mkdtempSync(join(tmpdir(), 'poolwright-bench-'));
for (const [path, text] of Object.entries(base(LARGE, 'main'))) put(root, `base/${path}`, text);
for (let i = 0; i < OVERLAYS; i++) {
  put(
    root,
    `overlays/env-${i}/kustomization.yaml`,
    kustomization(['../../base'], 'patches:\n  - path: patch.yaml\n'),
  );
  put(root, `overlays/env-${i}/patch.yaml`, LARGE.patch.replace('2000', String(i)));
}
const taken = timed(ROUNDS, () => program(NODE, [CLI, 'import', '.', '--dry-run'], { cwd: root }));
rmSync(root, { recursive: true });
console.log(`${OVERLAYS} overlays: ${(taken / 1000).toFixed(1)} s`);
