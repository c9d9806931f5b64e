import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openCrds } from '../../../../generator/crds/karpenter.ts';
import type { DeliveryOrder } from '../../../../generator/plan/delivery/order.ts';
import { createWritten } from '../../../../generator/plan/delivery/written.ts';
import { makePlan, type Plan } from '../../../../generator/plan/plan.ts';
import { change, FLEET } from '../../../support/fleets.ts';
import { memoryHost } from '../../load/helper.ts';
import { NOON, revisionOf } from '../helper.ts';

const test = suite('order of delivery');

const PRUNED = 'syncPolicy: { automated: { prune: true } }';
const byFlux = (more = ''): string =>
  `${FLEET}  delivery:\n    flux: { sourceRef: { kind: GitRepository, name: flux-system }${more} }\n`;
const byArgo = (more = `, ${PRUNED}`): string =>
  `${FLEET}  delivery:\n    argocd: { repoURL: https://git.example.com/web.git${more} }\n`;
const RENAMED = (fleet: string): string => change(fleet, '    general:\n', '    store:\n');
const TAINTED = (fleet: string): string =>
  change(
    fleet,
    '          spec:\n',
    '          spec:\n            taints: [{ key: team, value: web, effect: NoSchedule }]\n',
  );

type Files = Record<string, string>;

function planOf(before: string, after: string, [old, now]: [Files, Files] = [{}, {}]): Plan {
  return makePlan({
    before: revisionOf(before),
    after: revisionOf(after),
    crds: openCrds(),
    at: NOON,
    written: {
      before: createWritten(memoryHost(old), 'clusters'),
      after: createWritten(memoryHost(now), 'clusters'),
    },
  });
}

/** `ACTION OBJECTS; NOTE` of each step. */
function steps({ delivery: [order] }: Pick<Plan, 'delivery'>): string[] {
  return (order?.steps ?? []).map(({ action, objects, note }) =>
    [`${action} ${objects.join(' ')}`, note].filter(Boolean).join('; '),
  );
}

function texts(orders: readonly DeliveryOrder[]): string[] {
  return orders.flatMap(({ notes }) => notes.map(({ text }) => text));
}

test('Flux applies classes, then pools, and deletes before anything is ready', () => {
  const fleet = byFlux(', dependsOn: [{ name: karpenter }]');
  const plan = planOf(fleet, RENAMED(fleet));
  assert.equal(steps(plan), [
    'wait Kustomization/karpenter',
    'apply EC2NodeClass/store NodePool/store',
    'delete NodePool/general EC2NodeClass/general; at once, before what was applied is ready',
  ]);
  assert.equal(
    plan.delivery.map(({ environment, clusters, deliverer }) => [environment, clusters, deliverer]),
    [
      ['dev', ['dev-1'], 'Kustomization/web'],
      ['prod', ['prod-1'], 'Kustomization/web'],
    ],
  );
  const kept = byFlux(', prune: false');
  assert.equal(steps(planOf(kept, RENAMED(kept))), ['apply EC2NodeClass/store NodePool/store']);
});

test('with health checks, Flux waits for node classes before it applies node pools and deletes', () => {
  const fleet = byFlux(', healthChecks: true');
  assert.equal(steps(planOf(fleet, RENAMED(fleet))), [
    'apply EC2NodeClass/store',
    'wait EC2NodeClass/store; for a minute, then Flux starts again',
    'apply NodePool/store',
    'delete NodePool/general EC2NodeClass/general; at once, before what was applied is ready',
  ]);
  assert.equal(steps(planOf(fleet, TAINTED(fleet))), ['apply NodePool/general']);
});

test('Argo CD deletes first, and waits until the nodes of a pool are gone', () => {
  assert.equal(steps(planOf(byArgo(), RENAMED(byArgo()))), [
    'delete EC2NodeClass/general NodePool/general; and wait until they are gone, and the nodes with it',
    'apply EC2NodeClass/store NodePool/store',
  ]);
  const background = byArgo(
    ', syncPolicy: { automated: { prune: true }, syncOptions: [PrunePropagationPolicy=background] }',
  );
  assert.equal(
    steps(planOf(background, RENAMED(background)))[0]?.split('; ')[1],
    'and wait until they are gone',
  );
});

