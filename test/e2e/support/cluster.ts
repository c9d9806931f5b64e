import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandResult, PROJECT, runAsync, runToSuccess } from '../../support/run.ts';
import { type KubeObject, readObjects } from './objects.ts';
import type { Processes, Running } from './processes.ts';
import { waitFor } from './wait.ts';

/** An API server with kubectl for it; it plays a cluster, which has neither nodes nor pods. */
export interface Cluster {
  name: string;
  kubeconfig: string;
  url: string;
  token: string;
  /** The certificate the server shows, PEM. */
  certificate: string;
  /** Runs kubectl and gives what it printed. */
  kubectl(...args: string[]): Promise<string>;
  tryKubectl(args: readonly string[], input?: string): Promise<CommandResult>;
  apply(yaml: string): Promise<void>;
  /** Objects of one or more kinds, `nodepool,ec2nodeclass`. */
  get(kinds: string, namespace?: string): Promise<KubeObject[]>;
}

export interface ControlPlane {
  processes: Processes;
  port(): number;
  /** The paths of the programs. */
  programs: { etcd: string; apiserver: string; kubectl: string };
  folder: string;
}

/** Starts the one etcd whose prefixes all clusters share; gives its URL. */
export async function startEtcd({ processes, port, programs, folder }: ControlPlane): Promise<string> {
  const client = `http://127.0.0.1:${port()}`;
  const peer = `http://127.0.0.1:${port()}`;
  processes.start('etcd', programs.etcd, [
    ...['--data-dir', join(folder, 'etcd'), '--unsafe-no-fsync'],
    ...['--listen-client-urls', client, '--advertise-client-urls', client],
    ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
    ...['--initial-cluster', `default=${peer}`, '--log-level', 'warn'],
  ]);
  return client;
}

/** Starts the API server of one cluster: an etcd prefix, a port and a certificate of its own. */
export async function startCluster(plane: ControlPlane, name: string, etcd: string): Promise<Cluster> {
  const folder = join(plane.folder, name);
  mkdirSync(folder, { recursive: true });
  const port = plane.port();
  const token = randomBytes(16).toString('hex');
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,system:masters\n`);
  const signing = join(folder, 'service-account.key');
  execFileSync('openssl', ['genrsa', '-out', signing, '2048'], { stdio: 'ignore' });
  const server = plane.processes.start(`kube-apiserver-${name}`, plane.programs.apiserver, [
    ...[`--etcd-servers=${etcd}`, `--etcd-prefix=/${name}`],
    ...['--bind-address=127.0.0.1', '--advertise-address=127.0.0.1', `--secure-port=${port}`],
    ...[`--cert-dir=${join(folder, 'certificates')}`, `--token-auth-file=${join(folder, 'tokens.csv')}`],
    '--service-account-issuer=https://kubernetes.default.svc',
    ...[`--service-account-key-file=${signing}`, `--service-account-signing-key-file=${signing}`],
    ...['--authorization-mode=RBAC', '--service-cluster-ip-range=10.0.0.0/24'],
    ...['--endpoint-reconciler-type=none', '--disable-admission-plugins=ServiceAccount'],
  ]);
  const certificate = join(folder, 'certificates', 'apiserver.crt');
  await waitFor(`the certificate of ${name}`, async () => {
    server.mustRun();
    return existsSync(certificate) && statSync(certificate).size > 0;
  });
  const kubeconfig = join(folder, 'kubeconfig');
  const url = `https://127.0.0.1:${port}`;
  writeFileSync(kubeconfig, kubeconfigOf(name, url, certificate, token));
  const cluster = connect(plane.programs.kubectl, {
    name,
    kubeconfig,
    url,
    token,
    certificate: readFileSync(certificate, 'utf8'),
  });
  await waitUntilReady(cluster, server);
  return cluster;
}

async function waitUntilReady(cluster: Cluster, server: Running): Promise<void> {
  await waitFor(
    `${cluster.name} to be ready`,
    async () => {
      server.mustRun();
      return (await cluster.tryKubectl(['get', '--raw', '/readyz'])).stdout === 'ok';
    },
    180,
  );
}

function connect(
  kubectl: string,
  about: Pick<Cluster, 'name' | 'kubeconfig' | 'url' | 'token' | 'certificate'>,
): Cluster {
  const all = (args: readonly string[]) => ['--kubeconfig', about.kubeconfig, ...args];
  return {
    ...about,
    kubectl: (...args) => runToSuccess(kubectl, all(args), PROJECT),
    tryKubectl: (args, input) => runAsync(kubectl, all(args), PROJECT, input === undefined ? {} : { input }),
    apply: async (yaml) => {
      await runToSuccess(kubectl, all(['apply', '--server-side', '--force-conflicts', '-f', '-']), PROJECT, {
        // kubectl 1.32 takes what begins with a brace for JSON, which has no separators of documents.
        input: `---\n${yaml}`,
      });
    },
    get: async (kinds, namespace) =>
      readObjects(
        await runToSuccess(
          kubectl,
          all(['get', kinds, '-o', 'json', ...(namespace ? ['-n', namespace] : [])]),
          PROJECT,
        ),
      ),
  };
}

function kubeconfigOf(name: string, server: string, certificate: string, token: string): string {
  return `${JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority': certificate } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  })}\n`;
}

/** Installs the CRDs of a folder and waits until they are served. */
export async function installCrds(cluster: Cluster, ...folders: string[]): Promise<void> {
  await cluster.kubectl('apply', '--server-side', ...folders.flatMap((folder) => ['-f', folder]));
  // kubectl wait fails on a CRD that has no conditions yet.
  const wait = ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=10s'];
  await waitFor(`the CRDs of ${cluster.name}`, async () => (await cluster.tryKubectl(wait)).status === 0);
}
