import { readYaml, type ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Import } from '../../../generator/import/index.ts';
import { valueAt } from '../../../generator/load/value-at.ts';
import { BOTH, CLASS, importFiles, POOL, specOf } from './helper.ts';

const test = suite('import of the fields of Argo CD');

const SPEC = `  project: default
  destination: { name: prod-1 }
  source: { repoURL: https://git.example.com/x.git, path: overlays/prod }
`;

function application(name = 'prod-1', spec = SPEC, metadata = ''): string {
  return `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: ${name}${metadata} }\nspec:\n${spec}`;
}

function set(spec: string, template = SPEC.replaceAll('prod-1', '"{{ .cluster }}"'), metadata = ''): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: pools }
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators: [{ list: { elements: [{ cluster: prod-1 }, { cluster: prod-2 }] } }]
${spec}  template:
    metadata: { name: "{{ .cluster }}"${metadata} }
    spec:
${template.replace(/^/gm, '    ').trimEnd()}
`;
}

/** Imports objects of Argo CD beside a folder of pools for production and one for development. */
function imported(...objects: string[]): Import {
  return importFiles({
    'overlays/prod/kustomization.yaml': 'resources: [pools.yaml]\n',
    'overlays/prod/pools.yaml': BOTH,
    'overlays/dev/kustomization.yaml': 'resources: [pools.yaml]\n',
    'overlays/dev/pools.yaml': BOTH,
    'more/kustomization.yaml': 'resources: [pools.yaml]\n',
    'more/pools.yaml': `${POOL}---\n${CLASS}`.replaceAll('general', 'more').replaceAll('default', 'more'),
    'argocd.yaml': objects.join('---\n'),
  });
}

/** The line and message of each finding about Argo CD. */
function findings({ diagnostics }: Import): string[] {
  return diagnostics.flatMap(({ at, message, code }) =>
    at?.file === 'argocd.yaml' && code === 'not-imported' ? [`${at.line} ${message}`] : [],
  );
}

function argocdOf(result: Import): unknown {
  return valueAt(specOf(result), ['delivery', 'argocd']);
}

test('fields that a fleet cannot express are reported with their line, once for all Applications of a set', () => {
  const found = findings(
    imported(
      set(
        `  strategy: { type: RollingSync, deletionOrder: Reverse, rollingSync: { steps: [{}] } }
  ignoreApplicationDifferences: [{ jsonPointers: [/spec/project] }]
  preservedFields: { labels: [team] }
  syncPolicy: { applicationsSync: create-only }
`,
        `${SPEC.replaceAll('prod-1', '"{{ .cluster }}"')}  ignoreDifferences: [{ kind: NodePool, jsonPointers: [/spec/limits] }]
  revisionHistoryLimit: 3
  info: [{ name: team, value: web }]
  syncPolicy: { automated: { prune: true, allowEmpty: true }, managedNamespaceMetadata: { labels: { a: b } } }
`,
        ', annotations: { notifications.argoproj.io/subscribe.x: team }, labels: { team: web }',
      ),
    ),
  );
  const dropped = (line: number, path: string): string =>
    `${line} ApplicationSet/pools has ${path}, which delivery.argocd cannot express`;
  assert.equal(found, [
    dropped(8, 'spec.strategy.deletionOrder'),
    dropped(9, 'spec.ignoreApplicationDifferences'),
    dropped(10, 'spec.preservedFields.labels'),
    dropped(11, 'spec.syncPolicy.applicationsSync'),
    dropped(13, 'spec.template.metadata.annotations'),
    dropped(13, 'spec.template.metadata.labels'),
    dropped(18, 'spec.template.spec.ignoreDifferences'),
    dropped(19, 'spec.template.spec.revisionHistoryLimit'),
    dropped(20, 'spec.template.spec.info'),
    dropped(21, 'spec.template.spec.syncPolicy.automated.allowEmpty'),
    dropped(21, 'spec.template.spec.syncPolicy.managedNamespaceMetadata'),
  ]);
});

test('defaults, and what Argo CD writes itself, are not reported', () => {
  const quiet = imported(
    set(
      `  strategy: { type: RollingSync, deletionOrder: AllAtOnce, rollingSync: { steps: [{}] } }
  preservedFields: { annotations: [argocd.argoproj.io/deletion-approved] }
  syncPolicy: { applicationsSync: sync, preserveResourcesOnDeletion: true }
`,
      `${SPEC.replaceAll('prod-1', '"{{ .cluster }}"')}  ignoreDifferences: []
  revisionHistoryLimit: 10
  syncPolicy: { automated: { enabled: true, prune: true, allowEmpty: false }, syncOptions: [ServerSideApply=true] }
