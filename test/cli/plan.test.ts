import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, DELIVERED } from '../support/fleets.ts';
import { Repository } from '../support/git.ts';
import { readPage } from '../support/page.ts';
import { poolwright } from '../support/poolwright.ts';
import { removeAfter } from '../support/sandbox.ts';
import { withChange } from './support.ts';

const test = suite('plan, gate and commit of a change');

const TAINTED = change(
  DELIVERED,
  '          spec:\n',
  '          spec:\n            taints: [{ key: a, effect: NoSchedule }]\n',
);
const AT = ['--at', '2026-11-29T12:00:00Z'];

test('a plan starts with a sentence, and says where, why and when', () =>
  withChange(DELIVERED, TAINTED, ({ top }) => {
    const { status, stdout } = poolwright(top, ['plan', ...AT, '--nodes', 'general=30']);
    assert.is(status, 0);
    assert.match(stdout, /^Against HEAD \([0-9a-f]{10}\): 1 pool rolls all nodes in 2 clusters\n/);
    assert.match(stdout, 'NodePoolDrifted NodePool/general spec.template.spec.taints');
    assert.match(stdout, /\(fleet\.yaml:\d+:\d+\)/);
    assert.match(stdout, 'budgets: 3 of 30 nodes at once now');
    assert.match(
      stdout,
      /roll: 3 at once, up to 4 where drains are slow, done at the earliest Sun 29 Nov 1[2-9]:\d\d UTC/,
    );
  }));

test('a plan names the workloads that hold up a roll, and what ends that', () => {
  const fleet = change(DELIVERED, '  environments:\n', '  workloads: [workloads/*.yaml]\n  environments:\n');
  const tainted = change(fleet, '          spec:\n', '          spec:\n            expireAfter: 700h\n');
  const metadata = { labels: { app: 'web' } };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas: 1, template: { metadata, spec: { containers: [{ name: 'main' }] } } },
  };
  const budget = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
  };
  return withChange(fleet, tainted, (repository) => {
    repository.write('workloads/web.yaml', `${JSON.stringify(deployment)}\n---\n${JSON.stringify(budget)}\n`);
    const { stdout } = poolwright(repository.top, ['plan', ...AT]);
    assert.match(
      stdout,
      'held up by Deployment/web (PodDisruptionBudget/web: minAvailable 1 of 1 pod): nodes that run its pods are not replaced',
    );
    const json = poolwright(repository.top, ['plan', ...AT, '--format', 'json']);
    assert.equal(JSON.parse(json.stdout).result.plan.entries[0].schedule.holdups, [
      {
        workload: 'Deployment/web',
        endedBy: 'nothing',
        by: 'PodDisruptionBudget',
        detail: 'PodDisruptionBudget/web: minAvailable 1 of 1 pod',
      },
    ]);
  });
});

test('environments in which the same happens are printed once', () =>
  withChange(DELIVERED, TAINTED, ({ top }) => {
    const { stdout } = poolwright(top, ['plan', ...AT]);
    assert.match(stdout, '\ndev, prod: 2 clusters: dev-1, prod-1\n');
    assert.match(stdout, '1 of 10 nodes at once now (10 nodes are assumed: --nodes general=N)');
    assert.is(stdout.split('general  rolls all nodes').length, 2);
  }));

test('the order of delivery is shown where it matters, in every format', () =>
  withChange(DELIVERED, change(DELIVERED, '    general:\n', '    store:\n'), async ({ top }) => {
    const { stdout } = await poolwright(top, ['plan', ...AT]);
    assert.match(
      stdout,
      [
        'order in dev, prod, Kustomization/web: 2 clusters: dev-1, prod-1',
        '  1. apply EC2NodeClass/store, NodePool/store',
        '  2. delete NodePool/general, EC2NodeClass/general, at once, before what was applied is ready',
      ].join('\n'),
    );
    const markdown = (await poolwright(top, ['plan', ...AT, '--format', 'markdown'])).stdout;
    assert.match(
      markdown,
      '<summary>order in dev, prod, Kustomization/web: 2 clusters: dev-1, prod-1</summary>',
    );
    const json = (await poolwright(top, ['plan', ...AT, 'dev', '--format', 'json'])).stdout;
    assert.equal(JSON.parse(json).result.plan.delivery[0], {
      ...{ environment: 'dev', clusters: ['dev-1'], deliverer: 'Kustomization/web' },
      steps: [
        { action: 'apply', objects: ['EC2NodeClass/store', 'NodePool/store'] },
        {
          action: 'delete',
          objects: ['NodePool/general', 'EC2NodeClass/general'],
          note: 'at once, before what was applied is ready',
        },
      ],
      notes: [],
    });
  }));

