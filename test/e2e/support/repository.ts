import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { PROJECT } from '../../helpers.ts';
import { poolwright as runCommand } from './command.ts';
import { type Finished, run } from './run.ts';

/** A checkout with a fleet, and the bare repository that it is pushed to over HTTP. */
export interface FleetRepository {
  root: string;
  url: string;
  /** Runs the built command as a user does. */
  poolwright(...args: string[]): Promise<Finished>;
  /** Changes fleet.yaml and commits it, and then generates, commits and pushes with the command alone. */
  change(subject: string, edit: (fleet: Document) => void): Promise<void>;
  /** The same with another fleet.yaml. */
  declare(subject: string, fleet: string): Promise<void>;
  /** Commits and pushes other files. */
  put(subject: string, files: Record<string, string>): Promise<void>;
  git(...args: string[]): Promise<string>;
  render(cluster: string): Promise<string>;
  read(path: string): string;
}

/** A commit is somebody's, and asks nobody. */
const GIT_ENVIRONMENT = {
  GIT_AUTHOR_NAME: 'e2e',
  GIT_AUTHOR_EMAIL: 'e2e@localhost',
  GIT_COMMITTER_NAME: 'e2e',
  GIT_COMMITTER_EMAIL: 'e2e@localhost',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

/**
 * Makes the repository of this project's own fleet, with the URL of the copy in it, and pushes it.
 * @param bare the folder of the bare repository; it is served at `url`
 */
export async function createRepository(
  root: string,
  bare: string,
  url: string,
  edit: (fleet: Document) => void,
): Promise<FleetRepository> {
  const env = { ...process.env, ...GIT_ENVIRONMENT, NO_COLOR: '1' };
  const git = (...args: string[]) => run('git', args, { cwd: root, env });
  await run('git', ['init', '-q', '--bare', '-b', 'main', bare], { env });
  mkdirSync(root, { recursive: true });
  await git('init', '-q', '-b', 'main');
  await git('remote', 'add', 'origin', url);
  copyFileSync(join(PROJECT, 'fleet.yaml'), join(root, 'fleet.yaml'));
  cpSync(join(PROJECT, 'workloads'), join(root, 'workloads'), { recursive: true });

  const poolwright = (...args: string[]) => runCommand(args, { cwd: root, env });
  const mustRun = async (...args: string[]) => {
    const { status, stdout, stderr } = await poolwright(...args);
    if (status !== 0) throw new Error(`poolwright ${args.join(' ')} ended with ${status}: ${stderr}`);
    return stdout;
  };
  const put = async (subject: string, files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    await git('add', ...Object.keys(files));
    await git('commit', '-qm', subject);
    await git('push', '-q', 'origin', 'main');
  };
  const repository: FleetRepository = {
    root,
    url,
    poolwright,
    git,
    put,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    render: (cluster) => mustRun('render', cluster),
    change: (subject, change) =>
      repository.declare(subject, editedFleet(repository.read('fleet.yaml'), change)),
    declare: async (subject, fleet) => {
      await put(subject, { 'fleet.yaml': fleet });
      await mustRun('generate');
      await mustRun('commit', '--push');
    },
  };
  await git('add', 'workloads');
  await repository.change('Declare the fleet', edit);
  return repository;
}

/** A fleet with an edit; comments stay. */
export function editedFleet(text: string, edit: (fleet: Document) => void): string {
  const fleet = parseDocument(text);
  edit(fleet);
  return fleet.toString();
}
