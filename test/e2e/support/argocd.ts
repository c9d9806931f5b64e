import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type Cluster, type ControlPlane, installCrds } from './cluster.ts';
import type { KubeObject } from './objects.ts';
import type { Running } from './processes.ts';
import type { Redis } from './redis.ts';
import { waitFor } from './wait.ts';

/** Argo CD in a hub cluster, with access to the others by their names. */
export interface ArgoCd {
  applications(): Promise<KubeObject[]>;
  /** Waits until an Application is Synced and Healthy at the tip of the branch. */
  synced(name: string, revision: string): Promise<KubeObject>;
  /** Has Argo CD look at the repository now, for all Applications or one. */
  refresh(name?: string): Promise<void>;
  /** Waits until Argo CD has looked at all Applications once more, or at one. */
  refreshed(name?: string): Promise<void>;
  application(name: string): Promise<KubeObject | undefined>;
  /** Ends what an Application is at work on, as `argocd app terminate-op` does. */
  terminate(name: string): Promise<void>;
  /** Waits until what an Application is at work on, or ended with, is a message. */
  reports(name: string, message: RegExp): Promise<void>;
  /** Waits until the deletion of an Application waits for a person; Argo CD says so in its log alone. */
  asksForDeletion(name: string): Promise<void>;
  /** Lets Argo CD delete what it has asked for, as a person does in its user interface. */
  confirm(name: string): Promise<void>;
  /** Sets keys of `argocd-cm`, or with null takes them out. */
  configure(data: Record<string, string | null>): Promise<void>;
  /** Takes away all ApplicationSets and Applications, and leaves what they brought to clusters. */
  clear(): Promise<void>;
}

export interface ArgoCdOptions {
  /** The one program that is all of Argo CD, and kustomize, which it calls. */
  programs: { argocd: string; kustomize: string };
  redis: Redis;
  /** The folder of its CRDs. */
  crds: string;
  clusters: readonly Cluster[];
  /** Seconds after which it looks at an Application again without being asked to; 10 by default. */
  resync?: number;
  /** Seconds that it waits for manifests; Argo CD's default is 60. */
  manifestTimeout?: number;
}

const NAMESPACE = 'argocd';
const RESYNC = 10;

export async function startArgoCd(
  plane: ControlPlane,
  hub: Cluster,
  options: ArgoCdOptions,
): Promise<ArgoCd> {
  await installCrds(hub, options.crds);
  await hub.kubectl('create', 'namespace', NAMESPACE);
  await hub.apply(configuration(options));
  const programs = startPrograms(plane, hub, options);
  const applications = () => hub.get('applications.argoproj.io', NAMESPACE);
  const application = async (name: string) =>
    (await applications()).find(({ metadata }) => metadata.name === name);
  const waitForStatus = (
    what: string,
    name: string,
    isReached: (found: KubeObject) => boolean,
  ): Promise<KubeObject> =>
    waitFor(
      what,
      async () => {
        for (const program of programs) program.mustRun();
        const found = await application(name);
        return found && isReached(found) ? found : undefined;
      },
      180,
    ).catch(async (error: Error) => {
      const { status } = (await application(name)) ?? {};
      throw new Error(`${error.message}; its status is ${JSON.stringify(status)?.slice(0, 2000)}`);
    });
  const inNamespace = (...args: string[]) => hub.kubectl('-n', NAMESPACE, ...args);
  const annotate = (name: string, annotation: string) =>
    inNamespace('annotate', '--overwrite', `applications.argoproj.io/${name}`, annotation);
  const refresh = async (name?: string): Promise<void> => {
    for (const { metadata } of await applications())
      if (name === undefined || name === metadata.name)
        await annotate(metadata.name, 'argocd.argoproj.io/refresh=normal');
  };
  return {
    applications,
    application,
    synced: (name, revision) =>
      waitForStatus(`Argo CD to sync ${name}`, name, (found) => isSynced(found, revision)),
    reports: async (name, message) => {
      await waitForStatus(`${name} to report ${message}`, name, ({ status }) =>
        message.test((status?.operationState as { message?: string } | undefined)?.message ?? ''),
      );
    },
    asksForDeletion: async (name) => {
      await waitFor(`Argo CD to ask for the deletion of ${name}`, async () =>
        programs.some((program) =>
          program
            .printed()
            .split('\n')
            .some(
              (line) =>
                line.includes(`application=${name} `) &&
                line.includes('requires manual confirmation to delete'),
            ),
        ),
      );
    },
    refresh,
    refreshed: async (name) => {
      await refresh(name);
      // Argo CD takes the annotation away when it has looked.
      await waitFor('Argo CD to look at the Applications', async () =>
        (await applications()).every(
          ({ metadata }) => metadata.annotations?.['argocd.argoproj.io/refresh'] === undefined,
        ),
      );
    },
    terminate: async (name) => {
      const patch = JSON.stringify({ status: { operationState: { phase: 'Terminating' } } });
      await inNamespace('patch', `applications.argoproj.io/${name}`, '--type=merge', '-p', patch);
    },
    confirm: async (name) => {
      await annotate(name, `argocd.argoproj.io/deletion-approved=${new Date().toISOString()}`);
    },
    configure: async (data) => {
      await inNamespace('patch', 'configmap', 'argocd-cm', '--type=merge', '-p', JSON.stringify({ data }));
    },
    clear: async () => {
      await inNamespace('delete', 'applicationsets.argoproj.io', '--all', '--cascade=orphan');
      const free = JSON.stringify({ metadata: { finalizers: null } });
      for (const { metadata } of await applications()) {
        const name = `applications.argoproj.io/${metadata.name}`;
        await inNamespace('patch', name, '--type=merge', '-p', free);
        await inNamespace('delete', name, '--ignore-not-found');
      }
    },
  };
}