test('with health checks, Flux waits for node classes first', () => {
  const checked = change(DELIVERED, 'name: flux-system }', 'name: flux-system }, healthChecks: true');
  return withChange(checked, change(checked, '    general:\n', '    store:\n'), async ({ top }) => {
    const { stdout } = await poolwright(top, ['plan', ...AT]);
    assert.match(
      stdout,
      [
        'order in dev, prod, Kustomization/web: 2 clusters: dev-1, prod-1',
        '  1. apply EC2NodeClass/store',
        '  2. wait until EC2NodeClass/store is ready, for a minute, then Flux starts again',
        '  3. apply NodePool/store',
        '  4. delete NodePool/general, EC2NodeClass/general, at once, before what was applied is ready',
      ].join('\n'),
    );
  });
});

test('one step in the usual order is shown with --verbose alone', () =>
  withChange(DELIVERED, TAINTED, async ({ top }) => {
    assert.not.match((await poolwright(top, ['plan', ...AT])).stdout, 'order in');
    const { stdout } = await poolwright(top, ['plan', ...AT, '--verbose']);
    assert.match(
      stdout,
      'order in dev, prod, Kustomization/web: 2 clusters: dev-1, prod-1\n  1. apply NodePool/general\n',
    );
  }));

test('a dependency that is suspended in the work tree, the index or a commit stalls the roll', () => {
  const waiting = change(
    DELIVERED.replace(/ {4}argocd: .*\n/, ''),
    'name: flux-system }',
    'name: flux-system }, dependsOn: [{ name: karpenter }]',
  );
  const kustomization = (more: string): string =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: karpenter, namespace: flux-system }\nspec: { path: ./karpenter${more} }\n`;
  return withChange(waiting, waiting, async (repository) => {
    const { top } = repository;
    const file = 'clusters/dev-1/karpenter.yaml';
    repository.write(file, kustomization(''));
    repository.git('add', '-A');
    repository.git('commit', '-qm', 'with Karpenter');
    repository.write(
      'fleet.yaml',
      change(
        waiting,
        '          spec:\n',
        '          spec:\n            taints: [{ key: team, value: web, effect: NoSchedule }]\n',
      ),
    );
    const stalls = async (...args: string[]): Promise<boolean> => {
      const { status, stdout } = await poolwright(top, [
        'plan',
        'dev',
        ...AT,
        '--fail-on',
        'stalls',
        ...args,
      ]);
      assert.is(
        status,
        /^ {2}! general {2}stalls: .*waits for Kustomization\/karpenter/m.test(stdout) ? 1 : 0,
      );
      return status === 1;
    };
    assert.not.ok(await stalls());
    repository.write(file, kustomization(', suspend: true'));
    assert.ok(await stalls());
    await repository.generate();
    repository.git('add', '-A');
    assert.ok(await stalls('--staged'));
    repository.git('commit', '-qm', 'suspended');
    assert.ok(await stalls('HEAD~1..HEAD'));
    assert.match((await poolwright(top, ['plan', 'HEAD~1..HEAD', 'prod'])).stdout, 'rolls all nodes');
  });
});

test('--verbose shows the budgets of two weeks in a time zone', () =>
  withChange(DELIVERED, TAINTED, ({ top }) => {
    const { stdout } = poolwright(top, ['plan', ...AT, '--verbose', '--time-zone', 'Europe/Berlin']);
    assert.match(stdout, '0     6     12    18    Europe/Berlin');
    assert.match(stdout, 'Sat 2026-12-12');
  }));

test('json has a version, the sentence, and times without infinity', () =>
  withChange(DELIVERED, TAINTED, ({ top }) => {
    const { stdout } = poolwright(top, ['plan', ...AT, '--format', 'json']);
    const { plan } = JSON.parse(stdout).result;
    assert.is(plan.formatVersion, 1);
    assert.is(plan.summary, '1 pool rolls all nodes in 2 clusters');
    const [entry] = plan.entries;
    assert.equal(
      [entry.environment, entry.clusters, entry.change.pool, entry.change.effect],
      ['dev', ['dev-1'], 'general', 'all'],
    );
    assert.is(entry.schedule.allowedNow, 1);
    assert.match(entry.schedule.shortestEnd, /^2026-11-29T12:/);
    assert.not.ok(stdout.includes('null'));
  }));

test('markdown is the sentence, a table and folded details', () =>
  withChange(DELIVERED, TAINTED, ({ top }) => {
    const { stdout } = poolwright(top, ['plan', ...AT, '--format', 'markdown']);
    assert.match(stdout, /^### Plan: 1 pool rolls all nodes in 2 clusters\n/);
    assert.match(
      stdout,
      '| dev, prod | general | rolls all nodes | 10 assumed | 2 clusters: dev\\-1, prod\\-1 |',
    );
    assert.is(stdout.split('<details>').length, stdout.split('</details>').length);
  }));

test('an upgrade is planned for each environment, in every format', () => {
  const old = change(DELIVERED, 'karpenter: "1.15"', 'karpenter: "1.10"');
  return withChange(old, old, ({ top }) => {
    const args = ['plan', ...AT, '--karpenter', '1.15'];
    assert.not.match(poolwright(top, ['plan', ...AT]).stdout, 'Karpenter 1.10');
    const { status, stdout } = poolwright(top, args);
    assert.is(status, 0);
    assert.match(
      stdout,
      'dev, prod: Karpenter 1.10 → 1.15 in 2 clusters\n  valid: it accepts every object as it is\n',
    );
    assert.match(stdout, 'hash: the hash of node classes goes from v4 to v6');
    assert.match(stdout, 'nodes: no pool changes in 2 clusters');
    const markdown = poolwright(top, [...args, '--format', 'markdown']).stdout;
    assert.match(markdown, '<details><summary>dev, prod: Karpenter 1.10 → 1.15 in 2 clusters</summary>');
    const json = JSON.parse(poolwright(top, [...args, 'prod', '--format', 'json']).stdout);
    assert.equal(
      json.result.plan.upgrade.map(({ environment, karpenter }: Record<string, unknown>) => [
        environment,
        karpenter,
      ]),
      [['prod', { from: '1.10', to: '1.15' }]],
    );
    assert.match(poolwright(top, ['plan', '--karpenter', '1.7']).stderr, 'Use a version from 1.8 to 1.15');
  });
});

test('formats of findings are refused before anything is written', () =>
  withChange(DELIVERED, TAINTED, ({ top }) => {
    for (const format of ['sarif', 'junit', 'github', 'gitlab=quality.json']) {
      const { status, stdout, stderr } = poolwright(top, ['plan', '--format', format]);
      assert.is(status, 2);
      assert.match(stderr, `error: a plan has no --format ${format.replace(/=.*/, '')}\n`);
      assert.match(stderr, 'help: Use text, json, markdown or html;');
      assert.is(stdout, '');
    }
    assert.not.ok(existsSync(join(top, 'quality.json')));
    assert.is(poolwright(top, ['plan', '--format', 'json=quality.json']).status, 0);
    assert.ok(existsSync(join(top, 'quality.json')));
    assert.match(
      poolwright(top, ['plan', '--help']).stdout,
      'text (default), json, markdown, html; written to FILE',
    );
  }));

test('an empty plan says why it is empty', () =>
  withChange(DELIVERED, `${DELIVERED}# note\n`, ({ top }) => {
    const { status, stdout } = poolwright(top, ['plan', '--fail-on', 'deleted,stalls,all,some']);
    assert.is(status, 0);
    assert.match(stdout, 'no pool changes in 2 clusters');
  }));

