/** Words that say what a cluster or an overlay is for. */
const WORDS: ReadonlySet<string> = new Set([
  'prod',
  'production',
  'prd',
  'live',
  'nonprod',
  'preprod',
  'staging',
  'stage',
  'stg',
  'uat',
  'qa',
  'test',
  'testing',
  'tst',
  'perf',
  'integration',
  'int',
  'dev',
  'development',
  'sandbox',
  'sbx',
  'demo',
  'lab',
  'canary',
  'mgmt',
  'management',
  'tools',
  'shared',
]);

/** Folders whose subfolders are environments. */
const GROUPS: ReadonlySet<string> = new Set([
  'overlays',
  'overlay',
  'environments',
  'environment',
  'envs',
  'env',
  'stages',
  'variants',
]);

/** Folders whose subfolders are clusters. */
const CLUSTERS: ReadonlySet<string> = new Set(['clusters', 'cluster']);

export interface TargetName {
  environment: string;
  cluster?: string;
}

/** The environment of a cluster by its name: the word in it that says what it is for, else its name without numbers and regions. */
export function environmentOf(cluster: string): string {
  const words = cluster.toLowerCase().split(/[-_.]/);
  const known = words.find((word) => WORDS.has(word) || WORDS.has(word.replace(/\d+$/, '')));
  if (known !== undefined) return WORDS.has(known) ? known : known.replace(/\d+$/, '');
  const bare = cluster.replace(/-(?:[a-z]{2}-(?:gov-)?[a-z]+-\d[a-z]?|\d+)(?=-|$)/g, '').replace(/\d+$/, '');
  return asLabel(bare) || asLabel(cluster) || 'default';
}

/** Words for what clusters of an environment share, which a folder of one cluster may have, too. */
const PARTS: ReadonlySet<string> = new Set(['shared', 'tools', 'mgmt', 'management']);

const REGIONS = /(?:^|-)(?:eu|us|ap|af|ca|me|sa|il|mx|cn|emea|apac|amer|latam)(?:-|$)|-\d+$|^[a-z]?\d+$/;

/** Whether a folder's name is a word for an environment. */
export function environmentWord(step: string): boolean {
  return WORDS.has(step);
}

/** Which steps below clusters/ name a cluster: the first, with its environment where that is the step before or after it. */
export function clusterSteps([first = '', second]: readonly string[]): string[] {
  if (second === undefined) return [first];
  const isBelow = WORDS.has(first) && REGIONS.test(second);
  const saysNothing = !first.split('-').some((word) => WORDS.has(word));
  const isAbove = saysNothing && WORDS.has(second) && !PARTS.has(second);
  return isBelow || isAbove ? [first, second] : [first];
}

/** Names for folders that have the objects of one environment or cluster each, by what is different in their paths. */
export function nameFolders(paths: readonly string[]): Map<string, TargetName> {
  const steps = paths.map((path) => path.split('/').filter((step) => step !== '' && step !== '.'));
  const start = paths.length > 1 ? commonStart(steps) : 0;
  const end = paths.length > 1 ? commonStart(steps.map((one) => one.slice(start).reverse())) : 0;
  const names = new Map<string, TargetName>();
  const taken = new Set<string>();
  for (const [i, path] of paths.entries()) {
    const name = nameOf(steps[i] ?? [], start, end, paths.length > 1);
    const key = name.cluster ?? name.environment;
    const free = taken.has(key) ? freeName(key, taken) : key;
    taken.add(free);
    names.set(path, name.cluster === undefined ? { environment: free } : { ...name, cluster: free });
  }
  return names;
}

function nameOf(steps: readonly string[], start: number, end: number, isOneOfMany: boolean): TargetName {
  const clusters = steps.findIndex((step) => CLUSTERS.has(step));
  const differing = isOneOfMany ? steps.slice(start, steps.length - end) : [];
  if (clusters >= 0 && clusters + 1 < steps.length) {
    const least = clusters + 1 + clusterSteps(steps.slice(clusters + 1)).length;
    const rest = steps.slice(clusters + 1, isOneOfMany ? Math.max(least, steps.length - end) : least);
    const cluster = label(rest);
    const above = [...steps.slice(0, clusters), ...rest].find((step) => WORDS.has(step));
    return { environment: above ?? environmentOf(cluster), cluster };
  }
  const group = steps.findIndex((step) => GROUPS.has(step));
  const named =
    group >= 0 && group + 1 < steps.length && differing.length === 0 ? [steps[group + 1] ?? ''] : differing;
  const own = named.filter((step) => !GROUPS.has(step));
  if (own.length > 0) return { environment: label(own) };
  return { environment: steps.findLast((step) => WORDS.has(step)) ?? 'default' };
}

function commonStart(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths;
  let length = 0;
  // The last step of the shortest path stays, so that each has a name.
  const most = Math.min(...paths.map((path) => path.length)) - 1;
  while (length < most && paths.every((path) => path[length] === first[length])) length++;
  return Math.max(0, length);
}

function label(steps: readonly string[]): string {
  return asLabel(steps.join('-')) || 'default';
}

/** The nearest name that an environment or cluster can have. */
export function asLabel(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let i = 2; ; i++) if (!taken.has(`${name}-${i}`)) return `${name}-${i}`;
}
