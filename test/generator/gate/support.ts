import { join } from 'node:path';
import { FLEET as CLI_FLEET, change } from '../../support/fleets.ts';
import { Repository } from '../../support/git.ts';
import { poolwright } from '../../support/poolwright.ts';
import type { CommandResult } from '../../support/run.ts';
import { removeAfter } from '../../support/sandbox.ts';

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

/** Calls `use` with a repository whose only commit holds a fleet and its tree, and some of neither. */
export function withFleet<T>(
  use: (repository: Repository) => T,
  { fleet = FLEET, below = '', files = {} as Record<string, string>, broken = false } = {},
): T {
  return removeAfter(new Repository(below), (repository) => {
    repository.write(join(below, 'fleet.yaml'), fleet);
    repository.write('README.md', 'by hand\n');
    for (const [path, text] of Object.entries(files)) repository.write(path, text);
    repository.generate(broken);
    repository.git('add', '.');
    repository.git('commit', '--quiet', '-m', 'start');
    return use(repository);
  });
}

/** Runs `poolwright hooks`, which prints a line for each hook. */
export function hooks(repository: Repository, action = 'install'): CommandResult {
  const result = poolwright(repository.folder, ['hooks', action]);
  if (result.status !== 0) throw new Error(result.stderr);
  return result;
}

interface Place {
  file: string;
}

/** The codes and environments of a report made with `--format json`. */
export function reported({ stdout }: CommandResult): {
  codes: string[];
  files: string[];
  environments: string[];
} {
  const { diagnostics, result } = JSON.parse(stdout) as {
    diagnostics: { code: string; at?: Place; consequences?: { at?: Place }[] }[];
    result: { fleets?: { environments: string[] }[] };
  };
  return {
    codes: diagnostics.map(({ code }) => code),
    files: diagnostics.flatMap(({ at, consequences = [{ ...(at && { at }) }] }) =>
      consequences.flatMap((one) => one.at?.file ?? []),
    ),
    environments: (result.fleets ?? []).flatMap((fleet) => fleet.environments),
  };
}