test('an upgrade of Kubernetes may roll alias pools although no version is declared', () =>
  withChange(DELIVERED, DELIVERED, ({ top }) => {
    const { stdout } = poolwright(top, ['plan', '--kubernetes', '1.35']);
    assert.match(stdout, '1 pool may roll nodes in 2 clusters');
    assert.match(stdout, "fleet.yaml does not declare the clusters' Kubernetes version");
    assert.match(poolwright(top, ['plan']).stdout, 'no pool changes');
  }));

test('what only new nodes notice touches no running node', () =>
  withChange(DELIVERED, change(DELIVERED, 'cpu: "100"', 'cpu: "50"'), ({ top }) => {
    const { stdout } = poolwright(top, ['plan']);
    assert.match(stdout, 'no running node is touched: 1 pool changes without replacing a node in 2 clusters');
    assert.match(stdout, 'NodePool/general spec.limits.cpu 100 → 50 (fleet.yaml:');
    assert.not.match(stdout, '--verbose');
  }));

test('beside what touches nodes, what does not is counted, and shown by --verbose', () => {
  const patched = change(
    change(DELIVERED, '    dev:\n', `    dev:\n${patch('template: { spec: { expireAfter: 99h } }')}`),
    '    prod:\n',
    `    prod:\n${patch('limits: { cpu: "50" }')}`,
  );
  return withChange(DELIVERED, patched, ({ top }) => {
    const { stdout } = poolwright(top, ['plan']);
    assert.match(stdout, '1 change that replaces no node: --verbose shows it');
    assert.not.match(stdout, 'spec.limits.cpu');
    assert.match(poolwright(top, ['plan', '--verbose']).stdout, 'spec.limits.cpu 100 → 50');
  });
});

