import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type RequestOptions,
} from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Value } from '@kustomize-ts/core';
import { codeOf } from '../../diagnostics/explained-error.ts';
import type { ImportPackage } from '../packages.ts';
import { lineOf, readKubeConfig, ServerFault } from './kubeconfig.ts';

/** An API server, reached as kubectl reaches it by a context of the kubeconfig. */
export interface Api {
  /** The name of the context. */
  name: string;
  /**
   * Sends a request and gives the answer, whatever its status.
   * @param path with its query, such as `/api/v1/nodes?limit=500`
   * @param body of a server-side apply, as JSON
   * @throws {ServerFault} when the server is not reached, or answers no JSON
   */
  request(method: 'GET' | 'PATCH', path: string, body?: string): Promise<Answer>;
}

export interface Answer {
  status: number;
  /** Parsed JSON, or the text if it is not JSON. */
  body: Value;
}

/** How long a server may be silent, in milliseconds. */
const PATIENCE = 30_000;

/**
 * Opens the API server of a context.
 * @param context of the kubeconfig that kubectl would use (`$KUBECONFIG`, `~/.kube/config`); empty for the current one
 * @throws {ServerFault} when there is no such context, or no way to log in
 */
export async function openApi(
  context: string,
  importPackage: ImportPackage,
  patience = PATIENCE,
): Promise<Api> {
  const { KubeConfig: Config } = await importPackage('@kubernetes/client-node');
  const config = readKubeConfig(new Config(), context);
  const name = currentContext(config);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined)
    throw new ServerFault(
      `the context ${name} has no cluster`,
      'Set its cluster with kubectl config set-context',
    );
  const options = server.startsWith('http:')
    ? await plainOptions(config, name)
    : await requestOptions(config, name);
  return {
    name,
    request: (method, path, body) =>
      send(
        new URL(`${server.replace(/\/+$/, '')}${path}`),
        { ...options, method, timeout: patience },
        name,
        body,
      ),
  };
}

function currentContext(config: KubeConfig): string {
  const name: string | undefined = config.getCurrentContext();
  if (name) return name;
  const contexts = config.getContexts().map((context) => context.name);
  throw new ServerFault(
    'the kubeconfig has no current context',
    contexts.length > 0
      ? `Name one with --server: ${contexts.join(', ')}`
      : 'Set KUBECONFIG to a file that kubectl can use',
  );
}

/** Without TLS, such as with `kubectl proxy`, no credentials are sent: client-go, tools/clientcmd/client_config.go, ClientConfig. */
async function plainOptions(config: KubeConfig, name: string): Promise<RequestOptions> {
  if (config.getCurrentCluster()?.proxyUrl === undefined)
    return { agent: new HttpAgent({ keepAlive: true }) };
  const { agent } = await requestOptions(config, name);
  return { agent };
}

/** Certificates, credentials and proxy of the current context, with connections that are used again. */
async function requestOptions(config: KubeConfig, name: string): Promise<RequestOptions> {
  try {
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    if (config.getCurrentCluster()?.proxyUrl === undefined && options.agent instanceof Agent)
      options.agent = new Agent({ ...options.agent.options, keepAlive: true });
    return options;
  } catch (cause) {
    const { exec } = config.getCurrentUser() ?? {};
    if (isNotFound(cause) && exec?.command)
      throw new ServerFault(
        `cannot log in to the server ${name}: its credential plugin ${exec.command} is not found`,
        `Install ${exec.command}, or add its folder to PATH`,
        { cause },
      );
    throw new ServerFault(`cannot log in to the server ${name}: ${lineOf(cause)}`, TRY_KUBECTL, { cause });
  }
}

/** Whether a program could not be started because it is not installed. */
function isNotFound(cause: unknown): boolean {
  return codeOf(cause) === 'ENOENT' && cause instanceof Error && cause.message.startsWith('spawn ');
}

const TRY_KUBECTL = 'Try kubectl version with the same context';

function send(url: URL, options: RequestOptions, name: string, body: string | undefined): Promise<Answer> {
  const start = url.protocol === 'http:' ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(
        new ServerFault(`cannot reach the server ${name}: ${reasonOf(error)}`, TRY_KUBECTL, { cause: error }),
      );
    const headers = {
      ...options.headers,
      accept: 'application/json',
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/apply-patch+yaml', 'content-length': Buffer.byteLength(body) }),
    };
    const request: ClientRequest = start(url, { ...options, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        const text = Buffer.concat(chunks).toString();
        const parsed = parse(text);
        if (parsed === undefined && status < 400)
          fail(new Error('its response is not that of an API server'));
        else resolve({ status, body: parsed ?? text });
      });
    });
    request.on('timeout', () => request.destroy(new Error('it does not respond')));
    request.on('error', fail);
    request.end(body);
  });
}

function parse(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** What went wrong; where a host has several addresses, at the first of them. */
function reasonOf(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as Error[]) : [];
  return first?.message || error.message || (codeOf(error) ?? error.name);
}
