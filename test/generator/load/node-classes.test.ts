import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText } from './helper.ts';

const CLASS = 'role: r, amiSelectorTerms: [{ alias: al2023@v20250704 }]';
const POOLS = `karpenter: "1.15"
variables: { CLUSTER: {} }
pools:
  cpu: { nodePool: {}, nodeClass: shared }
`;

function fleetText(nodeClass: string, override = ''): string {
  return `${POOLS}nodeClasses: { shared: { ${nodeClass} } }
environments:
  dev:${override === '' ? '' : `\n    nodeClasses: { shared: { ${override} } }`}
    clusters: { c1: { variables: { CLUSTER: c1 } } }
`;
}

function faults(nodeClass: string, override?: string): string[] {
  return loadText(fleetText(nodeClass, override)).diagnostics.map(
    ({ code, message, help }) => `${code} ${message}: ${help}`,
  );
}

test('a shared node class has labels and annotations, and is patched as that of a pool', () => {
  const own = `nodeClass: { ${CLASS} }, labels: { team: "\${CLUSTER}" }, annotations: { note: a }`;
  const { fleet } = loadText(
    fleetText(
      own,
      'nodeClass: { role: other }, nodeClassJson6902: [{ op: remove, path: /spec/amiSelectorTerms }]',
    ),
  );
  const [base] = fleet?.objects.base ?? [];
  assert.equal(base?.value.metadata, {
    name: 'shared',
    labels: { team: '${CLUSTER}' },
    annotations: { note: 'a' },
  });
  assert.equal(fleet?.objects.environments[0]?.objects[0]?.value, {
    ...base?.value,
    spec: { role: 'other' },
  });
});

test('the words of earlier versions are refused with those of today, each once', () => {
  assert.equal(faults(CLASS), [
    'unknown-field spec.nodeClasses.shared has no field role: the spec of a shared node class is under nodeClass: Write nodeClass: under shared, and role with the other fields of the spec below it',
  ]);
  const place = 'spec.environments.dev.nodeClasses.shared';
  assert.equal(faults(`nodeClass: { ${CLASS} }`, 'patch: { role: x }, json6902: []'), [
    `unknown-field ${place} has no field patch; it is called nodeClass: Write nodeClass instead of patch`,
    `unknown-field ${place} has no field json6902; it is called nodeClassJson6902: Write nodeClassJson6902 instead of json6902`,
  ]);
  assert.equal(faults(`nodeClass: { ${CLASS} }, label: {}`), [
    'unknown-field unknown field spec.nodeClasses.shared.label: Did you mean labels?',
  ]);
});

test.run();