test('Argo CD’s waves: pools go first and come last, each once the wave before is healthy', () => {
  const waves = byArgo(`, syncWaves: true, ${PRUNED}`);
  assert.equal(steps(planOf(waves, RENAMED(waves))), [
    'delete NodePool/general; and wait until it is gone, and the nodes with it',
    'apply EC2NodeClass/store; and wait until it is healthy',
    'delete EC2NodeClass/general; and wait until it is gone',
    'apply NodePool/store',
  ]);
  assert.equal(steps(planOf(waves, TAINTED(waves))), ['apply NodePool/general']);
});

const STEPS =
  'rollingSync: { steps: [{ matchExpressions: [{ key: ring, operator: In, values: [canary] }] }, { matchExpressions: [{ key: ring, operator: NotIn, values: [canary] }], maxUpdate: 50% }] }';
const inRings = (fleet: string): string =>
  change(
    fleet,
    '        prod-1: { variables: { CLUSTER: prod-1 } }\n',
    `        prod-1: { labels: { ring: canary }, variables: { CLUSTER: prod-1 } }\n${[2, 3, 4, 5]
      .map((i) => `        prod-${i}: { variables: { CLUSTER: prod-${i} } }\n`)
      .join('')}`,
  );

test('steps of rollingSync: a cluster waits for those of the step before, in its environment', () => {
  const fleet = inRings(byArgo(`, ${STEPS}, ${PRUNED}`));
  const { delivery } = planOf(fleet, TAINTED(fleet));
  assert.equal(
    delivery.map((order) => [order.clusters, texts([order]), steps({ delivery: [order] })]),
    [
      [['dev-1'], ['step 2 of 2 of rollingSync: its one cluster'], ['apply NodePool/general']],
      [['prod-1'], ['step 1 of 2 of rollingSync: its one cluster'], ['apply NodePool/general']],
      [
        ['prod-2', 'prod-3', 'prod-4', 'prod-5'],
        ['step 2 of 2 of rollingSync: at most 2 of its 4 clusters at once'],
        ['wait ApplicationSet/web-prod step 1', 'apply NodePool/general'],
      ],
    ],
  );
  const byPerson = change(fleet, 'maxUpdate: 50%', 'maxUpdate: 0');
  assert.match(
    texts(planOf(byPerson, TAINTED(byPerson)).delivery)[0] ?? '',
    /a person syncs it, since maxUpdate is 0$/,
  );
  const percentage = change(fleet, 'maxUpdate: 50%', 'maxUpdate: "0%"');
  const texted = texts(planOf(percentage, TAINTED(percentage)).delivery);
  assert.match(texted[0] ?? '', /a person syncs it, since maxUpdate is 0%$/);
  assert.match(texted.at(-1) ?? '', /a person syncs it, since maxUpdate is 0%$/);
});

test('plan finds clusters in steps by the labels that Poolwright gives them', () => {
  const fleet = change(
    inRings(byArgo(`, ${STEPS}, generator: clusters, ${PRUNED}`)).replaceAll(
      'key: ring',
      'key: web.poolwright.dev/cluster',
    ),
    'operator: In, values: [canary]',
    'operator: In, values: [prod-2, prod-3]',
  ).replace('operator: NotIn, values: [canary]', 'operator: NotIn, values: [prod-2, prod-3]');
  const { delivery } = planOf(fleet, TAINTED(fleet));
  assert.equal(
    delivery.map((order) => [order.clusters, texts([order])]),
    [
      [['dev-1'], ['step 2 of 2 of rollingSync: its one cluster']],
      [['prod-1', 'prod-4', 'prod-5'], ['step 2 of 2 of rollingSync: at most 1 of its 3 clusters at once']],
      [['prod-2', 'prod-3'], ['step 1 of 2 of rollingSync: its 2 clusters at once']],
    ],
  );
});

/** Why the sync of each group of clusters may come later than the plan's time. */
const delays = (fleet: string): unknown =>
  planOf(fleet, TAINTED(fleet)).entries.map(({ clusters, schedule }) => [
    clusters.join(' '),
    ...(schedule?.syncDelays ?? ['no schedule']),
  ]);

