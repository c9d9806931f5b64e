import type { Validation } from '@poolwright/crd-validator';
import { isAvailable } from 'kubeconform-wasm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { clusterScope, environmentScope } from '../../../generator/check/scope.ts';
import { clusterSubject } from '../../../generator/check/subject.ts';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { createSecondOpinion, type Verdict } from '../../../generator/external/kubeconform/second-opinion.ts';
import { startKubeconform } from '../../../generator/external/kubeconform/start.ts';
import { type Fleet, loadFleet } from '../../../generator/load/index.ts';
import { change } from '../../support/fleets.ts';
import { Repository } from '../../support/git.ts';
import { poolwright } from '../../support/poolwright.ts';
import { FLEET, reported, withFleet } from './support.ts';

const VALID: Verdict = { status: 'valid', message: '', errors: [] };
const INVALID: Verdict = {
  status: 'invalid',
  message: 'it is invalid',
  errors: [{ path: '/spec/template/spec/requirements/0/values', message: 'too few' }],
};

function gatedFleet(): Fleet {
  const { fleet } = loadFleet({ readFile: () => FLEET, glob: () => [] });
  if (!fleet) throw new Error('the fleet of these tests is wrong');
  return fleet;
}

/** Asks for a second opinion on the fleet's NodePools as so many clusters of each environment get them. */
async function opinions(
  verdictOf: (text: string) => Verdict,
  { every = false, clusters = 1, change = (spec: Record<string, unknown>): unknown => spec } = {},
): Promise<{ codes: string[]; messages: string[]; lines: (number | undefined)[]; asked: string[] }> {
  const fleet = gatedFleet();
  const crd = openCrds().crd('1.15', 'karpenter.sh/v1', 'NodePool');
  const asked: string[] = [];
  const validate = async (_name: string, text: string) => {
    asked.push(text);
    return [verdictOf(text)];
  };
  const opinion = createSecondOpinion({ every, validatorOf: async () => ({ validate }) });
  for (const environment of fleet.objects.environments) {
    for (const declared of environment.objects.filter(({ kind }) => kind === 'NodePool')) {
      for (let i = 0; i < clusters; i++) {
        const value = structuredClone(declared.value) as { spec: Record<string, unknown> };
        change(value.spec);
        const object = { ...value, metadata: { name: declared.name, labels: { cluster: `c${i}` } } };
        const validation = crd?.validator.validate(object as never) as Validation;
        const scope = clusterScope(environmentScope(fleet, environment.name), `c${i}`);
        opinion.onValidated(clusterSubject(scope, object as never, declared), validation);
      }
    }
  }
  const found = await opinion.findings();
  return {
    codes: found.map(({ code }) => code),
    messages: found.map(({ message }) => message),
    lines: found.map(({ at }) => at?.line),
    asked,
  };
}

test('agreement adds nothing', async () => {
  assert.equal((await opinions(() => VALID)).codes, []);
  const bad = await opinions(() => INVALID, { change: (spec) => Object.assign(spec, { weight: 'heavy' }) });
  assert.equal(bad.codes, []);
});

test('a disagreement is a finding where the field is declared', async () => {
  const refused = await opinions((text) => (text.includes('cpu: "200"') ? INVALID : VALID));
  assert.equal(refused.codes, ['kubeconform-disagrees']);
  assert.match(
    `${refused.messages[0]}`,
    'kubeconform rejects NodePool/general, which Poolwright accepts by the same schema',
  );
  assert.match(`${refused.messages[0]}`, '/spec/template/spec/requirements/0/values: too few');
  assert.is(refused.lines[0], FLEET.split('\n').findIndex((line) => line.includes('[on-demand]')) + 1);
  const accepted = await opinions(() => VALID, { change: (spec) => Object.assign(spec, { weight: 1000 }) });
  assert.equal(accepted.codes, ['kubeconform-disagrees', 'kubeconform-disagrees']);
  const failed = await opinions(() => ({ status: 'error', message: 'no schema', errors: [] }));
  assert.match(`${failed.messages[0]}`, 'kubeconform cannot validate NodePool/general');
});

test('what kubeconform does not know of Kubernetes is not a disagreement', async () => {
  const operator = [{ key: 'a.b/c', operator: 'In', values: [] }];
  const rule = await opinions(() => VALID, {
    change: (spec) => Object.assign((spec.template as { spec: object }).spec, { requirements: operator }),
  });
  assert.equal(rule.codes, []);
});

test('one cluster of each environment is validated, or every one; each distinct object once', async () => {
  assert.is((await opinions(() => VALID, { clusters: 3 })).asked.length, 2);
  assert.is((await opinions(() => VALID, { clusters: 3, every: true })).asked.length, 6);
});

test('--kubeconform takes known values only', () => {
  const result = poolwright('/', ['validate', '--kubeconform', 'requre']);
  assert.is(result.status, 2);
  assert.match(result.stderr, /--kubeconform takes auto, require, all, off, not requre[\s\S]*require/);
});

const CONTEXT = { env: {}, importPackage: (name: string) => import(name) };

test('off asks nobody', async () =>
  assert.is(await startKubeconform({ kubeconform: 'off' }, CONTEXT), undefined));

if (!isAvailable()) {
  test('auto does without kubeconform where it is not built, and require does not', async () => {
    assert.is(await startKubeconform({}, CONTEXT), undefined);
    const repository = new Repository();
    repository.write('fleet.yaml', FLEET);
    const result = poolwright(repository.top, ['validate', '--kubeconform', 'require']);
    assert.is(result.status, 3);
    assert.match(result.stderr, 'npm run build:wasm');
    repository.remove();
  });
} else {
  test('kubeconform itself agrees about a good fleet, of several Karpenter versions', () =>
    withFleet(
      (repository) => {
        for (const mode of ['require', 'all']) {
          const result = poolwright(repository.folder, ['validate', '--kubeconform', mode]);
          assert.is(result.status, 0, result.stderr);
        }
        repository.write('README.md', 'changed\n');
        repository.git('add', '.');
        const gate = poolwright(repository.folder, ['gate', '--all', '--kubeconform', 'require']);
        assert.is(gate.status, 0, gate.stderr);
      },
      { fleet: change(FLEET, '    dev:\n', '    dev:\n      karpenter: "1.14"\n') },
    ));

  test('kubeconform itself agrees about a value that a variable makes wrong', () =>
    withFleet(
      (repository) => {
        const result = poolwright(repository.folder, [
          'validate',
          '--kubeconform',
          'all',
          '--format',
          'json',
        ]);
        assert.is(result.status, 1);
        assert.not(reported(result).codes.includes('kubeconform-disagrees'), result.stdout);
      },
      {
        fleet: change(FLEET, 'variables: { CLUSTER: prod-1 }', 'variables: { CLUSTER: "12" }'),
        broken: true,
      },
    ));
}

test.run();
