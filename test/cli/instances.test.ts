import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, seedFleet } from '../support/fleets.ts';
import { CLI, expectStatus, expectText, PROJECT, run } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';
import { makeRepository } from './shell.ts';

const test = suite('instances');

const SEED = { 'fleet.yaml': seedFleet() };
const schema = JSON.parse(readFileSync(`${PROJECT}/schemas/instances.schema.json`, 'utf8'));

interface Entry {
  pool: string;
  environments: string[];
  clusters: string[];
  region: string;
  isRegionAssumed: boolean;
  listed: number;
  steps: { kind: string; removed: number; left: number; key?: string; requirement?: string }[];
  warnings: string[];
  costs: {
    ceiling: { dearest: { dollarsPerHour: number } };
    replicas: unknown;
    atSpotPrices: { lowest: number; highest: number } | null;
  }[];
  types: { name: string; price: { dollarsPerHour: number }; allocatable: Record<string, number> }[];
}

function entriesOf(sandbox: Sandbox, ...args: string[]): Entry[] {
  const result = sandbox.poolwright('instances', ...args, '--format', 'json');
  expectStatus(result, 0);
  const { instances }: { instances: { entries: Entry[] } } = JSON.parse(result.stdout).result;
  const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile(schema);
  const isValid: boolean = validate(instances);
  assert.ok(isValid, JSON.stringify(validate.errors));
  return instances.entries;
}

test('the funnel of the seed ends in the types of the table, and pools that launch the same are one entry', () =>
  withSandbox(SEED, (sandbox) => {
    const entries = entriesOf(sandbox);
    assert.equal(
      entries.map(({ pool, environments, types }) => [pool, environments, types.length]),
      [
        ['x86-cpu-karpenter', ['dev', 'staging', 'prod'], 24],
        ['inferentia-inf2', ['dev', 'staging'], 4],
        ['inferentia-inf2', ['prod'], 4],
      ],
    );
    for (const { listed, steps, types } of entries) {
      assert.is(listed - steps.reduce((sum, { removed }) => sum + removed, 0), types.length);
      assert.is(steps.at(-1)?.left, types.length);
    }
    assert.equal(entries[1]?.steps[0], {
      kind: 'requirement',
      key: 'karpenter.k8s.aws/instance-family',
      requirement: 'In inf2',
      removed: (entries[1]?.listed ?? 0) - 4,
      left: 4,
      text: 'karpenter.k8s.aws/instance-family In inf2',
    });
    assert.equal(entries[1]?.warnings, ['spot-fallback', 'no-spot-consolidation']);
    assert.equal(entries[2]?.warnings, [], 'on-demand only');
    const [, , , largest] = entries[1]?.types ?? [];
    assert.is(largest?.name, 'inf2.48xlarge');
    assert.is(largest?.allocatable['aws.amazon.com/neuron'], 12);
    assert.is(largest?.allocatable['aws.amazon.com/neuroncore'], 24);
  }));

test('a requirement is shown with the operators and values of fleet.yaml', () => {
  const key = 'karpenter.k8s.aws/instance-generation';
  const requirement = (operator: string, value: string): string =>
    `              - { key: ${key}, operator: ${operator}, values: ["${value}"] }\n`;
  const fleet = change(
    FLEET,
    '            requirements:\n',
    `            requirements:\n${requirement('Gt', '4')}${requirement('Lt', '8')}${requirement('NotIn', '6')}`,
  );
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    const written = 'Gt 4 and Lt 8 and NotIn 6';
    expectText(sandbox.poolwright('instances', 'prod').stdout, [` ${key} ${written}\n`]);
    const [entry] = entriesOf(sandbox, 'prod');
    const { requirement: shown, removed } = entry?.steps.find((step) => step.key === key) ?? {};
    assert.is(shown, written);
    assert.ok(removed, 'as Karpenter combines them');
  });
});

