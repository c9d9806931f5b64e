import { request } from 'node:https';
import type { Cluster } from '../support/cluster.ts';
import { conditionOf, type KubeObject } from '../support/objects.ts';

const PERIOD = 200;

/** What has happened to the nodes of a pool since `begin`. */
export interface Happened {
  /** The nodes that there were, by their instance types. */
  old: Map<string, string>;
  drifted: Set<string>;
  gone: Set<string>;
  /** How many of them were being replaced, drained or deleted at one time. */
  mostAtOnce: number;
  /** Nodes that came since. */
  fresh: Set<string>;
}

interface Claim {
  pool: string;
  type: string;
  isInitialized: boolean;
  isDrifted: boolean;
  isGoing: boolean;
}

/** Watches the NodeClaims of a cluster. */
export class ClaimWatch {
  #claims = new Map<string, Claim>();
  #error: unknown;
  readonly #happened = new Map<string, Happened>();
  readonly #cluster: Cluster;
  readonly #timer: NodeJS.Timeout;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#timer = setInterval(() => void this.#poll(), PERIOD);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** How many nodes of a pool are initialized and stay. */
  ready(pool: string): number {
    const own = [...this.#claims.values()].filter((claim) => claim.pool === pool);
    return own.filter(({ isInitialized, isGoing }) => isInitialized && !isGoing).length;
  }

  /** Starts to note what happens to the nodes that a pool has now. */
  begin(pool: string): Happened {
    const own = [...this.#claims].filter(([, claim]) => claim.pool === pool);
    const happened: Happened = {
      old: new Map(own.map(([name, { type }]) => [name, type])),
      drifted: new Set(),
      gone: new Set(),
      mostAtOnce: 0,
      fresh: new Set(),
    };
    this.#happened.set(pool, happened);
    return happened;
  }

  /** Fails where the API server could not be read since the last call. */
  check(): void {
    const error = this.#error;
    this.#error = undefined;
    if (error !== undefined) throw error;
  }

  async #poll(): Promise<void> {
    try {
      const items = await listClaims(this.#cluster);
      this.#claims = new Map(items.map((item) => [item.metadata.name, readClaim(item)]));
      for (const [pool, happened] of this.#happened) this.#note(pool, happened);
    } catch (error) {
      this.#error = error;
    }
  }

  #note(pool: string, happened: Happened): void {
    let going = 0;
    for (const name of happened.old.keys()) {
      const claim = this.#claims.get(name);
      if (claim === undefined) happened.gone.add(name);
      if (claim?.isDrifted) happened.drifted.add(name);
      if (claim?.isGoing) going += 1;
    }
    happened.mostAtOnce = Math.max(happened.mostAtOnce, going);
    for (const [name, claim] of this.#claims)
      if (claim.pool === pool && !happened.old.has(name)) happened.fresh.add(name);
  }
}

function readClaim(object: KubeObject): Claim {
  const { labels = {}, deletionTimestamp } = object.metadata;
  const isTrue = (type: string) => conditionOf(object, type)?.status === 'True';
  return {
    pool: labels['karpenter.sh/nodepool'] ?? '',
    type: labels['node.kubernetes.io/instance-type'] ?? '',
    isInitialized: isTrue('Initialized'),
    isDrifted: isTrue('Drifted'),
    isGoing: deletionTimestamp !== undefined || isTrue('DisruptionReason'),
  };
}

function listClaims({ url, token, certificate }: Cluster): Promise<KubeObject[]> {
  return new Promise((resolve, reject) => {
    const options = { ca: certificate, headers: { authorization: `Bearer ${token}` } };
    const sent = request(`${url}/apis/karpenter.sh/v1/nodeclaims`, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve((JSON.parse(text) as { items: KubeObject[] }).items);
        else reject(new Error(`listing NodeClaims: ${response.statusCode} ${text.slice(0, 200)}`));
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
