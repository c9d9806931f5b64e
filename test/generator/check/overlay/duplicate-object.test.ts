import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findings } from './helper.ts';

const test = suite('duplicate-object');

const INNER = 'resources: [../../base]\nnamespace: team-a\n';
const PATCH =
  'patches:\n  - target: { kind: NodePool }\n    patch: |\n      - { op: add, path: /spec/weight, value: 5 }\n';

/** An overlay of the base together with the base in a namespace of its own. */
function withInner(inner: string): string[] {
  return findings('components: []\nbases: [inner]\n', { 'inner/kustomization.yaml': inner });
}

test('reports two different pools of one name in two namespaces', () => {
  const [found = '', ...others] = withInner(INNER + PATCH);
  assert.equal(others, []);
  assert.match(
    found,
    /^duplicate-object base\/pool\.yaml:3:19 the build has two different objects NodePool\/web, in the namespaces team-a and none: the kind is cluster-scoped/,
  );
});

test('is silent for the same object twice, for another name, and for a namespace alone', () => {
  assert.equal(withInner(INNER), []);
  const named = `${INNER}nameSuffix: -a\nconfigurations: [n.yaml]\n${PATCH}`;
  const names =
    'nameReference:\n- kind: EC2NodeClass\n  fieldSpecs: [{ kind: NodePool, path: spec/template/spec/nodeClassRef/name }]\n';
  assert.equal(
    findings('bases: [inner]\n', { 'inner/kustomization.yaml': named, 'inner/n.yaml': names }),
    [],
  );
  assert.equal(findings('namespace: karpenter\n'), []);
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: NS }\nspec: { clusterIP: NS }\n';
  const two = { 'resource.yaml': `${service.replaceAll('NS', 'x')}---\n${service.replaceAll('NS', 'y')}` };
  assert.equal(findings('', two), []);
});

test.run();