test('times count from the sync of a cluster, which waits for a step, for its turn or for a person', () => {
  const fleet = inRings(byArgo(`, ${STEPS}, ${PRUNED}`));
  assert.equal(delays(fleet), [
    ['dev-1'],
    ['prod-1'],
    ['prod-2 prod-3 prod-4 prod-5', 'step 2 waits for step 1', 'step 2: at most 2 of its 4 clusters at once'],
  ]);
  assert.equal(delays(change(fleet, 'maxUpdate: 50%', 'maxUpdate: 0')), [
    ['dev-1', 'step 2: a person syncs it, since maxUpdate is 0'],
    ['prod-1'],
    [
      'prod-2 prod-3 prod-4 prod-5',
      'step 2 waits for step 1',
      'step 2: a person syncs it, since maxUpdate is 0',
    ],
  ]);
  const twice = change(
    fleet,
    '    argocd:',
    '    flux: { sourceRef: { kind: GitRepository, name: web } }\n    argocd:',
  );
  assert.equal(delays(twice), [['dev-1'], ['prod-1 prod-2 prod-3 prod-4 prod-5']], 'Flux applies at once');
});

test('Argo CD never syncs a cluster of no step, so its nodes do not roll', () => {
  const fleet = change(
    inRings(byArgo(`, ${STEPS}, ${PRUNED}`)),
    ', { matchExpressions: [{ key: ring, operator: NotIn, values: [canary] }], maxUpdate: 50% }',
    '',
  );
  const plan = planOf(fleet, TAINTED(fleet));
  assert.equal(
    plan.entries.map(({ clusters, change: { effect }, schedule }) => [
      clusters.length,
      effect,
      schedule !== undefined,
    ]),
    [
      [1, 'stalls', false],
      [1, 'all', true],
      [4, 'stalls', false],
    ],
  );
  const unselected = plan.delivery.filter(({ clusters }) => !clusters.includes('prod-1'));
  assert.equal(
    unselected.map(({ clusters, steps: done, notes: [note] }) => [
      clusters.length,
      done.map(({ action }) => action),
      note?.isProblem,
      note?.text,
      note?.at?.line,
    ]),
    [1, 4].map((count) => [
      count,
      [],
      true,
      'Argo CD does not sync this cluster: it is not in any step of rollingSync',
      TAINTED(fleet)
        .split('\n')
        .findIndex((line) => line.includes('rollingSync')) + 1,
    ]),
  );
});

test('Argo CD syncs neither a cluster of two steps nor those of the steps after the first of them', () => {
  const three =
    'rollingSync: { steps: [{ matchExpressions: [{ key: ring, operator: In, values: [canary] }] }, { matchExpressions: [{ key: ring, operator: In, values: [canary, early] }] }, { matchExpressions: [{ key: ring, operator: NotIn, values: [canary, early, first] }] }, { matchExpressions: [{ key: ring, operator: In, values: [first] }] }] }';
  const fleet = inRings(byArgo(`, ${three}, ${PRUNED}`)).replace(
    'prod-2: {',
    'prod-2: { labels: { ring: early },',
  );
  const stalled = (text: string): unknown =>
    planOf(text, TAINTED(text)).entries.map(({ clusters, change: { effect, stall }, schedule }) => [
      clusters.join(' '),
      effect,
      stall?.replace('Argo CD does not sync this cluster: ', ''),
      schedule !== undefined,
    ]);
  const because = 'waits for prod-1, which Argo CD never syncs: steps 1 and 2 both select it';
  assert.equal(stalled(fleet), [
    ['dev-1', 'all', undefined, true],
    ['prod-1', 'stalls', 'steps 1 and 2 of rollingSync both select it, so step 2 waits for itself', false],
    ['prod-2', 'stalls', `step 2 of rollingSync ${because}`, false],
    ['prod-3 prod-4 prod-5', 'stalls', `step 3 of rollingSync ${because}`, false],
  ]);
  const { delivery } = planOf(fleet, TAINTED(fleet));
  const [note] = delivery.find(({ clusters }) => clusters.includes('prod-1'))?.notes ?? [];
  assert.ok(note?.isProblem && note.at, 'it is a problem, at its step');

  const first = fleet
    .replace('prod-2: { labels: { ring: early }', 'prod-2: { labels: { ring: first }')
    .replace('values: [canary] }] }, {', 'values: [first] }] }, {');
  assert.equal(
    stalled(first),
    [
      ['dev-1', 'all', undefined, true],
      [
        'prod-1',
        'stalls',
        'step 2 of rollingSync waits for prod-2, which Argo CD never syncs: steps 1 and 4 both select it',
        false,
      ],
      ['prod-2', 'stalls', 'steps 1 and 4 of rollingSync both select it, so step 4 waits for itself', false],
      [
        'prod-3 prod-4 prod-5',
        'stalls',
        'step 3 of rollingSync waits for prod-2, which Argo CD never syncs: steps 1 and 4 both select it',
        false,
      ],
    ],
    'steps between those of a cluster wait, too',
  );
  const apart = fleet.replace('values: [canary, early] }', 'values: [early] }');
  assert.equal(
    planOf(apart, TAINTED(apart)).entries.map(({ change: { effect } }) => effect),
    ['all', 'all', 'all', 'all'],
    'each in one step',
  );
});