/** Whether an Application is Synced at a revision, and nothing is under way. */
export function isSynced({ status }: KubeObject, revision: string): boolean {
  const sync = status?.sync as { status?: string; revision?: string } | undefined;
  const operation = status?.operationState as { phase?: string } | undefined;
  return sync?.status === 'Synced' && sync.revision === revision && operation?.phase !== 'Running';
}

function startPrograms(
  { processes, port, folder }: ControlPlane,
  hub: Cluster,
  { programs, redis, resync = RESYNC, manifestTimeout = 60 }: ArgoCdOptions,
): Running[] {
  const home = join(folder, 'argocd');
  for (const sub of ['tls', 'ssh', 'plugins', 'tmp', 'gpg', 'bin'])
    mkdirSync(join(home, sub), { recursive: true });
  writeFileSync(join(home, 'ssh', 'ssh_known_hosts'), '');
  // Argo CD 3.6 asks this program of its image for the signature of every commit; none is signed here.
  writeFileSync(join(home, 'bin', 'git-verify-wrapper.sh'), '#!/bin/sh\n', { mode: 0o755 });
  const env = {
    KUBECONFIG: kubeconfigIn(home, hub),
    PATH: [dirname(programs.kustomize), join(home, 'bin'), process.env.PATH].join(delimiter),
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_TLS_DATA_PATH: join(home, 'tls'),
    ARGOCD_SSH_DATA_PATH: join(home, 'ssh'),
    ARGOCD_PLUGINSOCKFILEPATH: join(home, 'plugins'),
    ARGOCD_CONTROLLER_REPLICAS: '1',
    HOSTNAME: 'argocd-0',
  };
  const start = (name: string, args: readonly string[]) =>
    processes.start(name, programs.argocd, [...args, '--logformat', 'text'], {
      ...env,
      ARGOCD_BINARY_NAME: name,
    });
  const [redisPort, repoPort] = [port(), port()];
  const address = (number: number) => `127.0.0.1:${number}`;
  const repository = ['--redis', address(redisPort), '--repo-server', address(repoPort)];
  return [
    processes.start(
      'redis',
      redis.program,
      ['--bind', '127.0.0.1', '--port', String(redisPort), '--save', '', '--appendonly', 'no', '--dir', home],
      redis.env,
    ),
    start('argocd-repo-server', [
      ...['--address', '127.0.0.1', '--port', String(repoPort)],
      ...['--metrics-address', '127.0.0.1', '--metrics-port', String(port()), '--redis', address(redisPort)],
    ]),
    start('argocd-application-controller', [
      ...repository,
      ...['--metrics-port', String(port())],
      ...['--app-resync', String(resync), '--app-resync-jitter', '0'],
      ...['--repo-server-timeout-seconds', String(manifestTimeout)],
    ]),
    start('argocd-applicationset-controller', [
      ...['--argocd-repo-server', address(repoPort)],
      ...['--metrics-addr', address(port()), '--probe-addr', address(port())],
      ...['--webhook-addr', address(port()), '--namespace', NAMESPACE, '--enable-progressive-syncs'],
    ]),
  ];
}

/** The hub's kubeconfig with Argo CD's namespace as the default one, as its pods have it. */
function kubeconfigIn(home: string, { kubeconfig }: Cluster): string {
  const config = JSON.parse(readFileSync(kubeconfig, 'utf8')) as { contexts: { context: object }[] };
  const contexts = config.contexts.map((one) => ({
    ...one,
    context: { ...one.context, namespace: NAMESPACE },
  }));
  const file = join(home, 'kubeconfig');
  writeFileSync(file, JSON.stringify({ ...config, contexts }));
  return file;
}

/** What an installation of Argo CD has in its namespace, and a Secret for every cluster it may reach. */
function configuration({ clusters, resync = RESYNC }: ArgoCdOptions): string {
  const part = { 'app.kubernetes.io/part-of': 'argocd' };
  const metadata = (name: string, labels: Record<string, string> = part) => ({
    name,
    namespace: NAMESPACE,
    labels,
  });
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('argocd-cm'),
      data: { 'timeout.reconciliation': `${resync}s`, 'timeout.reconciliation.jitter': '0s' },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('argocd-rbac-cm') },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata('argocd-secret'),
      stringData: { 'server.secretkey': 'e2e' },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: metadata('default'),
      spec: {
        sourceRepos: ['*'],
        destinations: [{ namespace: '*', server: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    },
    ...clusters.map(({ name, url, token, certificate }) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata(name, { 'argocd.argoproj.io/secret-type': 'cluster' }),
      stringData: {
        name,
        server: url,
        config: JSON.stringify({
          bearerToken: token,
          tlsClientConfig: { caData: Buffer.from(certificate).toString('base64') },
        }),
      },
    })),
  ];
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}
