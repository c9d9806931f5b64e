import { copyFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { gitEnvironment } from '../../support/environment.ts';
import { type CommandResult, PROJECT, runToSuccess } from '../../support/run.ts';
import { put as writeFile } from '../../support/sandbox.ts';
import { poolwright as runCommand } from './command.ts';

/** A checkout with a fleet, and the bare repository that it is pushed to over HTTP. */
export interface FleetRepository {
  root: string;
  url: string;
  /** Runs the built command as a user does. */
  poolwright(...args: string[]): Promise<CommandResult>;
  /** Changes fleet.yaml and commits it, and then generates, commits and pushes with the command alone. */
  change(subject: string, edit: (fleet: Document) => void): Promise<void>;
  /** The same with another fleet.yaml. */
  declare(subject: string, fleet: string): Promise<void>;
  /** Commits and pushes other files. */
  put(subject: string, files: Record<string, string>): Promise<void>;
  git(...args: string[]): Promise<string>;
  /** The last commit. */
  tip(): Promise<string>;
  render(cluster: string): Promise<string>;
  read(path: string): string;
}

/** Changes a fleet that is served at a URL. */
export type FleetEdit = (fleet: Document, url: string) => void;

/**
 * Makes the repository of this project's own fleet, with the URL of the copy in it, and pushes it.
 * @param bare the folder of the bare repository; it is served at `url`
 */
export async function createRepository(
  root: string,
  bare: string,
  url: string,
  edit: FleetEdit,
): Promise<FleetRepository> {
  mkdirSync(root, { recursive: true });
  const env = gitEnvironment(dirname(root));
  const git = (...args: string[]) => runToSuccess('git', args, root, { env });
  await git('init', '-q', '--bare', '-b', 'main', bare);
  await git('init', '-q', '-b', 'main');
  await git('remote', 'add', 'origin', url);
  copyFileSync(join(PROJECT, 'fleet.yaml'), join(root, 'fleet.yaml'));
  cpSync(join(PROJECT, 'workloads'), join(root, 'workloads'), { recursive: true });

  const poolwright = (...args: string[]) => runCommand(args, root, { env });
  const mustRun = async (...args: string[]) => {
    const { status, stdout, stderr } = await poolwright(...args);
    if (status !== 0) throw new Error(`poolwright ${args.join(' ')} ended with ${status}: ${stderr}`);
    return stdout;
  };
  const put = async (subject: string, files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) {
      writeFile(root, path, text);
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
    tip: async () => (await git('rev-parse', 'HEAD')).trim(),
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
  await repository.change('Declare the fleet', (fleet) => edit(fleet, url));
  return repository;
}

/** A fleet with an edit; comments stay. */
export function editedFleet(text: string, edit: (fleet: Document) => void): string {
  const fleet = parseDocument(text);
  edit(fleet);
  return fleet.toString();
}