test('that clusters are synced in steps from now on, or no longer, is said', () => {
  const [once, rolling] = [byArgo(), byArgo(`, ${STEPS}, ${PRUNED}`)].map(inRings) as [string, string];
  assert.match(texts(planOf(once, rolling).delivery)[0] ?? '', 'in the steps of rollingSync from now on');
  assert.match(texts(planOf(rolling, once).delivery)[0] ?? '', 'all clusters at once from now on');
  assert.equal(planOf(rolling, rolling).delivery, []);
});

test('with PruneLast, Argo CD deletes when all else is healthy', () => {
  const late = byArgo(', syncPolicy: { automated: { prune: true }, syncOptions: [PruneLast=true] }');
  assert.equal(steps(planOf(late, RENAMED(late))), [
    'apply EC2NodeClass/store NodePool/store',
    'delete EC2NodeClass/general NodePool/general; after all else is healthy, by PruneLast',
  ]);
});

test('what a person has to let go holds up what follows it, and what a sync leaves is not in it', () => {
  const held = change(byArgo(), '      nodePool:\n', '      protect: true\n      nodePool:\n');
  assert.match(steps(planOf(held, RENAMED(held)))[0] ?? '', 'once a person confirms it in Argo CD, and wait');
  const never = byArgo(`, protection: never, ${PRUNED}`);
  const kept = change(never, '      nodePool:\n', '      protect: true\n      nodePool:\n');
  for (const fleet of [kept, byArgo('')])
    assert.equal(steps(planOf(fleet, RENAMED(fleet))), ['apply EC2NodeClass/store NodePool/store']);
});

test('what changes in the order is named with its place', () => {
  const waiting = byFlux(', dependsOn: [{ name: karpenter }]');
  const { delivery } = planOf(byFlux(), waiting);
  assert.equal(texts(delivery.slice(0, 1)), [
    'Flux applies nothing before Kustomization/karpenter is ready from now on',
  ]);
  assert.equal(delivery[0]?.steps, [], 'no object changes');
  assert.is(delivery[0]?.notes[0]?.at?.line, waiting.split('\n').length - 1);
  assert.match(
    texts(planOf(waiting, byFlux()).delivery)[0] ?? '',
    'no longer waits for Kustomization/karpenter',
  );
  assert.match(
    texts(planOf(byFlux(), byFlux(', suspend: true')).delivery)[0] ?? '',
    'applies nothing of this until',
  );
  const waves = byArgo(`, syncWaves: true, ${PRUNED}`);
  assert.match(
    texts(planOf(byArgo(), waves).delivery)[0] ?? '',
    'once EC2NodeClasses are healthy from now on',
  );
  assert.match(texts(planOf(waves, byArgo()).delivery)[0] ?? '', 'in one wave from now on');
  assert.equal(planOf(waiting, waiting).delivery, []);
  const suspended = byFlux(', suspend: true');
  assert.equal(planOf(suspended, suspended).delivery, []);
  assert.match(
    texts(planOf(suspended, TAINTED(suspended)).delivery)[0] ?? '',
    'applies nothing of this until',
  );
});

