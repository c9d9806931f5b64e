// Reading and printing a NodePool of about 900 bytes, warm, medians of 200 rounds: npm run bench -- yaml
import { emit, readDocuments, readYaml } from '@kustomize-ts/core';
import { timed } from './support/measure.ts';

const NODE_POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: inferentia-inf2
  labels:
    app.kubernetes.io/managed-by: poolwright
spec:
  weight: 10
  template:
    metadata:
      labels:
        type: karpenter
        instanceType: inferentia-inf2
    spec:
      requirements:
      - key: karpenter.k8s.aws/instance-family
        operator: In
        values: [inf2]
      - key: kubernetes.io/arch
        operator: In
        values: ["amd64"]
      - key: karpenter.sh/capacity-type
        operator: In
        values: ["on-demand", "spot"]
      taints:
      - key: aws.amazon.com/neuron
        value: "true"
        effect: NoSchedule
      nodeClassRef:
        group: karpenter.k8s.aws
        kind: EC2NodeClass
        name: inferentia-inf2
      expireAfter: 720h
  limits:
    cpu: "1000"
    memory: 1000Gi
  disruption:
    consolidationPolicy: WhenEmpty
    consolidateAfter: 180s
`;

const CALLS = 200;

function time(name: string, call: () => unknown): void {
  for (let index = 0; index < 100 * CALLS; index++) call();
  const taken = timed(200, () => {
    for (let index = 0; index < CALLS; index++) call();
  });
  console.log(`${name}: ${((taken * 1000) / CALLS).toFixed(1)} µs`);
}

const value = readYaml(NODE_POOL);
console.log(`${NODE_POOL.length} bytes`);
time('readYaml', () => readYaml(NODE_POOL));
time('readDocuments', () => readDocuments(NODE_POOL));
time('emit', () => emit(value));
