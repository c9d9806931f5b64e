import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hostPortsOf } from '../../../../generator/instances/fit/host-ports.ts';
import { podsOf } from '../../../../generator/instances/objects/pods.ts';

const test = suite('what a pod requests');

const cpu = (amount: string, more = {}) => ({ resources: { requests: { cpu: amount } }, ...more });
const cpuOf = (spec: object): number | undefined => {
  const [pod] = podsOf(JSON.parse(JSON.stringify({ kind: 'Pod', metadata: { name: 'p' }, spec })));
  return pod?.requests.get('cpu');
};

test('a sidecar that starts after an init container is not added to it', () => {
  const containers = [cpu('1')];
  const sidecar = cpu('1', { restartPolicy: 'Always' });
  assert.is(cpuOf({ containers, initContainers: [cpu('4'), sidecar] }), 4);
  assert.is(cpuOf({ containers, initContainers: [sidecar, cpu('4')] }), 5);
  assert.is(cpuOf({ containers, initContainers: [sidecar, sidecar] }), 3);
});

test('what the pod as a whole requests is instead of its containers, its limit only where they request nothing', () => {
  assert.is(cpuOf({ containers: [cpu('1')], resources: { requests: { cpu: '3' } } }), 3);
  assert.is(cpuOf({ containers: [cpu('1')], resources: { limits: { cpu: '3' } } }), 1);
  assert.is(cpuOf({ containers: [{}], resources: { limits: { cpu: '3' } } }), 3);
  assert.is(
    cpuOf({ containers: [cpu('1')], resources: { requests: { cpu: '3' } }, overhead: { cpu: '1' } }),
    4,
  );
});

test('with hostNetwork each port is one of the node', () => {
  const containers = [
    { ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081, hostIP: '10.0.0.1' }] },
  ];
  assert.equal(hostPortsOf({ containers }), [{ ip: '10.0.0.1', port: 8081, protocol: 'TCP' }]);
  assert.equal(
    hostPortsOf({ containers, hostNetwork: true }).map(({ port }) => port),
    [80, 8081],
  );
});

test.run();