test('without delivery, for a new cluster, and where the deliverer is another one, there is no order', () => {
  assert.equal(planOf(FLEET, TAINTED(FLEET)).delivery, []);
  const more = change(
    byFlux(),
    '    prod:\n',
    '    qa: { clusters: { qa-1: { variables: { CLUSTER: qa-1 } } } }\n    prod:\n',
  );
  assert.equal(planOf(byFlux(), more).delivery, []);
  assert.equal(planOf(byFlux(), change(byFlux(), 'name: web', 'name: store')).delivery, []);
});

const WAITING = byFlux(', dependsOn: [{ name: karpenter }]');

function written(name: string, more = '', namespace = 'flux-system'): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: ${namespace} }
spec: { interval: 10m, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, path: ./karpenter${more} }
`;
}

/** The effect in dev-1 of a change that rolls all nodes, and why it stalls. */
function held(
  now: Files,
  old: Files = { 'clusters/dev-1/a.yaml': written('karpenter') },
  fleet = WAITING,
): string {
  const { entries } = planOf(fleet, TAINTED(fleet), [old, now]);
  const entry = entries.find(({ clusters }) => clusters.includes('dev-1'));
  if (entry?.change.effect === 'stalls') assert.is(entry.schedule, undefined, 'it has no schedule');
  return `${entry?.change.effect} ${entry?.change.stall ?? ''}`.trim();
}

const NEVER = 'stalls Flux never applies this: it waits for Kustomization/karpenter';

test('a dependency that leaves, or gets another name, holds up the roll forever', () => {
  assert.is(held({}), `${NEVER}, which leaves the repository`);
  assert.is(
    held({ 'clusters/dev-1/b.yaml': written('karpenter-2') }),
    `${NEVER}, which is renamed to Kustomization/karpenter-2: use that name in delivery.flux.dependsOn`,
  );
  assert.is(
    held({ 'clusters/dev-1/a.yaml': written('karpenter', '', 'other') }),
    `${NEVER}, which is renamed to Kustomization/karpenter: use that name in delivery.flux.dependsOn`,
  );
  assert.is(
    held({ 'clusters/prod-1/a.yaml': written('karpenter') }),
    `${NEVER}, which leaves the repository`,
  );
});

test('a dependency that is suspended, or waits for the fleet, holds it up', () => {
  assert.is(
    held({ 'clusters/dev-1/a.yaml': written('karpenter', ', suspend: true') }),
    `${NEVER}, which is suspended`,
  );
  assert.is(
    held({ 'clusters/dev-1/a.yaml': written('karpenter', ', dependsOn: [{ name: web }]') }),
    `${NEVER}, which waits for Kustomization/web`,
  );
});

test('a dependency that stays, moves to another file, or was never in the repository holds up nothing', () => {
  for (const file of ['clusters/dev-1/a.yaml', 'clusters/dev-1/infra/other.yml'])
    assert.is(held({ [file]: `${written('apps')}---\n${written('karpenter')}` }), 'all');
  assert.is(held({}, {}), 'all');
  assert.is(
    held({ 'clusters/dev-1/a.yaml': 'apiVersion: kustomize.toolkit.fluxcd.io/v1\n  : broken' }, {}),
    'all',
  );
  assert.is(held({}, undefined, byFlux()), 'all');
  const both = `${WAITING}    argocd: { repoURL: https://git.example.com/web.git }\n`;
  assert.is(held({}, undefined, both), 'all', 'Argo CD brings it');
});

test('a hub has the Kustomizations of all clusters in one folder', () => {
  const hub = byFlux(
    ', dependsOn: [{ name: "{cluster}-karpenter" }], hub: { kubeConfig: { secretRef: { name: "{cluster}-kubeconfig" } } }',
  );
  const all = `${written('dev-1-karpenter')}---\n${written('prod-1-karpenter')}`;
  const { delivery, entries } = planOf(hub, TAINTED(hub), [
    { 'clusters/infra.yaml': all },
    { 'clusters/infra.yaml': written('dev-1-karpenter') },
  ]);
  assert.equal(
    entries.map(({ clusters, change: { effect } }) => [...clusters, effect]),
    [
      ['dev-1', 'all'],
      ['prod-1', 'stalls'],
    ],
  );
  assert.equal(
    delivery.map(({ deliverer }) => deliverer),
    Array(2).fill('Kustomization/web-{cluster}'),
  );
  assert.match(texts(delivery).join(), 'Kustomization/prod-1-karpenter, which leaves the repository');
});

test.run();
