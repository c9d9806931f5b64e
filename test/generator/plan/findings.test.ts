import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.ts';
import { planFindings } from '../../../generator/plan/findings.ts';
import { change, DELIVERED, FLEET, placeIn } from '../../support/fleets.ts';
import { planOf, revisionOf } from './helper.ts';

const test = suite('findings of a plan');

const TAINT = (text: string): string =>
  change(
    text,
    '          spec:\n',
    '          spec:\n            taints: [{ key: a, effect: NoSchedule }]\n',
  );
const BLOCKED = (text: string): string =>
  change(text, '        limits: {', '        disruption: { budgets: [{ nodes: "0" }] }\n        limits: {');
const PRODUCTION = (text: string): string =>
  change(text, '    prod:\n', '    prod:\n      tier: production\n');
const ARGOCD = DELIVERED.replace(/ {4}flux:.*\n/, '');
const DEV = '        dev-1: { variables: { CLUSTER: dev-1 } }\n';
const DEV_2 = DEV.replaceAll('dev-1', 'dev-2');
const PROD_2 = '        prod-2: { variables: { CLUSTER: prod-2 } }\n';
const WITHOUT_DEV = change(ARGOCD, DEV, '').replace('    dev:\n      clusters:\n', '    dev: {}\n');
const inProd = (text: string, tools: string): string =>
  change(text, '    prod:\n', `    prod:\n      delivery: [${tools}]\n`);
const PROTECTED = (text: string): string => change(text, '    prod:\n', '    prod:\n      protect: true\n');
const MIXED = change(inProd(DELIVERED, 'argocd'), '    dev:\n', '    dev:\n      delivery: [flux]\n');
const PRESERVED = change(DELIVERED, 'argocd: {', 'argocd: { preserveResourcesOnDeletion: true,');
const SPARE = change(
  ARGOCD,
  '  environments:',
  `    spare:
      nodePool:
        template: { spec: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [spot] }] } }
        limits: { cpu: "10" }
      nodeClass:
        role: spare
        amiSelectorTerms: [{ alias: al2023@v20250704 }]
        subnetSelectorTerms: [{ id: subnet-1 }]
        securityGroupSelectorTerms: [{ id: sg-1 }]
  environments:`,
);

function diagnosticsOf(before: string, after: string): Diagnostic[] {
  const { fleet } = revisionOf(after);
  const environments = { ...revisionOf(before).fleet.spec.environments, ...fleet.spec.environments };
  const found = planFindings(planOf(before, after), environments, (path) =>
    fleet.sources.locate(path, 'key'),
  );
  for (const { at, help } of found) assert.ok(at && help);
  return found;
}

/** `SEVERITY[CODE] ENVIRONMENT` of each finding. */
function findings(before: string, after: string): string[] {
  return diagnosticsOf(before, after).map(
    ({ severity, code, environment }) => `${severity}[${code}] ${environment}`,
  );
}