test('an environment, a cluster and pools limit the list', () =>
  withSandbox(SEED, (sandbox) => {
    const pools = (...args: string[]): unknown[] =>
      entriesOf(sandbox, ...args).map(({ pool, clusters }) => [pool, clusters]);
    assert.equal(pools('dev'), [
      ['x86-cpu-karpenter', ['eks-workshop-dev']],
      ['inferentia-inf2', ['eks-workshop-dev']],
    ]);
    assert.equal(pools('eks-workshop-prod-eu-west-1', 'inferentia-inf2'), [
      ['inferentia-inf2', ['eks-workshop-prod-eu-west-1']],
    ]);
    assert.equal(
      entriesOf(sandbox, 'inferentia-inf2').map(({ pool }) => pool),
      ['inferentia-inf2', 'inferentia-inf2'],
    );
  }));

test('a wrong name, column or format exits with 2 and a proposal', () =>
  withSandbox(SEED, (sandbox) => {
    const wrong: [args: string[], says: string[]][] = [
      [['prodd'], ['fleet.yaml has no environment, cluster or pool prodd', 'Did you mean prod?']],
      [
        ['dev', 'inferentia-inf'],
        ['fleet.yaml has no pool inferentia-inf', 'Did you mean inferentia-inf2?'],
      ],
      [
        ['--sort', 'prise'],
        ['--sort names an unknown column, prise', 'Did you mean price?'],
      ],
      [
        ['--columns', 'type,pod'],
        ['--columns names an unknown column, pod', 'Did you mean pods?'],
      ],
      [
        ['--format', 'csvs'],
        ['unknown format csvs', 'Did you mean csv?'],
      ],
    ];
    for (const [args, says] of wrong) {
      const result = sandbox.poolwright('instances', ...args);
      expectStatus(result, 2);
      expectText(result.stderr, says);
      assert.is(result.stdout, '');
    }
    const other = sandbox.poolwright('validate', '--format', 'csv');
    expectStatus(other, 2);
    expectText(other.stderr, ['unknown format csv']);
  }));

test('a fleet that is not valid exits with 2, for each format', () =>
  withSandbox({ 'fleet.yaml': change(SEED['fleet.yaml'], 'kind: Fleet', 'kind: Fleets') }, (sandbox) => {
    for (const format of ['text', 'csv', 'markdown']) {
      const result = sandbox.poolwright('instances', '--format', format);
      expectStatus(result, 2);
      expectText(result.stdout + result.stderr, ['kind']);
    }
  }));

test('csv has a line for each type with the chosen columns, sorted', () =>
  withSandbox(SEED, (sandbox) => {
    const args = ['instances', 'dev', 'inferentia-inf2', '--columns', 'type,vcpu,price', '--sort', 'vcpu'];
    const result = sandbox.poolwright(...args, '--format', 'csv');
    expectStatus(result, 0);
    const lines = result.stdout.trim().split('\n');
    assert.is(lines[0], 'environments,clusters,pool,region,type,vcpu,price');
    assert.equal(
      lines.slice(1).map((line) => line.split(',').slice(4, 6)),
      [
        ['inf2.xlarge', '4'],
        ['inf2.8xlarge', '32'],
        ['inf2.24xlarge', '96'],
        ['inf2.48xlarge', '192'],
      ],
    );
    expectStatus(sandbox.poolwright(...args, '--format', 'csv=list.csv'), 0);
    assert.is(sandbox.read('list.csv'), result.stdout);
  }));

test('markdown has the funnel and the table', () =>
  withSandbox(SEED, (sandbox) => {
    const result = sandbox.poolwright('instances', 'dev', 'inferentia-inf2', '--format', 'markdown');
    expectStatus(result, 0);
    expectText(result.stdout, [
      '### inferentia\\-inf2 in dev',
      '0 fewer: kubernetes.io/arch In amd64',
      '| inf2.48xlarge |',
    ]);
  }));

test('the table fits the terminal by leaving out columns that were not chosen', () =>
  withSandbox(SEED, (sandbox) => {
    const width = (columns: string, ...args: string[]): number => {
      const result = run(
        process.execPath,
        [CLI, 'instances', 'dev', 'x86-cpu-karpenter', ...args],
        sandbox.root,
        { env: { COLUMNS: columns } },
      );
      expectStatus(result, 0);
      const table = result.stdout.split('\n').filter((line) => /^(TYPE|[cmr]5\.)/.test(line));
      assert.is(table.length, 25);
      return Math.max(...table.map((line) => line.length));
    };
    assert.ok(width('1000') > 100);
    assert.ok(width('80') <= 80);
    assert.ok(width('80', '--columns', 'type,network,zones,spot,price,pods,memory') > 80);
  }));

