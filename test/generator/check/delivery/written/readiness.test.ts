import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findings, kustomization, NODE_CLASS, POOL } from './helper.ts';

const test = suite('readiness of hand-written Kustomizations');

const WAIT = '\n  path: ./pools\n  wait: true';
const OTHER = NODE_CLASS.replace('name: main', 'name: other');

test('is never reached by a pool without its node class, nor by what depends on it', () => {
  const files = {
    'pools/all.yaml': POOL + OTHER,
    'clusters/a.yaml':
      kustomization('pools', WAIT) + kustomization('apps', '\n  dependsOn: [{ name: pools }]'),
  };
  assert.equal(findings(files), [
    'warning never-ready clusters/a.yaml:10:3 flux-system/pools waits for NodePool/web, which never becomes ready, so it fails at each timeout, and flux-system/apps with it | Correct the object first',
  ]);
});

test('is silent for a pool with its class, without wait, and for other folders', () => {
  assert.equal(
    findings({ 'pools/all.yaml': POOL + NODE_CLASS, 'clusters/a.yaml': kustomization('pools', WAIT) }),
    [],
  );
  for (const spec of [WAIT.replace('true', 'false'), WAIT.replace('pools', 'apps')])
    assert.equal(
      findings({ 'pools/all.yaml': POOL + OTHER, 'clusters/a.yaml': kustomization('pools', spec) }),
      [],
      spec,
    );
});

test('is never reached by a health check of a pool that is not applied', () => {
  const check = (name: string, kind = 'NodePool') =>
    findings({
      'pools/all.yaml': POOL + NODE_CLASS,
      'clusters/a.yaml': kustomization(
        'pools',
        `\n  path: pools\n  healthChecks: [{ apiVersion: karpenter.sh/v1, kind: ${kind}, name: ${name}, namespace: default }]`,
      ),
    });
  assert.equal(check('wep'), [
    'warning never-ready clusters/a.yaml:10:71 flux-system/pools waits for NodePool/wep, which is not among what it applies | Did you mean web?',
  ]);
  assert.equal(check('web'), []);
  assert.equal(check('karpenter', 'Deployment'), []);
});

test('is not waited for as short as a timeout says', () => {
  const short = (timeout: string, wait = '\n  wait: true') =>
    findings({ 'a.yaml': kustomization('pools', `${wait}\n  timeout: ${timeout}`) });
  const [found = '', ...others] = short('20s');
  assert.equal(others, []);
  assert.match(
    found,
    /^warning timeout-too-short a\.yaml:10:12 flux-system\/pools has timeout 20s, and Flux waits at least 30s/,
  );
  for (const timeout of ['30s', '1m30s', '1h', '${TIMEOUT}']) assert.equal(short(timeout), [], timeout);
  assert.equal(short('20s', ''), []);
});

test.run();
