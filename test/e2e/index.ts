// npm run e2e: the project's own output against real servers. docs/e2e.md tells what it does.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PROJECT } from '../support/run.ts';
import { SUITES } from './suites.ts';
import { buildServers } from './support/build.ts';
import { type Case, createCases, summaryRows } from './support/cases.ts';
import { copyProgram, removeProgram } from './support/command.ts';
import { type CrdProject, crdFolder } from './support/crds.ts';
import { createProcesses } from './support/processes.ts';
import { record, recordFigures } from './support/record.ts';
import { findRedis } from './support/redis.ts';
import { API_SERVERS, KARPENTER_PROVIDER } from './support/servers.ts';
import { isVersionSet, serversOf, VERSION_SETS, type VersionSetName } from './support/versions.ts';
import { createWorld, type World } from './support/world.ts';

const HELP = `npm run e2e -- [--only SUITE[,SUITE]] [--versions SET] [--keep] [--record]

  --only      ${Object.keys(SUITES).join(', ')}
              (default: all but those of scale); scale names both of scale
  --clusters  how many clusters the suites of scale have (default: 300)
  --versions  ${Object.keys(VERSION_SETS).join(', ')}
  --keep      keep the servers running at the end, until Ctrl-C
  --record    write the results of the suites into docs/e2e.md, and what those of scale measure into docs/scale.md
`;

/** Set in the process that runs in a network namespace of its own. */
const INSIDE = 'POOLWRIGHT_E2E_INSIDE';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    clusters: { type: 'string', default: '300' },
    versions: { type: 'string', default: 'default' },
    keep: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const cache = join(PROJECT, '.cache', 'e2e');
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const SELECTED = selected();
const VERSIONS = versions();

if (values.help) say(HELP);
else if (process.env[INSIDE] === undefined) process.exitCode = await prepare();
else process.exitCode = await runSuites();

/** The suites in the order of their table, whatever that of the names; a name stands for all that begin with it, as `scale` does. */
function selected(): string[] {
  const all = Object.keys(SUITES);
  if (values.only === undefined) return all.filter((name) => !SUITES[name]?.optIn);
  const wanted = values.only.split(',').flatMap((name) => {
    if (Object.hasOwn(SUITES, name)) return [name];
    const group = all.filter((one) => one.startsWith(`${name}-`));
    if (group.length === 0) throw new Error(`there is no suite ${name}\n\n${HELP}`);
    return group;
  });
  return all.filter((name) => wanted.includes(name));
}

function versions(): VersionSetName {
  if (!isVersionSet(values.versions)) throw new Error(`there is no set ${values.versions}\n\n${HELP}`);
  return values.versions;
}

async function programs() {
  const servers = [...new Set([...API_SERVERS, ...SELECTED.flatMap((name) => SUITES[name]?.needs ?? [])])];
  const modules = join(PROJECT, 'test', 'e2e', 'modules');
  const built = await buildServers(serversOf(VERSIONS, servers), modules, join(cache, 'bin'), say);
  const { name, source } = KARPENTER_PROVIDER;
  return built.set(name, { path: '', version: VERSION_SETS[VERSIONS].karpenter, source });
}

/** Builds while there is a network, and then goes on in a namespace that has a loopback interface only. */
async function prepare(): Promise<number> {
  const built = await programs();
  for (const project of new Set([
    'karpenter',
    ...SELECTED.flatMap((name) => SUITES[name]?.crds ?? []),
  ] as CrdProject[]))
    await crdFolder(project, built, cache);
  if (SELECTED.some((name) => SUITES[name]?.crds.includes('argocd'))) await findRedis(cache, say);
  const self = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const namespace = spawnSync('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up']).status === 0;
  if (!namespace)
    say(
      'no network namespace can be made here: the servers listen on the loopback interface of this machine',
    );
  const [program, args] = namespace
    ? ['unshare', ['-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', process.execPath, ...self]]
    : [process.execPath, self];
  const child = spawn(program as string, args as string[], {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: '1' },
  });
  // Ctrl-C reaches the child itself; it cleans up, and this process waits for it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void (signal === 'SIGTERM' && child.kill(signal)));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 130)));
}

async function runSuites(): Promise<number> {
  const built = await programs();
  copyProgram();
  const logs = join(cache, 'logs', VERSIONS);
  if (existsSync(logs)) rmSync(logs, { recursive: true });
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'run-'));
  const processes = createProcesses(logs);
  let cleaned: Promise<void> | undefined;
  // Once, however many signals come.
  const clean = (): Promise<void> => {
    cleaned ??= processes.stopAll().then(() => {
      rmSync(folder, { recursive: true, force: true });
      removeProgram();
    });
    return cleaned;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void clean().then(() => process.exit(130)));
  const list: Case[] = [];
  let figures = new Map<string, string>();
  try {
    say('starting etcd, four API servers and a git server …');
    const world = await createWorld(built, cache, logs, folder, processes, Number(values.clusters), say);
    ({ figures } = world);
    for (const name of SELECTED) {
      say(`${name}: ${SUITES[name]?.about}`);
      await runSuite(name, world, list);
    }
    for (const [what, table] of figures) say(`\n${what}, ${values.clusters} clusters\n\n${table}`);
    if (values.keep) await keep(folder);
  } finally {
    await clean();
  }
  say('');
  for (const [suite, passed, failed, took] of summaryRows(list))
    say(
      `${suite.padEnd(13)} ${String(passed).padStart(4)} passed ${String(failed).padStart(4)} failed ${took.toFixed(1).padStart(7)} s`,
    );
  const failed = list.filter(({ failure }) => failure !== undefined).length;
  if (values.record) {
    const suites = list.filter(({ suite }) => !SUITES[suite]?.optIn);
    if (suites.length > 0) record(join(PROJECT, 'docs', 'e2e.md'), VERSIONS, suites, built);
    recordFigures(join(PROJECT, 'docs', 'scale.md'), figures, Number(values.clusters));
  }
  if (failed > 0) say(`logs: ${logs}`);
  say(`${list.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

async function runSuite(name: string, world: World, list: Case[]): Promise<void> {
  const cases = createCases(name, list, say);
  try {
    await SUITES[name]?.run(world, cases);
  } catch (error) {
    await cases.check('the suite comes to its end', () => Promise.reject(error));
  }
}

function keep(folder: string): Promise<never> {
  say(
    `kept, until Ctrl-C: nsenter --net=/proc/${process.pid}/ns/net kubectl --kubeconfig ${folder}/CLUSTER/kubeconfig …`,
  );
  return new Promise(() => setInterval(() => undefined, 60_000));
}