test('--prices replaces prices and the order, and a wrong line is named', () =>
  withSandbox(
    {
      ...SEED,
      'prices.csv': 'type,region,dollars\ninf2.48xlarge,,0.5\n',
      'wrong.csv': '\nm5.large,us-east-1\n',
    },
    (sandbox) => {
      const [entry] = entriesOf(sandbox, 'dev', 'inferentia-inf2', '--prices', 'prices.csv');
      assert.is(entry?.types[0]?.name, 'inf2.48xlarge');
      assert.equal(entry?.types[0]?.price, { kind: 'given', dollarsPerHour: 0.5 });
      const wrong = sandbox.poolwright('instances', '--prices', 'wrong.csv');
      expectStatus(wrong, 2);
      expectText(wrong.stderr, ['wrong.csv:2:1', 'type, region and dollars']);
      const missing = sandbox.poolwright('instances', '--prices', 'none.csv');
      expectStatus(missing, 2);
      expectText(missing.stderr, ['no such file: none.csv']);
    },
  ));

test('instances, fit and plan take --prices from the folder in which they are started, also with --cwd', () =>
  withSandbox(
    { 'fleets/web/fleet.yaml': SEED['fleet.yaml'], 'prices.csv': 'inf2.48xlarge,,0.5\n' },
    (sandbox) => {
      expectStatus(sandbox.poolwright('generate', '--cwd', 'fleets/web'), 0);
      makeRepository(sandbox);
      for (const command of ['instances', 'fit', 'plan']) {
        const from = (folder: string, ...args: string[]): number | null =>
          run(process.execPath, [CLI, command, ...args], join(sandbox.root, folder)).status;
        assert.is(from('.', '--cwd', 'fleets/web', '--prices', 'prices.csv'), 0, command);
        assert.is(from('fleets/web', '--prices', '../../prices.csv'), 0, command);
        assert.is(from('.', '--cwd', 'fleets/web', '--prices', '../../prices.csv'), 2, command);
      }
    },
  ));

/** The fleet with a pool of named types. */
function named(more: (fleet: string) => string): Record<string, string> {
  const types = '{ key: node.kubernetes.io/instance-type, operator: In, values: [m5.large, m5.xlarge] }';
  const requirements = '            requirements:\n';
  return { 'fleet.yaml': more(change(FLEET, requirements, `${requirements}              - ${types}\n`)) };
}

test('the ceiling is that of all clusters of an environment, with the limits that each has', () =>
  withSandbox(
    named((fleet) =>
      change(fleet, 'cpu: "100"', 'cpu: "${CORES}"')
        .replace('  variables:\n', '  variables:\n    CORES: { description: Most cores }\n')
        .replace('CLUSTER: dev-1 }', 'CLUSTER: dev-1, CORES: "4" }')
        .replace(
          'prod-1: { variables: { CLUSTER: prod-1 } }',
          'prod-1: { variables: { CLUSTER: prod-1, CORES: "8" } }\n        prod-2: { variables: { CLUSTER: prod-2, CORES: "16" } }',
        ),
    ),
    (sandbox) => {
      const [entry, ...others] = entriesOf(sandbox);
      assert.is(others.length, 0, 'they launch the same');
      const exact = (dollarsPerHour: number) => ({ dollarsPerHour, isExact: true });
      const rest = { spot: 'never', atSpotPrices: null, replicas: null, unpriced: [] };
      assert.equal(entry?.costs, [
        {
          environment: 'dev',
          clusters: 1,
          ceiling: { cheapest: exact(0.192), dearest: exact(0.192) },
          ...rest,
        },
        {
          environment: 'prod',
          clusters: 2,
          ceiling: { cheapest: exact(1.152), dearest: exact(1.152) },
          ...rest,
        },
      ]);
      const line =
        'prod (2 clusters): at most $1.15/h ($841 a month), filled with the cheapest types $1.15/h ($841 a month); on demand';
      const { stdout } = sandbox.poolwright('instances');
      expectText(stdout, [`${line}\n`]);
      assert.not.match(stdout, /replicas/);
      expectText(sandbox.poolwright('instances', '--format', 'markdown').stdout, [
        '- prod \\(2 clusters\\): at most',
      ]);
    },
  ));