function patch(nodePool: string): string {
  return `      pools: { general: { nodePool: { ${nodePool} } } }\n`;
}

test('--fail-on exits 1 for an effect, and only for that', () =>
  withChange(DELIVERED, TAINTED, ({ top }) => {
    assert.is(poolwright(top, ['plan', '--fail-on', 'deleted,stalls']).status, 0);
    assert.is(poolwright(top, ['plan', '--fail-on', 'deleted,all']).status, 1);
    assert.is(poolwright(top, ['plan', 'dev', '--fail-on', 'all']).status, 1);
  }));

test('--fail-on rejected exits 1 where a release rejects an object, and only there', () => {
  const balanced = change(
    DELIVERED,
    '        limits: {',
    '        disruption: { consolidationPolicy: Balanced, consolidateAfter: 1m }\n        limits: {',
  );
  return withChange(balanced, balanced, ({ top }) => {
    const planned = (...args: string[]) => poolwright(top, ['plan', ...AT, ...args]);
    const { status, stdout, stderr } = planned('--karpenter', '1.13', '--fail-on', 'rejected');
    assert.is(status, 1);
    assert.match(stdout, 'Karpenter 1.13 rejects 1 object in 2 clusters, no pool changes in 2 clusters');
    assert.match(stdout, 'dev, prod: Karpenter 1.15 → 1.13 in 2 clusters\n  rejects NodePool/general: ');
    assert.match(stderr, '--fail-on rejected: Karpenter 1.13 rejects 1 object in 2 clusters\n');
    assert.is(planned('--karpenter', '1.13', '--fail-on', 'deleted,stalls').status, 0);
    assert.is(planned('--karpenter', '1.14', '--fail-on', 'rejected').status, 0);
    assert.is(planned('--fail-on', 'rejected').status, 0);
  });
});

test('revisions, the index and the work tree are what can be planned', () =>
  withChange(DELIVERED, TAINTED, (repository) => {
    const { top } = repository;
    assert.match(poolwright(top, ['plan', '--staged']).stdout, 'no pool changes');
    repository.generate();
    repository.git('add', '-A');
    assert.match(poolwright(top, ['plan', '--staged']).stdout, 'rolls all nodes');
    repository.git('commit', '-qm', 'second');
    assert.match(poolwright(top, ['plan']).stdout, 'no pool changes');
    assert.match(
      poolwright(top, ['plan', 'HEAD~1..HEAD', 'prod']).stdout,
      '1 pool rolls all nodes in 1 cluster',
    );
    assert.match(
      poolwright(top, ['plan', '--base', 'HEAD~1', 'dev-1']).stdout,
      '1 pool rolls all nodes in 1 cluster',
    );
  }));

