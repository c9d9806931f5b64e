import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openCrds } from '../../../../generator/crds/karpenter.ts';
import { RELEASES } from '../../../../generator/plan/upgrade/releases.ts';
import { type Upgrade, upgradesOf } from '../../../../generator/plan/upgrade/upgrade.ts';
import { change, FLEET } from '../../../support/fleets.ts';
import { planOf, revisionOf, verdicts } from '../helper.ts';

const test = suite('upgrades of Karpenter and Kubernetes');

const at = (karpenter: string, fleet = FLEET): string =>
  change(fleet, 'karpenter: "1.15"', `karpenter: "${karpenter}"`);
const withClass = (text: string): string =>
  change(FLEET, '      nodeClass:\n', `      nodeClass:\n        ${text}\n`);
const onKubernetes = (version: string, fleet = FLEET): string =>
  change(fleet, '    prod:\n', `    prod:\n      kubernetes: "${version}"\n`);

function upgrades(before: string, after: string): Upgrade[] {
  return upgradesOf({ before: revisionOf(before), after: revisionOf(after), crds: openCrds() });
}

function prod(before: string, after: string): Upgrade {
  const found = upgrades(before, after).find(({ environment }) => environment === 'prod');
  if (!found) throw new Error('no upgrade of prod');
  return found;
}

function texts({ steps }: Upgrade, wanted: string): string[] {
  return steps.flatMap(({ topic, text }) => (topic === wanted ? [text] : []));
}

test('every release with schemas is in the table, without a hole', () => {
  const minors = RELEASES.map(({ minor }) => `1.${minor}`);
  for (const version of openCrds().versions) assert.ok(minors.includes(version), version);
  assert.equal(
    minors,
    [...Array(minors.length).keys()].map((i) => `1.${(RELEASES[0]?.minor ?? 0) + i}`),
  );
  for (const { kubernetes } of RELEASES) assert.ok(kubernetes[0] < kubernetes[1]);
});

test('a fleet on the same versions upgrades nothing', () => {
  assert.equal(upgrades(FLEET, change(FLEET, 'cpu: "100"', 'cpu: "50"')), []);
  assert.equal(upgrades(at('1.14'), at('1.14.3')), []);
  assert.equal(upgrades(FLEET, onKubernetes('1.34')), []);
});

test('only the environment whose version changes is upgraded', () => {
  const found = upgrades(FLEET, change(FLEET, '    prod:\n', '    prod:\n      karpenter: "1.14"\n'));
  assert.equal(
    found.map(({ environment, clusters, karpenter }) => [environment, clusters, karpenter]),
    [['prod', ['prod-1'], { from: '1.15', to: '1.14' }]],
  );
  assert.equal(
    upgrades(onKubernetes('1.33'), onKubernetes('1.34')).map(({ environment, kubernetes }) => [
      environment,
      kubernetes,
    ]),
    [['prod', { from: '1.33', to: '1.34' }]],
  );
});

test('a valid fleet is neither rejected nor ignored, from any release to the next', () => {
  const { versions } = openCrds();
  versions.slice(1).forEach((to, i) => {
    const { rejected, ignored } = prod(at(versions[i] ?? ''), at(to));
    assert.equal([rejected, ignored], [[], []], to);
  });
});

test('what the CRD of another release does not have is ignored, and placed in fleet.yaml', () => {
  const fleet = withClass('enclaveOptions: { enabled: true }');
  const { ignored, rejected } = prod(fleet, at('1.14', fleet));
  assert.equal(rejected, []);
  assert.equal(
    ignored.map(({ object, field, clusters, at: place }) => [object, field, clusters, place?.line]),
    [['EC2NodeClass/general', 'spec.enclaveOptions', ['prod-1'], 17]],
  );
  assert.equal(prod(at('1.13', fleet), at('1.14', fleet)).ignored, [], 'it was ignored before, too');
});

test('what another release rejects is found, and what the old one rejects, too, is not', () => {
  const balanced = change(
    FLEET,
    '        limits: {',
    '        disruption: { consolidationPolicy: Balanced, consolidateAfter: 1m }\n        limits: {',
  );
  const { rejected } = prod(balanced, at('1.13', balanced));
  assert.equal(
    rejected.map(({ object, field, code }) => [object, field, code]),
    [['NodePool/general', 'spec.disruption.consolidationPolicy', 'crd-schema']],
  );
  assert.equal(prod(at('1.12', balanced), at('1.13', balanced)).rejected, []);
});