test('replicas of a static pool, and the spot range of a pool of spot instances alone, as docs/prices.md has them', () =>
  withSandbox(
    named((fleet) => change(fleet, 'limits: { cpu: "100" }', 'replicas: 3')),
    (sandbox) => {
      const page = readFileSync(join(PROJECT, 'docs/prices.md'), 'utf8');
      const costs = (): string[] =>
        sandbox.poolwright('instances', 'dev').stdout.match(/^dev \(1 cluster\): .*$/gm) ?? [];
      const [entry] = entriesOf(sandbox, 'dev');
      assert.equal(entry?.costs[0]?.replicas, { count: 3, lowest: 0.288, highest: 0.576 });
      const [, replicas = ''] = costs();
      assert.match(
        replicas,
        /: 3 replicas for \$0\.2880\/h \(\$210 a month\) to \$0\.5760\/h \(\$420 a month\), at/,
      );
      assert.ok(page.includes(`    ${replicas}\n`), replicas);
      const limited = change(sandbox.read('fleet.yaml'), 'replicas: 3', 'limits: { cpu: "4" }');
      sandbox.write('fleet.yaml', limited.replace('[on-demand]', '[spot]'));
      const [spot] = entriesOf(sandbox, 'dev');
      const { lowest = 0, highest = 0 } = spot?.costs[0]?.atSpotPrices ?? {};
      assert.ok(lowest > 0 && lowest < highest && highest < 0.192);
      const [ceiling = '', ...others] = costs();
      assert.is(others.length, 0);
      assert.match(ceiling, /; on-demand prices, which spot nodes do not exceed; at spot prices of 2025/);
      assert.ok(page.includes(`    ${ceiling}\n`), ceiling);
      sandbox.write('fleet.yaml', limited.replace('limits: { cpu: "4" }', 'weight: 1'));
      assert.equal(costs(), ['dev (1 cluster): its cost has no limit']);
      assert.is(entriesOf(sandbox, 'dev')[0]?.costs[0]?.atSpotPrices, null);
    },
  ));

test('another region of a cluster changes its ceiling', () =>
  withSandbox(
    named((fleet) => change(fleet, 'dev-1: { variables', 'dev-1: { region: eu-west-1, variables')),
    (sandbox) => {
      const [dev, prod] = entriesOf(sandbox);
      assert.equal([dev?.region, prod?.region], ['eu-west-1', 'us-east-1']);
      const most = (entry: Entry | undefined): number => entry?.costs[0]?.ceiling.dearest.dollarsPerHour ?? 0;
      assert.ok(most(dev) > most(prod) && most(prod) > 0);
    },
  ));

test('requirements on zones name the region, and a pool without types says why', () => {
  const capacity = `- key: karpenter.sh/capacity-type
                operator: In
                values: [on-demand, spot]
        limits:
          cpu: "512"`;
  const zone = '- { key: topology.k8s.aws/zone-id, operator: In, values: [usw2-az4] }';
  const fleet = change(
    SEED['fleet.yaml'],
    capacity,
    capacity.replace('        limits', `              ${zone}\n        limits`),
  );
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    const [entry] = entriesOf(sandbox, 'dev', 'inferentia-inf2');
    assert.is(entry?.region, 'us-west-2');
    assert.is(entry?.isRegionAssumed, false);
    assert.is(entry?.steps.find(({ key }) => key === 'topology.k8s.aws/zone-id')?.requirement, 'In usw2-az4');
    const { stdout } = sandbox.poolwright('instances', 'dev', 'inferentia-inf2');
    expectText(stdout, ['  in us-west-2\n', '  topology.k8s.aws/zone-id In usw2-az4\n']);
  });
});

test.run();
