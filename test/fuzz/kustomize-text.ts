import fc from 'fast-check';

/** An object as YAML, and what identifies it. */
export interface FuzzResource {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly text: string;
}

/** Makes text that matches the objects of a tree, so that most trees are valid. */
export type Maker = (resources: readonly FuzzResource[]) => string;

export const indent = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));

/** A text as a block scalar in a list element. */
export const block = (text: string) => `|\n${indent(text, 4).trimEnd()}`;

/** A list element with the defined fields. */
export function entry(fields: Readonly<Record<string, string | undefined>>): string {
  const lines = Object.entries(fields).filter(([, value]) => value !== undefined);
  return lines.map(([key, value], index) => `${index === 0 ? '- ' : '  '}${key}: ${value}\n`).join('');
}

/** A field with a list, nothing when the list is empty. */
export function section(field: string, items: readonly string[]): string {
  const text = items.join('');
  return text === '' ? '' : `${field}:\n${text}`;
}

/** Present in one of a few cases. */
export function maybe<T>(arbitrary: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight, arbitrary });
}

export function few<T>(arbitrary: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> {
  return fc.array(arbitrary, { maxLength: most });
}

export function rarely<T>(arbitrary: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: few(arbitrary, most) },
  );
}

/** The resource for a random number. */
export function pick(resources: readonly FuzzResource[], number: number): FuzzResource {
  const chosen = resources[number % resources.length];
  if (chosen === undefined) throw new Error('there is nothing to pick from');
  return chosen;
}

const API_VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  NodePool: 'karpenter.sh/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v1',
  Ingress: 'networking.k8s.io/v1',
};

export const apiVersionOf = (kind: string) => API_VERSIONS[kind] ?? 'v1';
