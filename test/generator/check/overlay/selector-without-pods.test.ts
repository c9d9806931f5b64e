import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findings, RAY } from './helper.ts';

const test = suite('selector-without-pods');

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: ray }\nspec: { selector: { app: ray } }\n';
const PDB =
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: ray }\nspec: { selector: { matchLabels: { app: ray } } }\n';
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: ray }
spec:
  selector: { matchLabels: { app: ray } }
  template:
    metadata: { labels: { app: ray } }
    spec: { containers: [{ name: a, image: a }] }
`;

function withLabels(labels: string, ...objects: string[]): string[] {
  return findings(labels, { 'resource.yaml': objects.join('---\n') });
}

test('reports a Service and a budget that no longer select the pods of a custom resource', () => {
  for (const [labels, field] of [
    ['commonLabels: { env: prod }\n', 'commonLabels'],
    ['labels:\n  - { pairs: { env: prod }, includeSelectors: true }\n', 'labels[0]'],
  ])
    for (const [object, path] of [
      [SERVICE, 'spec.selector of Service/ray'],
      [PDB, 'spec.selector.matchLabels of PodDisruptionBudget/ray'],
    ]) {
      const [found = '', ...others] = withLabels(String(labels), String(object), RAY);
      assert.equal(others, []);
      assert.match(found, `${field} adds env to ${path} and not to the pods of RayCluster/ray`);
      assert.match(found, /^selector-without-pods prod\/kustomization\.yaml:[23]:/);
    }
});

test('is silent without selectors, for built-in kinds, and where the pods get the label, too', () => {
  assert.equal(withLabels('labels: [{ pairs: { env: prod } }]\n', SERVICE, RAY), []);
  assert.equal(withLabels('commonLabels: { env: prod }\n', SERVICE, DEPLOYMENT), []);
  assert.equal(withLabels('commonLabels: { env: prod }\n', SERVICE), []);
  const configured = findings('commonLabels: { env: prod }\nconfigurations: [c.yaml]\n', {
    'c.yaml':
      'commonLabels: [{ kind: RayCluster, path: spec/headGroupSpec/template/metadata/labels, create: true }]\n',
    'resource.yaml': `${SERVICE}---\n${RAY}`,
  });
  assert.equal(configured, []);
});

test.run();
