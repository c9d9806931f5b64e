import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { schemasFolder } from '../crds/files.ts';
import { openCrds } from '../crds/karpenter.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { hooksFolder, installHooks } from '../gate/hooks.ts';
import { isWithoutGit } from '../git/error.ts';
import { REMOTE_HEAD } from '../git/repository.ts';
import { type Git, openGit } from '../git/runner.ts';
import { workTreeOf } from '../git/worktree.ts';
import {
  type Answers,
  CI_FILES,
  CI_SYSTEMS,
  ciText,
  fleetName,
  foldersToImport,
  isKarpenterManifest,
  newFiles,
} from '../init/index.ts';
import { filesOnDisk } from '../load/patterns.ts';
import { VERSION } from '../version.ts';
import { createFiles } from '../write/apply.ts';
import { openDisk } from '../write/disk.ts';
import type { Context, Options, Outcome } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { programFile } from './hooks.ts';
import { askAnswers, completed, givenAnswers } from './init-answers.ts';

/** Writes a fleet for new pools, with what editors, git and CI need for it. Never writes over a file. */
export async function run(context: Context, options: Options): Promise<Outcome> {
  const { root } = context;
  if (existsSync(join(root, FLEET_FILE)))
    return refused(`${FLEET_FILE} already exists`, 'Edit it, or name an empty folder with --cwd');
  const given = givenAnswers(options);
  if ('problem' in given) return { exitCode: 2, diagnostics: [given.problem], result: {} };
  const repository = options.hook === true ? await repositoryOf(context) : undefined;
  const terminal = await context.openTerminal();
  try {
    const manifests = options.new === true ? [] : karpenterManifests(root);
    if (manifests.length > 0) {
      const command = `poolwright import ${foldersToImport(manifests).join(' ')}`;
      const found = `${manifests[0]}${manifests.length > 1 ? ` and ${manifests.length - 1} more files` : ''}`;
      const message = `this folder already has Karpenter objects, in ${found}`;
      const answer = await terminal?.ask(
        `${message}: ${command} turns them into a fleet.\nStart a new fleet instead? [y/N]: `,
      );
      if (!/^y(?:es)?$/i.test(answer?.trim() ?? ''))
        return refused(message, `Run ${command}, or poolwright init --new to start a new fleet`);
    }
    const answers = terminal ? await askAnswers(given.answers, terminal) : completed(given.answers);
    if (answers === undefined)
      return { exitCode: 130, diagnostics: [], summary: '\nnothing was written', result: {} };
    if ('problem' in answers) return { exitCode: 2, diagnostics: [answers.problem], result: {} };
    return write(context, options, answers, repository);
  } finally {
    terminal?.close();
  }
}

/** The path of the hook, resolved before the first question and the first file. */
interface HookPlace {
  folder: string;
  top: string;
}

async function repositoryOf({ root, ...around }: Context): Promise<HookPlace> {
  const git = openGit(root, around);
  return { folder: await hooksFolder(git, root), top: workTreeOf(git).top };
}

function write(
  context: Context,
  options: Options,
  answers: Answers,
  repository: HookPlace | undefined,
): Outcome {
  const { root } = context;
  const { top, origin, branch } = surroundings(context);
  const ci = CI_SYSTEMS.find((one) => one === options.ci);
  const files = newFiles(FLEET_FILE, {
    answers,
    name: fleetName(typeof options.name === 'string' ? options.name : basename(root)),
    karpenter: openCrds().versions.at(-1) ?? '',
    schema: readFileSync(join(schemasFolder(), 'fleet.schema.json'), 'utf8'),
    repoURL: origin,
  });
  if (ci) files.set(relative(root, join(top, CI_FILES[ci])), ciText(ci, VERSION, branch ?? 'main'));
  const disk = openDisk(realpathSync(root));
  const exists = (path: string): boolean => disk.kind(path) !== undefined;
  const kept = [...files.keys()].filter(exists);
  const written = [...files.keys()].filter((path) => !exists(path));
  createFiles(new Map(written.map((path) => [path, files.get(path) ?? ''])), disk);
  const hooks = repository ? installHooks(repository.folder, repository.top, programFile()) : [];
  const lines = [
    `wrote ${written.join(', ')}`,
    ...kept.map((path) => keptText(path, files.get(path) ?? '')),
    ...hooks.map(({ path, text }) => `${relative(root, path)}: ${text}`),
    ...(branch === undefined ? [] : toAdd(written.filter((path) => path !== FLEET_FILE))),
    'next: poolwright generate, then poolwright render NAME to see what a cluster gets',
  ];
  return { exitCode: 0, diagnostics: [], summary: lines.join('\n'), result: { written, kept, answers } };
}

/** The files that poolwright commit leaves out: it commits the fleet and the generated files only. */
function toAdd(files: readonly string[]): string[] {
  return files.length === 0
    ? []
    : [`poolwright commit does not commit these; run: git add ${files.join(' ')}`];
}

/** What to do about an existing file: short content is shown, to be added by hand. */
function keptText(path: string, text: string): string {
  const isShort = !path.endsWith('.json');
  return isShort
    ? `kept the existing ${path}; add to it:\n${text.replace(/^(?=.)/gm, '    ').trimEnd()}`
    : `kept the existing ${path}; update it with poolwright schema --output ${path}`;
}

/** Manifests of Karpenter in the folder and below it. */
function karpenterManifests(root: string): string[] {
  return filesOnDisk(root, ['**/*.yaml', '**/*.yml']).filter((path) =>
    isKarpenterManifest(readFileSync(join(root, path), 'utf8')),
  );
}

/** A repository: its top, where its pipelines lie, where it is cloned from, and the branch that changes are merged into. */
interface Surroundings {
  top: string;
  origin?: string | undefined;
  branch?: string;
}

/** The folder itself where git has none. */
function surroundings({ root, ...around }: Context): Surroundings {
  try {
    const git = openGit(root, around);
    const origin = git.tryRead(['remote', 'get-url', 'origin']);
    return { top: workTreeOf(git).top, origin, branch: mainBranch(git) };
  } catch (error) {
    if (isWithoutGit(error)) return { top: root };
    throw error;
  }
}

/** The branch that a clone starts with; without a remote main or master, or the branch that is checked out. */
function mainBranch(git: Git): string {
  const remote = git.tryRead(['symbolic-ref', '--quiet', '--short', REMOTE_HEAD]);
  if (remote) return remote.slice(remote.indexOf('/') + 1);
  const known = ['main', 'master'].find(
    (name) => git.tryRead(['rev-parse', '--quiet', '--verify', `refs/heads/${name}`]) !== undefined,
  );
  return known ?? (git.tryRead(['symbolic-ref', '--quiet', '--short', 'HEAD']) || 'main');
}

function refused(message: string, help: string): Outcome {
  const problem: Diagnostic = { code: 'invalid-value', severity: 'error', message, help };
  return { exitCode: 2, diagnostics: [problem], result: {} };
}
