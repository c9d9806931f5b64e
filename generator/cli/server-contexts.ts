import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Fleet } from '../load/index.ts';
import type { Options } from './command.ts';

/** A context of the kubeconfig, and the cluster that it reaches where that matters. */
export interface ServerContext {
  /** Empty for the current one. */
  context: string;
  cluster?: string;
}

/** Stands for the name of each cluster in a context. */
const CLUSTER = '{cluster}';

/**
 * The contexts of `--server [CLUSTER=]CONTEXT`: what names a cluster, what names none, and for all other clusters a context with
 * `{cluster}` in it.
 * @param clusters that may be named
 */
export function serverContexts(
  written: Options[string],
  clusters: readonly string[],
): ServerContext[] | { problem: Diagnostic } {
  const texts = [written ?? []].flat().map(String);
  const contexts: ServerContext[] = [];
  for (const text of texts) {
    const [, cluster, context = ''] = /^(?:([^=/]*)=)?(.*)$/s.exec(text) ?? [];
    if (cluster === undefined) {
      if (!context.includes(CLUSTER)) contexts.push({ context });
      continue;
    }
    if (context === '') return wrong(`--server takes CLUSTER=CONTEXT, not ${text}`);
    if (!clusters.includes(cluster))
      return wrong(
        `--server names ${cluster}, which is not a cluster of the fleet`,
        didYouMean(cluster, clusters, 'cluster'),
      );
    contexts.push({ context: forCluster(context, cluster), cluster });
  }
  const named = contexts.map(({ context, cluster }) => cluster ?? context);
  const twice = named.find((name, i) => named.indexOf(name) !== i);
  if (twice !== undefined)
    return wrong(`--server names ${twice === '' ? 'the current context' : twice} twice`);
  const patterns = texts.filter((text) => !text.includes('=') && text.includes(CLUSTER));
  const [pattern, another] = patterns;
  if (another !== undefined)
    return wrong(`--server ${pattern} and --server ${another} both name a context for every cluster`);
  if (pattern === undefined) return contexts;
  const others = clusters.filter((cluster) => !contexts.some((one) => one.cluster === cluster));
  return [...contexts, ...others.map((cluster) => ({ context: forCluster(pattern, cluster), cluster }))];
}

/** The clusters of a fleet, in its order. */
export function clustersOf({ spec }: Fleet): string[] {
  return Object.values(spec.environments).flatMap(({ clusters }) => Object.keys(clusters ?? {}));
}

function forCluster(context: string, cluster: string): string {
  return context.replaceAll(CLUSTER, cluster);
}

function wrong(message: string, help = 'Write --server CLUSTER=CONTEXT'): { problem: Diagnostic } {
  return { problem: { code: 'invalid-value', severity: 'error', message, help } };
}
