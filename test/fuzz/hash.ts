// npm run fuzz:hash -- [--seed N] [--runs N] [--golden FILE]: random NodePools and EC2NodeClasses as the API server would store them, our hashes
// against Karpenter's. --golden records the first of each kind for the tests. Needs the oracles of test/oracles/karpenter, built as its README says.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { createValidator, type ResourceSchema } from '@poolwright/crd-validator';
import { goJson } from '@poolwright/crd-validator/go';
import { malformedAliases } from '../../generator/check/karpenter/ami-alias.ts';
import { objectAt } from '../../generator/instances/objects/fields.ts';
import { type NodeClassHashVersion, nodeClassHash, nodePoolHash } from '../../generator/plan/hash/index.ts';
import { root as repository } from '../../scripts/build/options.ts';
import { type HashAnswer, karpenterHashes } from '../oracles/karpenter/client.ts';
import { soundObjects } from '../packages/crd-validator/sound.ts';
import { mutate, Random, randomObject } from './crd-objects.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '20000' },
    golden: { type: 'string' },
  },
});
const random = new Random(Number(values.seed));
const runs = Number(values.runs);
/** A release for each hash version. */
const releases: readonly (readonly [NodeClassHashVersion, string])[] = [
  ['v4', '1.11.0'],
  ['v5', '1.14.3'],
  ['v6', '1.15.1'],
];
const batch = 1000;

const texts: Readonly<Record<string, () => Value>> = {
  volumeSize: () =>
    random.pick([
      '1Gi',
      '500Gi',
      '1024Gi',
      '2000Gi',
      '2048Gi',
      '1G',
      '999G',
      '1000G',
      '5000G',
      '1Ti',
      '58Ti',
      '1T',
      '64T',
      'Ti',
      'T',
    ]),
  timeAdded: () =>
    random.pick([
      '2024-01-02T03:04:05Z',
      '0001-01-01T00:00:00Z',
      '1969-07-20T20:17:40.123456789+02:30',
      '2026-12-31T23:59:59.5-11:00',
    ]),
  expireAfter: () => random.pick(['Never', '0s', '720h', '1h30m', '1.5h', '90m']),
  terminationGracePeriod: () => random.pick(['0s', '30s', '1h30m', '90m', '5400s']),
  evictionSoftGracePeriod: () => ({ 'memory.available': random.pick(['0s', '2m', '120s']) }),
  kubelet: () => random.pick(kubelets)(),
};

const kubelets: readonly (() => Value)[] = [
  () => ({}),
  () => ({ maxPods: random.below(200), podsPerCore: random.below(3), cpuCFSQuota: random.chance(0.5) }),
  () => ({
    kubeReserved: { cpu: random.pick(['100m', '0.1']) },
    clusterDNS: ['10.0.0.1', '10.0.0.2'].slice(random.below(3)),
  }),
  () => ({ evictionSoft: { 'memory.available': '<&>' }, evictionHard: {}, evictionMaxPodGracePeriod: 0 }),
  () => ({
    systemReserved: { memory: 'é\u2028"' },
    imageGCHighThresholdPercent: 85,
    imageGCLowThresholdPercent: 80,
  }),
];

/** How many of a kind and version are recorded. */
const recorded = 25;
const golden: string[] = [];
let differences = 0;
for (const [version, release] of releases) {
  const makeObject = await objectsOf(release);
  const compared = { NodePool: 0, EC2NodeClass: 0 };
  const distinct = new Set<string>();
  while (compared.NodePool + compared.EC2NodeClass < runs) {
    const objects = Array.from({ length: batch }, makeObject).filter(leavesControllerRunning);
    const answers = karpenterHashes(
      version,
      objects.map((object) => goJson(object)),
    );
    for (const [index, object] of objects.entries()) {
      const answer = answers[index] as HashAnswer;
      if ('error' in answer) continue;
      compared[object.kind as keyof typeof compared] += 1;
      if (compared[object.kind as keyof typeof compared] <= recorded)
        golden.push(goJson({ version, object, hash: answer.hash }));
      distinct.add(answer.hash);
      compare(object, version, answer.hash);
    }
  }
  console.log(
    `${version} (${release}), seed ${values.seed}: ${JSON.stringify(compared)}, ${distinct.size} distinct hashes`,
  );
}
if (values.golden !== undefined) await writeFile(values.golden, `${golden.join('\n')}\n`);
console.log(`${differences} differences`);
process.exitCode = differences === 0 ? 0 : 1;

/** An alias that Karpenter cannot read ends its process, the oracle's as well. */
function leavesControllerRunning(object: ValueObject): boolean {
  return malformedAliases(objectAt(object, 'spec')).length === 0;
}

function compare(object: ValueObject, version: NodeClassHashVersion, wanted: string): void {
  const got = object.kind === 'NodePool' ? nodePoolHash(object) : nodeClassHash(object, version);
  if (got === wanted) return;
  differences += 1;
  console.log(`${version}: ours ${got}, theirs ${wanted}, of ${goJson(object)}`);
}

/** Makes objects of both kinds, with defaults and without unknown fields, whether or not the CRD allows their values. */
async function objectsOf(release: string): Promise<() => ValueObject> {
  const folder = join(repository, 'schemas/karpenter', release);
  const names = (await readdir(folder)).filter((name) => /^(nodepool|ec2nodeclass)-/.test(name)).sort();
  const schemas: ResourceSchema[] = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))),
  );
  const validator = createValidator(schemas);
  const sound = soundObjects.filter(({ kind }) => kind === 'NodePool' || kind === 'EC2NodeClass');
  return () => {
    const object = random.chance(0.5)
      ? randomObject(random.pick(schemas), random, 0.002)
      : changed(changed(random.pick(sound)));
    const { stored } = validator.validate(varied(object));
    return stored as ValueObject;
  };
}

function changed(object: ValueObject): ValueObject {
  const mutated = mutate(object, random);
  return isObject(mutated) && isObject(mutated.spec ?? null) ? { ...mutated, ...identity(object) } : object;
}

function identity({ apiVersion, kind }: ValueObject): ValueObject {
  return { apiVersion: apiVersion ?? '', kind: kind ?? '', metadata: { name: 'test' } };
}

/** Fields whose texts Go reads and writes again get values of many forms. */
function varied(value: Value): Value {
  if (Array.isArray(value)) return value.map(varied);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      Object.hasOwn(texts, key) && random.chance(key === 'volumeSize' ? 1 : 0.7)
        ? (texts[key]?.() ?? null)
        : varied(inner),
    ]),
  );
}