test('the CRDs come first, and the reason where an older CRD rejects what the controller writes', () => {
  assert.match(
    texts(prod(at('1.8'), at('1.10')), 'crds').join(),
    'CRDs of Karpenter 1.10 before its controller: its controller writes the operator Gte',
  );
  assert.not.match(texts(prod(at('1.9'), at('1.10')), 'crds').join(), 'Gte');
  assert.match(texts(prod(at('1.10'), at('1.9')), 'crds').join(), 'this is a downgrade');
});

test('node pools come after Karpenter where the delivery sees to it, and by hand elsewhere', () => {
  const orders = (delivery: string): string[] => {
    const fleet = delivery === '' ? FLEET : `${FLEET}  delivery:\n    ${delivery}\n`;
    return texts(prod(at('1.14', fleet), fleet), 'order');
  };
  const flux = 'flux: { sourceRef: { kind: GitRepository, name: flux-system }';
  const later = 'change node pools once all clusters have Karpenter 1.15';
  assert.equal(orders(`${flux}, dependsOn: [{ name: karpenter }] }`), [
    'Flux applies node pools once Kustomization/karpenter is ready: deliver CRDs and controller with it',
  ]);
  assert.equal(orders(`${flux} }`), [
    `Flux applies node pools and Karpenter in any order, since delivery.flux.dependsOn names no Kustomization: ${later}`,
  ]);
  assert.equal(orders('argocd: { repoURL: https://git.example.com/web.git }'), [
    `Argo CD does not order Applications: ${later}`,
  ]);
  assert.equal(orders(''), []);
});

test('IAM actions are those of the releases in between', () => {
  const iam = (from: string, to: string): string => texts(prod(at(from), at(to)), 'iam').join();
  assert.match(iam('1.10', '1.15'), 'ec2:DescribePlacementGroups (1.11), ec2:DescribeInstanceStatus (1.12)');
  assert.not.match(iam('1.11', '1.15'), 'DescribePlacementGroups');
  assert.is(iam('1.12', '1.15'), '');
});

test('the range of Kubernetes is compared with what the clusters have', () => {
  const kubernetes = (version: string, from: string, to: string) =>
    prod(onKubernetes(version, at(from)), onKubernetes(version, at(to))).steps.find(
      ({ topic }) => topic === 'kubernetes',
    );
  assert.equal(kubernetes('1.35', '1.13', '1.14')?.isProblem, false);
  assert.equal(kubernetes('1.37', '1.13', '1.14')?.isProblem, true);
  assert.match(
    kubernetes('1.37', '1.14', '1.15')?.text ?? '',
    'and Karpenter 1.14 only to 1.36: upgrade Karpenter before the clusters',
  );
  assert.match(texts(prod(at('1.14'), FLEET), 'kubernetes').join(), 'fleet.yaml does not declare');
});

test('a release to avoid is named with its minor release, and is a problem by itself', () => {
  const avoid = (to: string) =>
    prod(at('1.9'), at(to))
      .steps.filter(({ topic }) => topic === 'avoid')
      .map(({ isProblem }) => isProblem);
  assert.equal(avoid('1.8'), [false]);
  assert.equal(avoid('1.8.4'), [true]);
  assert.equal(avoid('1.8.6'), []);
});

test('a limit that starts to count is reported for the pools that have it', () => {
  const limited = change(FLEET, 'cpu: "100"', 'nodes: "5"');
  assert.match(
    texts(prod(at('1.10', limited), at('1.11', limited)), 'behavior').join(),
    /switches the pool off: general$/,
  );
  assert.equal(texts(prod(at('1.11', limited), at('1.12', limited)), 'behavior'), []);
  assert.equal(texts(prod(at('1.10'), at('1.11')), 'behavior'), []);
});

test('another hash version is reported, and the plan absorbs what changes with it', () => {
  assert.match(texts(prod(at('1.14'), FLEET), 'hash').join(), 'from v5 to v6');
  assert.equal(texts(prod(at('1.13'), at('1.14')), 'hash'), []);
  assert.equal(verdicts(planOf(at('1.14'), withClass('detailedMonitoring: true'))), [
    'dev general absorbed NodeClassDrift',
    'prod general absorbed NodeClassDrift',
  ]);
});

test('from below 1.8 it is said what is not known, and no node rolls for a default that is', () => {
  const { steps } = prod(at('1.7'), FLEET);
  assert.equal([steps[0]?.topic, steps[0]?.isProblem], ['unknown', true]);
  assert.match(steps[0]?.text ?? '', 'Poolwright knows Karpenter 1.8 to 1.15');
  assert.equal(planOf(at('1.7'), FLEET).entries, []);
  assert.equal(prod(at('1.7'), FLEET).rejected, []);
});

test.run();