`,
    ),
  );
  assert.equal(findings(quiet), []);
  assert.equal(argocdOf(quiet), {
    repoURL: 'https://git.example.com/x.git',
    syncPolicy: { automated: { prune: true }, syncOptions: ['ServerSideApply=true'] },
    rollingSync: { steps: [{}] },
    preserveResourcesOnDeletion: true,
  });
  const written =
    ', finalizers: [resources-finalizer.argocd.argoproj.io], labels: { app.kubernetes.io/instance: apps }, annotations: { argocd.argoproj.io/refresh: normal }';
  assert.equal(findings(imported(application('prod-1', SPEC, written))), []);
  const own = ', finalizers: [example.com/mine]';
  assert.equal(findings(imported(application('prod-1', SPEC, own))), [
    '3 Application/prod-1 has metadata.finalizers, which delivery.argocd cannot express',
  ]);
});

test('a policy of which a fleet has a part is imported in part, and one that is off is off', () => {
  const policy = (text: string): string => `${SPEC}  syncPolicy: ${text}\n`;
  const partly = imported(
    application('prod-1', policy('{ automated: { selfHeal: true, allowEmpty: true }, retry: { limit: 2 } }')),
  );
  assert.equal(valueAt(argocdOf(partly) as ValueObject, ['syncPolicy']), {
    automated: { selfHeal: true },
    retry: { limit: 2 },
  });
  const off = imported(application('prod-1', policy('{ automated: { enabled: false, prune: true } }')));
  assert.is(valueAt(argocdOf(off) as ValueObject, ['syncPolicy']), undefined);
  assert.equal(findings(off), []);
});

test('what a fleet has once and Applications have apart is reported', () => {
  const dev = SPEC.replaceAll('prod', 'dev');
  const apart = imported(
    application('dev-1', `${dev}  syncPolicy: { automated: {} }\n`),
    application('prod-1', SPEC.replace('project: default', 'project: shop').replace('x.git', 'y.git')),
  );
  const than = (field: string): string =>
    `Application/prod-1 has a different ${field} for prod-1 than for dev-1; delivery.argocd has one for all clusters`;
  assert.equal(findings(apart), [
    `13 ${than('syncPolicy')}`,
    `14 ${than('project')}`,
    `16 ${than('repoURL')}`,
  ]);
  assert.equal(findings(imported(application('dev-1', dev), application())), []);
  const revisions = (a: string, b: string): Import =>
    imported(
      application('dev-1', dev.replace('path', `targetRevision: ${a}, path`)),
      application('prod-1', SPEC.replace('path', `targetRevision: ${b}, path`)),
    );
  assert.equal(findings(revisions('v1', 'v2')), [`15 ${than('targetRevision')}`]);
  assert.equal(findings(revisions('env/dev', 'env/prod')), [], 'one for each environment can be said');
});

test('of several sources those with pools are imported, and the others are named', () => {
  const several = (more: string, name = 'prod-1'): string => `  destination: { name: ${name} }
  sources:
    - { repoURL: https://git.example.com/x.git, path: overlays/prod, targetRevision: v2 }
${more}`;
  const alone = imported(application('prod-1', several('')));
  assert.equal(findings(alone), []);
  assert.equal(argocdOf(alone), { repoURL: 'https://git.example.com/x.git', targetRevision: 'v2' });
  assert.equal(
    alone.fleet?.imported.environments.flatMap(({ clusters }) => clusters),
    ['prod-1'],
  );

  assert.ok(alone.fleet?.old.remove.includes('argocd.yaml'));

  const chart = imported(
    application(
      'prod-1',
      several(`    - { repoURL: https://charts.example.com, chart: karpenter, helm: { valueFiles: [$values/a.yaml] } }
    - { repoURL: https://git.example.com/x.git, ref: values }
`),
    ),
  );
  assert.equal(findings(chart), ['8 Application/prod-1 is not read: source 2 is a Helm chart']);
  assert.equal(
    chart.fleet?.imported.environments.flatMap(({ clusters }) => clusters),
    ['prod-1'],
  );
  assert.ok(!chart.fleet?.old.remove.includes('argocd.yaml'), 'the Application applies the chart, too');

  const both = imported(
    set(
      '',
      several(
        '    - { repoURL: https://git.example.com/x.git, path: more, kustomize: { patches: [{ target: { kind: NodePool }, patch: \'[{ "op": "replace", "path": "/spec/limits/cpu", "value": "7" }]\' }] } }\n',
        '"{{ .cluster }}"',
      ),
    ),
  );
  const spec = specOf(both);
  assert.equal(Object.keys(spec.pools as ValueObject).toSorted(), ['general', 'more']);
  assert.is(
    valueAt(spec, ['pools', 'more', 'nodePool', 'limits', 'cpu']),
    '7',
    'patches are those of their source',
  );
  assert.is(valueAt(spec, ['pools', 'general', 'nodePool', 'limits', 'cpu']), '100');
  assert.equal(
    both.fleet?.imported.environments.flatMap(({ clusters }) => clusters),
    ['prod-1', 'prod-2'],
  );

  const helm = imported(
    set(
      '',
      several('    - { repoURL: https://git.example.com/x.git, path: more, helm: {} }\n', '"{{ .cluster }}"'),
    ),
  );
  assert.equal(findings(helm).length, 1);
  assert.match(findings(helm)[0] ?? '', /^14 .*a source with helm/);
  assert.ok(!helm.fleet?.old.remove.includes('argocd.yaml'), 'its pools are not in the fleet');
});

test('a cluster that Argo CD knows by its server is found by it again', () => {
  const server = 'https://prod-1.example.com';
  const result = imported(application('pools-prod-1', SPEC.replace('name: prod-1', `server: "${server}"`)));
  const { environments } = (readYaml(result.fleet?.text ?? '') as { spec: ValueObject }).spec;
  assert.match(JSON.stringify(environments), `"server":"${server}"`);
  assert.not.match(imported(application()).fleet?.text ?? '', /^ +server:/m);
});

test.run();
