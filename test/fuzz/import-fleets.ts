import type { FleetSpec } from '../../generator/load/index.ts';
import type { JsonPatchOperation } from '../../generator/load/resolved.ts';
import { Random } from './crd-objects.ts';

type Mapping = Record<string, unknown>;

/** Makes random fleets that clusters accept, with everything that a generated tree shows. */
export class FleetMaker {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  fleet(): FleetSpec {
    const shared = this.#names(['default', 'shared', 'arm'], 0, 2);
    const pools = this.#names(['general', 'gpu', 'spot', 'batch-1', 'x86'], 1, 4);
    const classes = Object.fromEntries(shared.map((name) => [name, this.#sharedClass()]));
    const spec = {
      karpenter: '1.15',
      ...(this.#random.chance(0.2)
        ? {
            output: {
              base: 'platform/bases',
              overlays: 'platform/overlays',
              clusters: 'platform/clusters',
              argocd: 'argo',
            },
          }
        : {}),
      variables: {
        CLUSTER: {
          description: 'Name of the cluster',
          ...(this.#chance(0.2) ? { default: '{cluster}' } : {}),
        },
        ROLE: {},
        SG: { pattern: '^sg-' },
        TIER: { default: this.#pick(['gold', '{cluster}-tier']) },
      },
      ...(this.#chance(0.3)
        ? { defaults: { nodePool: { template: { spec: { expireAfter: '240h' } } } } }
        : {}),
      ...(shared.length > 0 ? { nodeClasses: classes } : {}),
      pools: Object.fromEntries(pools.map((name) => [name, this.#pool(shared)])),
      environments: this.#environments(pools, shared),
      ...this.#delivery(),
    };
    return spec as unknown as FleetSpec;
  }

  #chance(probability: number): boolean {
    return this.#random.chance(probability);
  }

  #pick<T>(items: readonly T[]): T {
    return this.#random.pick(items);
  }

  /** Some of the names, in any order. */
  #names(all: readonly string[], least: number, most: number): string[] {
    const count = least + this.#random.below(most - least + 1);
    return all
      .map((name) => ({ name, at: this.#random.next() }))
      .toSorted((a, b) => a.at - b.at)
      .slice(0, count)
      .map(({ name }) => name);
  }

  #pool(shared: readonly string[]): Mapping {
    const metadata = { team: this.#pick(['web', 'ml', '${CLUSTER}', '${TIER}-team']) };
    return {
      nodePool: this.#nodePool(),
      nodeClass: shared.length > 0 && this.#chance(0.5) ? this.#pick(shared) : this.#nodeClass(),
      ...(this.#chance(0.3) ? { labels: metadata } : {}),
      ...this.#annotations(),
      ...(this.#chance(0.3) ? { protect: this.#chance(0.8) } : {}),
    };
  }

  #annotations(): Mapping {
    const annotations = {
      ...(this.#chance(0.2) ? { 'example.com/note': 'costs $5, or ${ROLE}' } : {}),
      ...(this.#chance(0.15) ? { 'argocd.argoproj.io/sync-wave': this.#pick(['-1', '0', '1', '5']) } : {}),
      ...(this.#chance(0.15) ? { 'argocd.argoproj.io/sync-options': 'Replace=true' } : {}),
      ...(this.#chance(0.1) ? { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } : {}),
    };
    return Object.keys(annotations).length > 0 ? { annotations } : {};
  }

  #sharedClass(): Mapping {
    return {
      nodeClass: this.#nodeClass(),
      ...(this.#random.chance(0.3) ? { labels: { team: this.#pick(['platform', '${TIER}']) } } : {}),
      ...this.#annotations(),
    };
  }

  #requirements(): Mapping[] {
    const values = (all: readonly string[]) => this.#names(all, 1, all.length);
    const all = [
      { key: 'karpenter.sh/capacity-type', operator: 'In', values: values(['on-demand', 'spot']) },
      { key: 'kubernetes.io/arch', operator: 'In', values: values(['amd64', 'arm64']) },
      { key: 'karpenter.k8s.aws/instance-category', operator: 'NotIn', values: values(['t', 'a', 'x']) },
      { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: [this.#pick(['2', '4'])] },
    ];
    return all.filter(() => this.#chance(0.7));
  }

  #nodePool(): Mapping {
    return {
      template: {
        ...(this.#chance(0.4)
          ? { metadata: { labels: { role: this.#pick(['web', 'db', '${CLUSTER}-x']) } } }
          : {}),
        spec: {
          requirements: this.#requirements(),
          ...(this.#chance(0.3) ? { taints: [{ key: 'example.com/only', effect: 'NoSchedule' }] } : {}),
          ...(this.#chance(0.3) ? { expireAfter: this.#pick(['24h', 'Never']) } : {}),
        },
      },
      ...(this.#chance(0.6) ? { limits: { cpu: this.#pick<unknown>(['100', 64, '1k']) } } : {}),
      ...(this.#chance(0.3) ? { weight: this.#pick([1, 50]) } : {}),
      ...(this.#chance(0.4)
        ? {
            disruption: {
              consolidateAfter: '5m',
              budgets: [{ nodes: this.#pick(['10%', '0']) }, { nodes: '3' }],
            },
          }
        : {}),
    };
  }

  #nodeClass(): Mapping {
    const terms = [{ tags: { 'karpenter.sh/discovery': '${CLUSTER}' } }];
    return {
      amiSelectorTerms: [{ alias: this.#pick(['al2023@latest', 'al2023@v20250704']) }],
      role: this.#pick(['${ROLE}', 'karpenter-node-${CLUSTER}', 'nodes']),
      subnetSelectorTerms: terms,
      securityGroupSelectorTerms: this.#chance(0.5) ? [{ id: '${SG}' }] : terms,
      ...(this.#chance(0.3)
        ? {
            userData: this.#pick([
              '#!/bin/sh\necho "${HOME}" $PATH ${PORT:-80}\n',
              'cluster=${CLUSTER}\nx=$$\n',
            ]),
          }
        : {}),
      ...(this.#chance(0.3)
        ? { tags: { cost: this.#pick(['$center', 'a$${ROLE}b', '5', 'x: y']), on: 'yes' } }
        : {}),
      ...(this.#chance(0.3) ? { detailedMonitoring: this.#chance(0.5) } : {}),
      ...(this.#chance(0.3)
        ? {
            blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeSize: '100Gi', encrypted: true } }],
          }
        : {}),
    };
  }

  #environments(pools: readonly string[], shared: readonly string[]): Mapping {
    const names = this.#names(['dev', 'staging', 'prod', 'qa'], 1, 3);
    return Object.fromEntries(
      names.map((name, i) => [name, this.#environment(name, i === 0, pools, shared)]),
    );
  }

  /** @param isWhole whether it has every pool, so that each pool is in some environment */
  #environment(name: string, isWhole: boolean, pools: readonly string[], shared: readonly string[]): Mapping {
    const changed = pools
      .filter(() => this.#chance(0.6))
      .map((pool) => [pool, this.#override(isWhole || pool === pools[0])]);
    const patched = shared
      .filter(() => this.#chance(0.4))
      .map((one) => [one, { nodeClass: { detailedMonitoring: true } }]);
    const clusters = this.#names([`${name}-1`, `${name}-2`, `eu-${name}`], isWhole ? 1 : 0, 3);
    const values = {
      ...(this.#chance(0.4) ? { TIER: this.#pick(['silver', 'bronze', '{cluster}-x']) } : {}),
      ...(this.#chance(0.3) ? { ROLE: `nodes-${name}` } : {}),
    };
    return {
      ...(this.#chance(0.4) ? { protect: this.#chance(0.6) } : {}),
      ...(Object.keys(values).length > 0 ? { variables: values } : {}),
      ...(changed.length > 0 ? { pools: Object.fromEntries(changed) } : {}),
      ...(patched.length > 0 ? { nodeClasses: Object.fromEntries(patched) } : {}),
      clusters: Object.fromEntries(clusters.map((cluster) => [cluster, this.#cluster(cluster)])),
    };
  }

  #override(isWhole: boolean): unknown {
    if (!isWhole && this.#chance(0.3)) return false;
    return this.#chance(0.5) ? { nodePool: this.#patch() } : { nodePoolJson6902: this.#operations() };
  }

  #patch(): Mapping {
    return this.#pick<Mapping>([
      { limits: { cpu: '10' } },
      { limits: null },
      { template: { spec: { requirements: this.#requirements() } } },
      { disruption: { consolidateAfter: '0s', consolidationPolicy: 'WhenEmpty' } },
      { template: { metadata: { labels: { role: null, zone: '${CLUSTER}' } } } },
    ]);
  }

  #operations(): JsonPatchOperation[] {
    return this.#pick<JsonPatchOperation[]>([
      [
        {
          op: 'add',
          path: '/spec/template/spec/requirements/-',
          value: { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
        },
      ],
      [{ op: 'add', path: '/spec/limits', value: { memory: '64Gi', cpu: '8' } }],
      [
        { op: 'add', path: '/spec/weight', value: 7 },
        { op: 'replace', path: '/spec/weight', value: 8 },
      ],
    ]);
  }

  #cluster(name: string): Mapping {
    return {
      variables: {
        CLUSTER: name,
        ROLE: this.#pick(['nodes', `role-${name}`]),
        ...(this.#chance(0.2) ? { TIER: 'wood' } : {}),
        SG: `sg-0${this.#pick(['a', 'b', 'c'])}1`,
      },
      ...(this.#chance(0.2) ? { server: `https://${name}.example.com` } : {}),
      ...(this.#chance(0.2) ? { labels: { region: 'eu' } } : {}),
    };
  }

  #delivery(): Mapping {
    const flux = {
      sourceRef: { kind: 'GitRepository', name: 'fleet' },
      ...(this.#chance(0.3) ? { interval: '1h', prune: false } : {}),
      ...(this.#chance(0.3) ? { path: './platform' } : {}),
      ...(this.#chance(0.3) ? { healthChecks: true } : {}),
      ...(this.#chance(0.3)
        ? { dependsOn: [{ name: this.#pick(['karpenter', '{cluster}-karpenter']) }] }
        : {}),
      ...(this.#chance(0.2)
        ? { source: { url: 'https://git.example.com/fleet.git', ref: { branch: 'main' } } }
        : {}),
      ...(this.#chance(0.3)
        ? { hub: { kubeConfig: { secretRef: { name: '{cluster}-kubeconfig' } } }, shards: 3 }
        : {}),
    };
    const argocd = {
      repoURL: 'https://git.example.com/fleet.git',
      ...(this.#chance(0.3) ? { project: 'platform', targetRevision: 'main', path: './platform' } : {}),
      ...(this.#chance(0.3) ? { generator: 'clusters' } : {}),
      ...(this.#chance(0.4) ? { syncWaves: this.#chance(0.8) } : {}),
      ...(this.#chance(0.3)
        ? {
            rollingSync: {
              steps: [
                { matchExpressions: [{ key: 'region', operator: 'In', values: ['eu'] }] },
                {
                  matchExpressions: [{ key: 'region', operator: 'NotIn', values: ['eu'] }],
                  maxUpdate: '25%',
                },
              ],
            },
          }
        : {}),
      ...(this.#chance(0.3) ? { protection: this.#pick(['confirm', 'never']) } : {}),
      ...(this.#chance(0.3)
        ? {
            syncPolicy: {
              automated: { prune: true },
              ...(this.#chance(0.5)
                ? { retry: { limit: -1, refresh: true, backoff: { duration: '5s' } } }
                : {}),
            },
          }
        : {}),
    };
    const delivery = { ...(this.#chance(0.5) ? { flux } : {}), ...(this.#chance(0.4) ? { argocd } : {}) };
    return Object.keys(delivery).length > 0 ? { delivery } : {};
  }
}
