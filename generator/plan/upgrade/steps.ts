import { minorOf } from '../../check/karpenter/rules.ts';
import type { Pool } from '../../instances/objects/pool.ts';
import type { FleetSpec } from '../../load/fleet.ts';
import { hashVersionsOf } from '../hash/index.ts';
import { RELEASES, type Release } from './releases.ts';

/** What to know or to do around an upgrade. */
export interface UpgradeStep {
  topic: 'unknown' | 'crds' | 'order' | 'kubernetes' | 'iam' | 'avoid' | 'behavior' | 'hash';
  /** Whether it keeps the upgrade from working as planned. */
  isProblem: boolean;
  /** One sentence without a full stop. */
  text: string;
}

/** The versions before and after; `kubernetes` where the fleet declares it. */
export interface Versions {
  karpenter: string;
  kubernetes?: string;
}

/**
 * What an upgrade needs, in the order in which it is done.
 * @param known the oldest and the newest release of Karpenter that there are schemas for
 * @param pools of the clusters that are upgraded
 * @param delivery what brings the fleet to them
 */
export function upgradeSteps(
  { from, to }: { from: Versions; to: Versions },
  known: readonly [oldest: string, newest: string],
  pools: Iterable<Pool>,
  delivery: FleetSpec['delivery'],
): UpgradeStep[] {
  const [old, now] = [minorOf(from.karpenter) ?? 0, minorOf(to.karpenter) ?? 0];
  const passed = RELEASES.filter(({ minor }) => minor > old && minor <= now);
  return [
    ...unknownSteps(from.karpenter, to.karpenter, known),
    ...kubernetesSteps(from, to),
    ...(now > old
      ? [
          step(
            'crds',
            `apply the CRDs of Karpenter ${to.karpenter} before its controller${crdsText(passed)}`,
          ),
          ...orderSteps(to.karpenter, delivery),
        ]
      : []),
    ...(now < old
      ? [
          step(
            'crds',
            `this is a downgrade: install the controller of Karpenter ${to.karpenter} before its CRDs, which drop newer fields`,
          ),
        ]
      : []),
    ...iamSteps(passed),
    ...avoidSteps(to.karpenter),
    ...behaviorSteps(passed, [...pools]),
    ...hashSteps(from.karpenter, to.karpenter),
  ];
}

function step(topic: UpgradeStep['topic'], text: string, isProblem = false): UpgradeStep {
  return { topic, isProblem, text };
}

function unknownSteps(from: string, to: string, [oldest, newest]: readonly [string, string]): UpgradeStep[] {
  const limits = [minorOf(oldest) ?? 0, minorOf(newest) ?? 0] as const;
  const outside = [from, to].filter((version) => {
    const minor = minorOf(version) ?? 0;
    return minor < limits[0] || minor > limits[1];
  });
  return outside.map((version) =>
    step(
      'unknown',
      `Poolwright knows Karpenter ${oldest} to ${newest}: the fields, defaults and rules of Karpenter ${version} are unknown, so this plan may miss changes for nodes between ${version} and the nearest of these`,
      true,
    ),
  );
}

/** What ensures that node pools are applied after the CRDs and the controller that know their fields. */
function orderSteps(
  karpenter: string,
  { flux, argocd }: NonNullable<FleetSpec['delivery']> = {},
): UpgradeStep[] {
  const dependencies = (flux?.dependsOn ?? []).map(({ name }) => `Kustomization/${name}`).join(', ');
  const afterwards = `change node pools once all clusters have Karpenter ${karpenter}`;
  return [
    ...(flux && dependencies === ''
      ? [
          step(
            'order',
            `Flux applies node pools and Karpenter in any order, since delivery.flux.dependsOn names no Kustomization: ${afterwards}`,
          ),
        ]
      : []),
    ...(dependencies === ''
      ? []
      : [
          step(
            'order',
            `Flux applies node pools once ${dependencies} is ready: deliver CRDs and controller with it`,
          ),
        ]),
    ...(argocd ? [step('order', `Argo CD does not order Applications: ${afterwards}`)] : []),
  ];
}

function crdsText(passed: readonly Release[]): string {
  return passed.map(({ crds }) => (crds === undefined ? '' : `: ${crds}`)).join('');
}

function kubernetesSteps(from: Versions, to: Versions): UpgradeStep[] {
  const range = rangeOf(to.karpenter);
  if (!range) return [];
  const supports = `Karpenter ${to.karpenter} supports Kubernetes 1.${range[0]} to 1.${range[1]}`;
  if (to.kubernetes === undefined)
    return [
      step('kubernetes', `${supports}; fleet.yaml does not declare the clusters’ version (kubernetes)`),
    ];
  if (!isIn(range, to.kubernetes))
    return [step('kubernetes', `${supports}, but these clusters have ${to.kubernetes}`, true)];
  const oldRange = rangeOf(from.karpenter);
  const isFirst = from.karpenter !== to.karpenter && oldRange && !isIn(oldRange, to.kubernetes);
  const order = isFirst
    ? `, and Karpenter ${from.karpenter} only to 1.${oldRange[1]}: upgrade Karpenter before the clusters`
    : '';
  return [step('kubernetes', `${supports}${order}`)];
}

function rangeOf(karpenter: string): Release['kubernetes'] | undefined {
  return RELEASES.find(({ minor }) => minor === minorOf(karpenter))?.kubernetes;
}

function isIn([oldest, newest]: Release['kubernetes'], kubernetes: string): boolean {
  const minor = minorOf(kubernetes);
  return minor === undefined || (minor >= oldest && minor <= newest);
}

function iamSteps(passed: readonly Release[]): UpgradeStep[] {
  const needed = passed.flatMap(({ minor, iam = [] }) => iam.map((action) => `${action} (1.${minor})`));
  return needed.length === 0
    ? []
    : [step('iam', `grant the controller’s role ${needed.join(', ')} before the controller starts`)];
}

/** A version of two numbers stands for any of its patch releases. */
function avoidSteps(to: string): UpgradeStep[] {
  const { avoid = [] } = RELEASES.find(({ minor }) => minor === minorOf(to)) ?? {};
  return avoid
    .filter(({ version }) => version === to || version.startsWith(`${to}.`))
    .map(({ version, why }) =>
      step('avoid', `install a patch release other than Karpenter ${version}: ${why}`, version === to),
    );
}

function behaviorSteps(passed: readonly Release[], pools: readonly Pool[]): UpgradeStep[] {
  return passed.flatMap(({ behavior }) => {
    if (!behavior) return [];
    const concerned = new Set(pools.filter(({ spec }) => behavior.concerns(spec)).map(({ name }) => name));
    return concerned.size === 0 ? [] : [step('behavior', `${behavior.text}: ${[...concerned].join(', ')}`)];
  });
}

function hashSteps(from: string, to: string): UpgradeStep[] {
  const [old, now] = [hashVersionsOf(from).nodeClass, hashVersionsOf(to).nodeClass];
  return old === now
    ? []
    : [
        step(
          'hash',
          `the hash of node classes goes from ${old} to ${now}: change no EC2NodeClass in the same step, since running nodes would keep the old settings`,
        ),
      ];
}
