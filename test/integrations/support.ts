import { FLEET, withFleet } from '../generator/gate/support.ts';
import { change } from '../support/fleets.ts';
import type { Repository } from '../support/git.ts';

export { withFleet };

/** The fleet with a taint, which replaces the nodes of its pool. */
export const TAINTED = change(
  FLEET,
  '          spec:\n',
  '          spec:\n            taints: [{ key: team, value: web, effect: NoSchedule }]\n',
);

/** The fleet whose tree is not generated again. */
export const STALE = change(FLEET, 'cpu: "200"', 'cpu: "300"');

/**
 * Calls `use` with a repository as CI checks out a change: HEAD is its merge into the target, whose first parent is the target's.
 * @param write makes the change in the work tree
 */
export function withMergedChange<T>(
  write: (repository: Repository) => void,
  use: (repository: Repository) => T,
  { below = '', fleet = FLEET } = {},
): T {
  return withFleet(
    (repository) => {
      repository.git('checkout', '--quiet', '-b', 'change');
      write(repository);
      repository.git('add', '.');
      repository.git('commit', '--quiet', '-m', 'change');
      repository.git('checkout', '--quiet', '--detach', 'main');
      repository.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'change');
      return use(repository);
    },
    { below, fleet },
  );
}

/** Changes the fleet and generates its tree. */
export function taint(repository: Repository): void {
  repository.write('fleet.yaml', TAINTED);
  repository.generate();
}
