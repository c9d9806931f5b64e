import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { change } from '../../support/fleets.ts';
import { Repository } from '../../support/git.ts';
import { poolwright } from '../../support/poolwright.ts';
import { expectStatus, PROJECT } from '../../support/run.ts';

/** Options with which a report of the demo is the same on every day. */
export const DEMO_OPTIONS = [
  ...['--base', 'HEAD', '--at', '2026-11-30T12:00:00Z'],
  ...['--nodes', 'x86-cpu-karpenter=24', '--nodes', 'inferentia-inf2=6'],
];

const WORKLOADS = 'workloads/ray-service-llama2.yaml';
const SEED = readFileSync(join(PROJECT, 'fleet.yaml'), 'utf8');

/** What the demo changes: a newer image in production, another instance family, higher limits in staging, and budgets that it exceeds. */
const DEMO: [before: string, after: string][] = [
  [
    'nodeClass:\n            amiSelectorTerms:\n              - alias: al2@v20250704\n        inferentia-inf2:',
    'nodeClass:\n            amiSelectorTerms:\n              - alias: al2@v20250715\n        inferentia-inf2:',
  ],
  ['limits: { cpu: "64" }', 'limits: { cpu: "128" }'],
  ['values: [c5, m5, r5]', 'values: [c6i, m5, r5]'],
  [
    '  workloads:\n',
    '  checks:\n    budget:\n      staging: { dollarsPerHour: 20 }\n      prod: { dollarsPerHour: 400 }\n\n  workloads:\n',
  ],
];

/** The repository's own fleet as it is in git, with a change that is not committed; the caller removes it. */
export function demoRepository(): Repository {
  const repository = new Repository();
  repository.write(WORKLOADS, readFileSync(join(PROJECT, WORKLOADS), 'utf8'));
  repository.write('fleet.yaml', SEED);
  repository.generate();
  repository.git('add', '.');
  repository.git('commit', '--quiet', '-m', 'Start');
  repository.write(
    'fleet.yaml',
    DEMO.reduce((text, [before, after]) => change(text, before, after), SEED),
  );
  repository.generate(true);
  return repository;
}

/** Writes the page of a repository, and gives its URL. */
export function writeReport({ folder }: Repository): string {
  expectStatus(poolwright(folder, ['report', ...DEMO_OPTIONS]), 1);
  return `file://${folder}/report.html`;
}
