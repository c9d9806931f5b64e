import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Value, ValueObject } from '@kustomize-ts/core';
import { createSandbox } from './sandbox.ts';

export interface ApiRequest {
  method: string;
  /** With its query. */
  path: string;
  url: URL;
  authorization: string;
  body: string;
}

/** What a server answers; text is sent as it is, `cut` ends the connection in the middle of the answer, and `silence` never answers. */
export type ApiAnswer = { status: number; body: object | string } | 'cut' | 'silence';

export interface ApiServer {
  url: string;
  requests: ApiRequest[];
  stop(): void;
}

interface Certificate {
  key: string;
  cert: string;
}

let made: Certificate | undefined;

/** A certificate of the loopback address, which signs itself. */
function certificate(): Certificate {
  if (made) return made;
  const { root, remove } = createSandbox();
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'];
  const files = ['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', `${root}/key`, '-out', `${root}/cert`];
  execFileSync('openssl', [...args, ...files], { stdio: 'ignore' });
  made = { key: readFileSync(`${root}/key`, 'utf8'), cert: readFileSync(`${root}/cert`, 'utf8') };
  remove();
  return made;
}

/** Starts an API server on the loopback interface, over HTTPS, that keeps its requests. */
export async function startApiServer(answerTo: (request: ApiRequest) => ApiAnswer): Promise<ApiServer> {
  const requests: ApiRequest[] = [];
  const server = createServer(certificate(), (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming;
      const url = new URL(path, 'https://localhost');
      const body = Buffer.concat(chunks).toString();
      const request = { method, path, url, authorization: headers.authorization ?? '', body };
      requests.push(request);
      const answer = answerTo(request);
      if (answer === 'silence') return;
      if (answer === 'cut') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
        response.write('{"kind":"List","items":[', () => response.destroy());
        return;
      }
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `https://127.0.0.1:${portOf(server)}`, requests, stop: () => stop(server) };
}

function stop(server: Server): void {
  server.closeAllConnections();
  server.close();
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

export interface KubeConfigOptions {
  /** What the user logs in with. */
  token?: string;
  /** Whether the kubeconfig has the certificate that the server shows. */
  trusts?: boolean;
}

/** A kubeconfig with one context. */
export function kubeconfigOf(context: string, url: string, options: KubeConfigOptions = {}): string {
  const { token = `token-of-${context}`, trusts = true } = options;
  const authority = trusts ? { 'certificate-authority-data': btoa(certificate().cert) } : {};
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: context, cluster: { server: url, ...authority } }],
    users: [{ name: context, user: { token } }],
    contexts: [{ name: context, context: { cluster: context, user: context } }],
    'current-context': context,
  });
}

/** A Kubernetes Status of a request that failed. */
export function failure(code: number, message: string): ApiAnswer {
  return { status: code, body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message } };
}

/** The resources of a cluster's state, by the paths of their lists. */
const PATHS: Readonly<Record<string, string>> = {
  '/apis/karpenter.sh/v1/nodepools': 'NodePool',
  '/apis/karpenter.k8s.aws/v1/ec2nodeclasses': 'EC2NodeClass',
  '/apis/karpenter.sh/v1/nodeclaims': 'NodeClaim',
  '/api/v1/nodes': 'Node',
  '/api/v1/pods': 'Pod',
  '/apis/policy/v1/poddisruptionbudgets': 'PodDisruptionBudget',
};

/**
 * Answers as an API server that holds the objects which kubectl printed: page by page, and without the type of each item.
 * @param most objects of a page
 */
export function listsOf(state: string, most = 2): (request: ApiRequest) => ApiAnswer {
  const items = JSON.parse(state).items as ValueObject[];
  return ({ method, url: { pathname, searchParams } }) => {
    const kind = PATHS[pathname];
    if (method !== 'GET' || kind === undefined) return failure(404, 'the server could not find it');
    const all = items.filter((item) => item.kind === kind);
    const start = Number(atob(searchParams.get('continue') ?? btoa('0')));
    const limit = searchParams.has('limit') ? Math.min(most, Number(searchParams.get('limit'))) : all.length;
    const end = start + limit;
    const page = all.slice(start, end).map(({ apiVersion: _a, kind: _k, ...item }): Value => item);
    const metadata = { resourceVersion: '7', ...(end < all.length ? { continue: btoa(String(end)) } : {}) };
    return { status: 200, body: { kind: `${kind}List`, apiVersion: 'v1', metadata, items: page } };
  };
}
