import type { NewCluster } from './answers.ts';

/** Amazon's rule for the names of EKS clusters (CreateCluster, name). */
const EKS_NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The environment that a word in a cluster's name stands for. */
const ENVIRONMENTS: readonly [environment: string, words: readonly string[]][] = [
  ['prod', ['prod', 'production', 'prd', 'live']],
  ['staging', ['staging', 'stage', 'stg', 'preprod']],
  ['test', ['test', 'qa', 'uat']],
  ['dev', ['dev', 'development', 'sandbox']],
];

/** The environment of clusters whose names contain no word for one. */
const OTHERS = 'main';

/** Reads names of clusters, separated by commas, each as `NAME` or `ENVIRONMENT/NAME`. */
export function readClusters(text: string): { value: NewCluster[] } | { problem: string } {
  const clusters: NewCluster[] = [];
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const cluster = readCluster(part);
    if ('problem' in cluster) return cluster;
    const same = clusters.find(({ name }) => name === cluster.name);
    if (same)
      return {
        problem:
          same.eks === cluster.eks
            ? `${cluster.eks} is listed twice${same.environment === cluster.environment ? '' : `, in ${same.environment} and ${cluster.environment}`}: each cluster of a fleet needs its own name`
            : `${same.eks} and ${cluster.eks} would both be ${same.name}: give each a name of its own`,
      };
    clusters.push(cluster);
  }
  return clusters.length === 0 ? { problem: 'name at least one cluster' } : { value: clusters };
}

function readCluster(part: string): NewCluster | { problem: string } {
  const slash = part.indexOf('/');
  const eks = part.slice(slash + 1);
  if (!EKS_NAME.test(eks))
    return {
      problem: `${JSON.stringify(eks)} cannot be the name of an EKS cluster: use letters, digits, - and _`,
    };
  const environment = slash < 0 ? environmentOf(eks) : part.slice(0, slash);
  if (!DNS_LABEL.test(environment))
    return {
      problem: `${JSON.stringify(environment)} cannot be the name of an environment: use lower-case letters, digits and -`,
    };
  const name = eks.toLowerCase().replaceAll('_', '-').slice(0, 63).replace(/-+$/, '');
  return { environment, name, eks };
}

function environmentOf(name: string): string {
  const words = name.toLowerCase().split(/[^a-z]+/);
  return ENVIRONMENTS.find(([, known]) => known.some((word) => words.includes(word)))?.[0] ?? OTHERS;
}