const CASES: [what: string, before: string, after: string, found: string[]][] = [
  ['nothing', DELIVERED, DELIVERED, []],
  ['what only new nodes notice', FLEET, change(FLEET, '[on-demand]', '[on-demand, spot]'), []],
  ['a roll', FLEET, TAINT(FLEET), ['notice[nodes-roll] dev', 'notice[nodes-roll] prod']],
  [
    'a roll that budgets block',
    BLOCKED(FLEET),
    TAINT(BLOCKED(FLEET)),
    ['warning[roll-stalls] dev', 'warning[roll-stalls] prod'],
  ],
  ['a pool that leaves', SPARE, ARGOCD, ['warning[pool-removed] dev', 'warning[pool-removed] prod']],
  [
    'a pool that leaves production, which keeps another',
    PRODUCTION(SPARE),
    PRODUCTION(ARGOCD),
    ['warning[pool-removed] dev', 'warning[pool-removed] prod'],
  ],
  [
    'a pool of another name',
    SPARE,
    change(SPARE, '    spare:', '    burst:'),
    ['warning[pool-renamed] dev', 'warning[pool-renamed] prod'],
  ],
  [
    'the only pool of production under another name',
    PRODUCTION(ARGOCD),
    change(PRODUCTION(ARGOCD), '    general:', '    burst:'),
    ['warning[pool-renamed] dev', 'error[pool-renamed] prod'],
  ],
  ['a cluster that leaves', ARGOCD, WITHOUT_DEV, ['warning[cluster-removed] dev']],
  [
    'a cluster that stays while Argo CD leaves it to Flux',
    inProd(DELIVERED, 'argocd'),
    inProd(DELIVERED, 'flux'),
    ['warning[delivery-removed] prod'],
  ],
  [
    'production that Flux leaves although Argo CD stays',
    PRODUCTION(inProd(DELIVERED, 'flux, argocd')),
    PRODUCTION(inProd(DELIVERED, 'argocd')),
    ['error[delivery-removed] prod'],
  ],
  [
    'a fleet without delivery',
    ARGOCD,
    ARGOCD.replace(/ {2}delivery:\n( {4}.*\n)+/, ''),
    ['warning[delivery-removed] dev', 'warning[delivery-removed] prod'],
  ],
  [
    'a cluster that moves to an environment that Flux delivers to alone',
    change(change(MIXED, `      clusters:\n${DEV}`, ''), '        prod-1:', `${DEV}        prod-1:`),
    MIXED,
    ['warning[delivery-removed] dev'],
  ],
  [
    'two clusters that Argo CD leaves, of which one stays',
    inProd(change(DELIVERED, '        prod-1:', `${PROD_2}        prod-1:`), 'argocd'),
    inProd(DELIVERED, 'flux'),
    ['warning[cluster-removed] prod', 'warning[delivery-removed] prod'],
  ],
  ['another delivery that comes', inProd(DELIVERED, 'flux'), inProd(DELIVERED, 'flux, argocd'), []],
  [
    'protected pools that Flux leaves to Argo CD',
    PROTECTED(inProd(DELIVERED, 'flux')),
    PROTECTED(inProd(DELIVERED, 'argocd')),
    [],
  ],
  [
    'pools that Argo CD preserves and leaves to Flux',
    inProd(PRESERVED, 'argocd'),
    inProd(PRESERVED, 'flux'),
    [],
  ],
  [
    'a cluster that moves',
    ARGOCD,
    change(WITHOUT_DEV, '        prod-1:', `${DEV}        prod-1:`),
    ['warning[cluster-moved] prod'],
  ],
  [
    'clusters that move, each on a line of its own',
    change(ARGOCD, DEV, `${DEV}${DEV_2}`),
    change(WITHOUT_DEV, '        prod-1:', `${DEV}${DEV_2}        prod-1:`),
    ['warning[cluster-moved] prod'],
  ],
  [
    'a fleet of another name',
    PRODUCTION(DELIVERED),
    change(PRODUCTION(DELIVERED), 'name: web', 'name: store'),
    ['warning[delivery-renamed] dev', 'error[delivery-renamed] prod'],
  ],
  [
    'a fleet of another folder',
    PRODUCTION(DELIVERED),
    `${PRODUCTION(DELIVERED)}  output: { clusters: fl }\n`,
    ['warning[delivery-moved] dev', 'error[delivery-moved] prod'],
  ],
  [
    'another folder of ApplicationSets',
    PRODUCTION(ARGOCD),
    `${PRODUCTION(ARGOCD)}  output: { argocd: apps }\n`,
    ['warning[delivery-moved] dev', 'error[delivery-moved] prod'],
  ],
  [
    'folders that what delivers the fleet follows',
    PRODUCTION(DELIVERED),
    `${PRODUCTION(DELIVERED)}  output: { base: k8s/base, overlays: k8s/overlays }\n`,
    [],
  ],
  [
    'a folder of a delivery that is not declared',
    PRODUCTION(ARGOCD),
    `${PRODUCTION(ARGOCD)}  output: { clusters: fl }\n`,
    [],
  ],
  [
    'a folder that Flux leaves without pruning',
    DELIVERED.replace(/ {4}argocd:.*\n/, '').replace('flux: {', 'flux: { prune: false,'),
    `${DELIVERED.replace(/ {4}argocd:.*\n/, '').replace('flux: {', 'flux: { prune: false,')}  output: { clusters: fl }\n`,
    [],
  ],
  [
    'a class that changes with Karpenter',
    change(FLEET, '"1.15"', '"1.11"'),
    change(FLEET, 'role: karpenter', 'role: other'),
    ['warning[change-absorbed] dev', 'warning[change-absorbed] prod'],
  ],
];

test('what happens to several pools for one cause is one finding', () => {
  const shared = change(
    SPARE,
    /nodeClass:\n {8}role: spare[\s\S]*?(?= {2}environments:)/.exec(SPARE)?.[0] ?? '',
    'nodeClass: shared\n  nodeClasses:\n    shared:\n      nodeClass:\n        role: spare\n        amiSelectorTerms: [{ alias: al2023@v20250704 }]\n        subnetSelectorTerms: [{ id: subnet-1 }]\n        securityGroupSelectorTerms: [{ id: sg-1 }]\n',
  );
  const both = shared.replace(/nodeClass:\n {8}role: karpenter[\s\S]*?(?= {4}spare:)/, 'nodeClass: shared\n');
  assert.equal(findings(both, change(both, 'role: spare', 'role: other')), [
    'notice[nodes-roll] dev',
    'notice[nodes-roll] prod',
  ]);
  assert.equal(findings(both, change(both, 'name: web', 'name: store')), [
    'warning[delivery-renamed] dev',
    'warning[delivery-renamed] prod',
  ]);
});

test('a renamed pool is at the key of the new one, and a removed pool at its environment', () => {
  const places = (before: string, after: string): (string | undefined)[] =>
    diagnosticsOf(before, after).map(({ at }) => at && `${at.file}:${at.line}:${at.column}`);
  const renamed = change(SPARE, '    spare:', '    burst:');
  assert.equal(places(SPARE, renamed), [placeIn(renamed, 'burst:'), placeIn(renamed, 'burst:')]);
  assert.equal(places(SPARE, ARGOCD), [placeIn(ARGOCD, 'dev:'), placeIn(ARGOCD, 'prod:')]);
});

for (const [what, before, after, found] of CASES)
  test(`${what}: ${found.join(', ') || 'no finding'}`, () => {
    assert.equal(findings(before, after), found);
  });

test.run();
