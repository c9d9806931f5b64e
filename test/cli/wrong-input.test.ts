import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles, placeIn } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';
import { expectRefusal } from './support.ts';

const test = suite('input that must not pass in silence');

const POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: a }
spec:
  limits: { cpu: "1" }
  template:
    spec:
      requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }]
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: b }
`;

function reported({ poolwright }: Sandbox, path: string, ...says: string[]): void {
  const result = poolwright('validate', path);
  expectStatus(result, 1);
  expectText(result.stderr, ['error[crd-unknown-kind]: ', ...says]);
}

test('validate PATH refuses the file of a fleet', () => {
  withSandbox(generatedFiles({ 'sub/fleet.yaml': FLEET }), (sandbox) => {
    for (const [path, command] of [
      ['fleet.yaml', 'poolwright validate, without a path'],
      ['./fleet.yaml', 'poolwright validate, without a path'],
      ['sub/fleet.yaml', 'poolwright validate --cwd sub, without a path'],
    ] as const) {
      const result = sandbox.poolwright('validate', path);
      expectStatus(result, 2);
      expectText(result.stderr, ['declares a fleet, and validate PATH reads', `help: Run ${command}`]);
    }
    const folder = sandbox.poolwright('validate', '.');
    expectStatus(folder, 0);
    assert.not.match(folder.stderr, 'declares a fleet');
  });
});

test('an object of Karpenter without apiVersion or kind, or with a group that is nearly right', () => {
  const files = {
    'version.yaml': change(POOL, 'apiVersion: karpenter.sh/v1\n', ''),
    'kind.yaml': change(POOL, 'kind: NodePool\n', ''),
    'group.yaml': change(POOL, 'karpenter.sh/v1', 'karpentr.sh/v1'),
    'other.yaml': change(POOL, 'karpenter.sh/v1', 'karpenter.k8s.aws/v1'),
    'right.yaml': POOL,
    'values.yaml': 'kind: 1\nnodePools: [a]\n',
    'hypershift.yaml': change(POOL, 'karpenter.sh/v1', 'hypershift.openshift.io/v1beta1'),
  };
  withSandbox(files, (sandbox) => {
    reported(
      sandbox,
      'version.yaml',
      'this NodePool has no apiVersion',
      'Add apiVersion: karpenter.sh/v1',
      'version.yaml:1:',
    );
    reported(
      sandbox,
      'kind.yaml',
      'this object of karpenter.sh/v1 has no kind',
      'Add kind: NodePool',
      'kind.yaml:1:13',
    );
    reported(
      sandbox,
      'group.yaml',
      'Karpenter has no NodePool of karpentr.sh/v1',
      'help: Did you mean apiVersion: karpenter.sh/v1?',
      'group.yaml:1:13',
    );
    reported(
      sandbox,
      'other.yaml',
      'has no NodePool of karpenter.k8s.aws/v1',
      'Write apiVersion: karpenter.sh/v1',
    );
    for (const path of ['right.yaml', 'values.yaml', 'hypershift.yaml']) {
      const result = sandbox.poolwright('validate', path);
      expectStatus(result, 0);
      assert.not.match(result.stderr, 'crd-unknown-kind', path);
    }
  });
});

test('a waiver until a day that does not exist, and for an environment that does not', () => {
  const waived = (fields: string): string =>
    change(
      FLEET,
      '  pools:\n',
      `  checks: { waivers: [{ code: ami-latest, reason: x, ${fields} }] }\n  pools:\n`,
    );
  const day = waived('expires: "2027-02-30"');
  expectRefusal(day, {
    status: 2,
    says: ['error[invalid-value]: the calendar has no day 2027-02-30', placeIn(day, '"2027-02-30"')],
  });
  const environment = waived('expires: "2027-02-28", environment: prodd');
  expectRefusal(environment, {
    status: 2,
    says: [
      'the waiver is for an environment prodd, which the fleet does not declare',
      'help: Did you mean prod?',
      placeIn(environment, 'prodd'),
    ],
  });
  withSandbox(
    generatedFiles({ 'fleet.yaml': waived('expires: "2028-02-29", environment: prod') }),
    (sandbox) => {
      const result = sandbox.poolwright('generate', '--dry-run');
      expectStatus(result, 0);
      expectText(result.stderr, ['warning[unused-waiver]: no finding of ami-latest is left for this waiver']);
    },
  );
});

test('a missing fleet.yaml: the one above in the repository, or the one with another ending, is named', () => {
  const files = {
    'fleet.yaml': FLEET,
    'top/.git/x': '',
    'top/fleet.yaml': FLEET,
    'top/a/b/x': '',
    'top/yml/fleet.yml': FLEET,
    'alone/x': '',
    'empty/.git/x': '',
  };
  withSandbox(files, (sandbox) => {
    const unknown =
      'help: Run the command in the folder of fleet.yaml, or pass that folder with --cwd; poolwright init writes a first one';
    for (const [folder, help] of [
      ['top/a/b', 'help: Run the command in ../.., which has a fleet.yaml, or pass --cwd ../..'],
      ['top/yml', 'help: Rename fleet.yml to fleet.yaml'],
      ['alone', unknown],
      ['empty', unknown],
    ] as const) {
      const result = sandbox.poolwright('validate', '--cwd', folder);
      expectStatus(result, 2);
      expectText(result.stderr, ['error[file-not-found]: fleet.yaml not found', help]);
    }
  });
});

test.run();
