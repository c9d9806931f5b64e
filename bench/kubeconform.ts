// kubeconform in WebAssembly: the time from nothing to the first answer, and documents a second once warm: npm run bench -- kubeconform
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { createValidator, isAvailable, schemaFolder } from 'kubeconform-wasm';
import { median } from './support/measure.ts';

const SCHEMAS = new URL('../schemas/karpenter/', import.meta.url);
const WARM_UP = 300;
const MEASURED = 1000;
const STARTS = 5;

/** A NodePool as people write it: about 40 lines, valid. */
const NODE_POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: x86-cpu-karpenter
spec:
  limits:
    cpu: "1000"
    memory: 1000Gi
  weight: 10
  disruption:
    consolidationPolicy: WhenEmptyOrUnderutilized
    consolidateAfter: 30s
    budgets:
      - nodes: 10%
        reasons: [Drifted, Underutilized]
      - nodes: "0"
        schedule: 0 9 * * mon-fri
        duration: 8h
  template:
    metadata:
      labels:
        instanceType: mixed-x86
        provisionerType: Karpenter
    spec:
      expireAfter: 720h
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: x86-cpu-karpenter }
      taints:
        - { key: example.com/special, value: "true", effect: NoSchedule }
      requirements:
        - { key: karpenter.k8s.aws/instance-family, operator: In, values: [c5, m5, r5] }
        - { key: karpenter.k8s.aws/instance-size, operator: In, values: [xlarge, 2xlarge, 4xlarge, 8xlarge] }
        - { key: kubernetes.io/arch, operator: In, values: [amd64] }
        - { key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand] }
`;

async function start(folder: URL): Promise<number> {
  const begun = performance.now();
  const validator = await createValidator({ schemas: schemaFolder(folder.pathname) });
  await validator.validate('pool.yaml', NODE_POOL);
  const elapsed = performance.now() - begun;
  await validator.close();
  return elapsed;
}

async function measure(folder: URL): Promise<number> {
  const validator = await createValidator({ schemas: schemaFolder(folder.pathname) });
  const run = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, i) => validator.validate(`pool-${i}.yaml`, NODE_POOL)));
  await run(WARM_UP);
  const begun = performance.now();
  const answers = await run(MEASURED);
  const elapsed = performance.now() - begun;
  await validator.close();
  const valid = answers.flat().filter(({ status }) => status === 'valid').length;
  if (valid !== MEASURED) throw new Error(`${MEASURED - valid} documents are not valid`);
  return MEASURED / (elapsed / 1000);
}

async function main(): Promise<number> {
  if (!isAvailable()) {
    process.stderr.write('kubeconform-wasm is not built: npm run build:wasm\n');
    return 1;
  }
  const versions: Record<string, string> = JSON.parse(readFileSync(new URL('index.json', SCHEMAS), 'utf8'));
  const newest = Object.values(versions).at(-1);
  const folder = new URL(`${newest}/`, SCHEMAS);
  const starts: number[] = [];
  for (let i = 0; i < STARTS; i++) starts.push(await start(folder));
  const perSecond = await measure(folder);
  process.stdout.write(`first document: ${median(starts).toFixed(0)} ms\n`);
  process.stdout.write(`warm: ${perSecond.toFixed(0)} documents/s\n`);
  return 0;
}

process.exitCode = await main();