test('a commit that forgot to generate is planned with a warning, and reported as an error', () =>
  withChange(DELIVERED, TAINTED, (repository) => {
    const { top } = repository;
    const stale = (...args: string[]) => {
      const planned = poolwright(top, ['plan', ...AT, ...args, '--format', 'json']);
      assert.is(planned.status, 0);
      const { diagnostics, result } = JSON.parse(planned.stdout);
      return {
        summary: result.plan.summary,
        found: diagnostics.map(({ code, severity }: Record<string, string>) => `${severity} ${code}`),
      };
    };
    const forgotten = { summary: 'no pool changes in 2 clusters', found: ['warning tree-stale'] };
    const generated = { summary: '1 pool rolls all nodes in 2 clusters', found: [] };
    const report = (range: string) => {
      const { status } = poolwright(top, ['report', ...AT, range]);
      const { model, markup } = readPage(repository.read('report.html'));
      return { status, markup, codes: model.diagnostics.map(({ code }) => code) };
    };
    repository.git('add', 'fleet.yaml');
    assert.equal(stale('--staged'), forgotten);
    repository.git('commit', '-qm', 'second');
    assert.equal(stale('HEAD~1..HEAD'), forgotten);
    const { stderr } = poolwright(top, ['plan', 'HEAD~1..HEAD']);
    assert.match(stderr, 'warning[tree-stale]: at HEAD');
    assert.match(stderr, 'Run poolwright generate, and commit what it writes');
    const page = report('HEAD~1..HEAD');
    assert.is(page.status, 1);
    assert.equal(page.codes, ['tree-stale']);
    assert.not.match(page.markup, 'badge good');
    assert.not.match(page.markup, 'effect new-nodes');
    assert.match(page.markup, 'not valid: there are errors');
    repository.generate();
    repository.git('add', '-A');
    assert.equal(stale('--staged'), generated);
    repository.git('commit', '-qm', 'third');
    assert.equal(stale('HEAD~1..HEAD'), generated);
    const control = report('HEAD~1..HEAD');
    assert.is(control.status, 0);
    assert.equal(control.codes, ['nodes-roll']);
    assert.match(control.markup, 'badge good');
  }));

test('a bare repository plans two revisions, of the fleet at its top or the only one below', () =>
  withChange(DELIVERED, TAINTED, (repository) => {
    const { top } = repository;
    repository.generate();
    repository.git('add', '-A');
    repository.git('commit', '-qm', 'second');
    repository.git('branch', 'below');
    const bare = join(top, 'bare.git');
    repository.git('clone', '-q', '--bare', '.', bare);
    const inClone = poolwright(top, ['plan', ...AT, 'HEAD~1..HEAD', 'prod']).stdout;
    assert.match(inClone, '1 pool rolls all nodes in 1 cluster');
    const planned = (args: string[], env = {}) => poolwright(bare, ['plan', ...AT, ...args], env);
    for (const range of ['HEAD~1..HEAD', 'HEAD~1..', 'main~1..main'])
      assert.is(
        planned([range, 'prod']).stdout.replace(/^Against .*?:/, ''),
        inClone.replace(/^Against .*?:/, ''),
      );
    assert.is(planned(['HEAD~1..HEAD', 'prod'], { GIT_DIR: '.' }).stdout, inClone, 'as in a hook');
    const refused = planned([]);
    assert.is(refused.status, 2);
    assert.match(refused.stderr, 'is a bare repository: it has no work tree');
    assert.is(planned(['--staged']).status, 2);
    assert.is(planned(['--base', 'HEAD~1']).status, 2);
    assert.match(planned(['nowhere..HEAD']).stderr, 'the repository has no revision nowhere');
    assert.match(planned(['HEAD..nowhere']).stderr, 'the repository has no revision nowhere');
  }));

test('a fleet below the top of a bare repository is found, and of several none is chosen', () => {
  removeAfter(new Repository('one'), (repository) => {
    const { top, folder } = repository;
    const bare = join(top, 'bare.git');
    const commit = (fleet: string): void => {
      repository.write('one/fleet.yaml', fleet);
      poolwright(folder, ['generate']);
      repository.git('add', 'one', 'two');
      repository.git('commit', '-qm', 'change');
    };
    repository.write('two/README', 'no fleet yet');
    commit(DELIVERED);
    commit(TAINTED);
    repository.git('clone', '-q', '--bare', '.', bare);
    assert.match(poolwright(bare, ['plan', ...AT, 'HEAD~1..HEAD']).stdout, 'rolls all nodes in 2 clusters');
    repository.write('two/fleet.yaml', DELIVERED);
    repository.git('add', 'two');
    repository.git('commit', '-qm', 'another fleet');
    repository.git('push', '-q', bare, 'main');
    const { status, stderr } = poolwright(bare, ['plan', 'HEAD~1..HEAD']);
    assert.is(status, 2);
    assert.match(stderr, 'HEAD has several fleets, in one/, two/');
  });
});

test('a base without a fleet, or without its tree, is an error and no plan', () =>
  withChange(DELIVERED, TAINTED, (repository) => {
    const { top } = repository;
    const refused = (...args: string[]): string => {
      const { status, stdout, stderr } = poolwright(top, ['plan', ...args]);
      assert.is(status, 2);
      assert.is(stdout, '');
      return stderr;
    };
    assert.match(refused('--base', 'nowhere'), 'the repository has no revision nowhere');
    assert.match(refused('nowhere..HEAD'), 'the repository has no revision nowhere');
    assert.match(refused('shop'), 'no environment or cluster is called shop');
    assert.match(refused('--nodes', 'generel=3'), 'Did you mean general?');
    assert.match(refused('--nodes', 'general'), '--nodes takes POOL=N');
    assert.match(refused('--at', 'yesterday'), 'yesterday is not a time');
    assert.match(refused('--time-zone', 'Mars/Base'), 'is not an IANA time zone');
    assert.match(refused('--fail-on', 'al'), 'Did you mean all?');
    assert.match(
      refused('--fail-on', 'none'),
      '--fail-on takes deleted, stalls, all, some, unknown, absorbed, rejected',
    );
    assert.match(refused('--at', '2026-11-29T22:00:00'), 'with an offset from UTC');
    assert.match(refused('--at', '2026-02-30T00:00:00Z'), 'is not a time');
    assert.match(refused('--base', 'HEAD', 'HEAD..HEAD'), 'Leave one of them out');
    assert.match(refused('--staged', 'HEAD..HEAD'), 'Leave one of them out');
    assert.match(refused('--base', 'none'), '--base none gives it none');
    assert.match(refused('HEAD...HEAD'), 'Write two dots');
    assert.match(refused('--nodes', 'general=0'), 'with N from 1');
    assert.match(refused('--nodes', 'general=1', '--nodes', 'general=2'), 'twice');
    assert.match(refused('--kubernetes', 'foo'), 'foo is not a Kubernetes version');
    repository.git('rm', '-rq', '--cached', 'overlays');
    repository.git('commit', '-qm', 'no overlays');
    assert.match(refused(), 'no overlays/dev, so what its clusters run is unknown');
    repository.git('rm', '-q', '--cached', 'fleet.yaml');
    repository.git('commit', '-qm', 'no fleet');
    assert.match(refused(), 'has no fleet.yaml');
  }));

const RENAMED = change(DELIVERED, 'name: web', 'name: store');

test('generate, validate, gate and commit find what a change does to nodes', () =>
  withChange(DELIVERED, TAINTED, (repository) => {
    const { top } = repository;
    assert.match(
      poolwright(top, ['generate']).stderr,
      'notice[nodes-roll]: NodePool/general spec.template.spec.taints is different',
    );
    assert.match(poolwright(top, ['validate', '--base', 'HEAD']).stderr, 'notice[nodes-roll]');
    repository.git('add', '-A');
    const gate = repository.gate();
    assert.is(gate.status, 0);
    assert.match(gate.stderr, 'notice[nodes-roll]');
    assert.is(poolwright(top, ['commit']).status, 0);
    assert.match(
      repository.git('log', '-1', '--format=%B'),
      /Effect on nodes:\n- dev: 1 pool rolls all nodes in 1 cluster\n- prod: 1 pool rolls all nodes in 1 cluster\n/,
    );
  }));

test('what empties a production cluster is an error, until a waiver covers it', () => {
  const production = (text: string): string =>
    change(text, '    prod:\n', '    prod:\n      tier: production\n');
  return withChange(production(DELIVERED), production(RENAMED), (repository) => {
    const { status, stderr } = poolwright(repository.top, ['generate']);
    assert.is(status, 1);
    assert.match(stderr, /error\[delivery-renamed\]: Kustomization\/web becomes Kustomization\/store.*\n/);
    assert.match(stderr, 'warning[delivery-renamed]');
    const waiver = 'waivers: [{ code: delivery-renamed, reason: the fleet is new, expires: "2999-01-01" }]';
    repository.write(
      'fleet.yaml',
      production(RENAMED).replace('  variables:', `  checks: { ${waiver} }\n  variables:`),
    );
    const waived = poolwright(repository.top, ['generate']);
    assert.is(waived.status, 0, waived.stderr);
    repository.git('add', '-A');
    repository.git('commit', '-qm', 'renamed');
    assert.not.match(poolwright(repository.top, ['validate']).stderr, 'unused-waiver');
  });
});

test.run();
